namespace FieldNode.Settings
{
    /// <summary>Bytes as hexadecimal digits, two each, without anything between.</summary>
    public static class HexText
    {
        /// <summary>The bytes; an empty array for null; null if the text is not such digits or more than so many bytes.</summary>
        public static byte[] Parse(string text, int bytesMax)
        {
            int count = text == null ? 0 : text.Length / 2;
            if (text != null && (text.Length % 2 != 0 || count > bytesMax))
            {
                return null;
            }
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++)
            {
                int high = Digit(text[2 * i]);
                int low = Digit(text[2 * i + 1]);
                if (high < 0 || low < 0)
                {
                    return null;
                }
                bytes[i] = (byte)(high * 16 + low);
            }
            return bytes;
        }

        private static int Digit(char c)
        {
            return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        }
    }
}
