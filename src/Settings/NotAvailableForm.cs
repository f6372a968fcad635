using FieldNode.Field.Modbus;

namespace FieldNode.Settings
{
    /// <summary>The code by which a slave says that it has no value: the hexadecimal digits that its manual prints, or <c>nan</c>.</summary>
    public static class NotAvailableForm
    {
        /// <summary>Word for every not-a-number of a float or double.</summary>
        public const string NotANumber = "nan";

        private const long FloatNaN = 0x7FC00000;
        private const long DoubleNaN = 0x7FF8000000000000;
        private const string Prefix = "0x";
        private const int BytesMax = 8;

        /// <summary>Hexadecimal digits that a code has: two of a uint8 or int8, else four of each register.</summary>
        public static int DigitsOf(RegisterType type, int length)
        {
            return ModbusPoint.IsByte(type) ? 2 : 4 * ModbusPoint.LengthOf(type, length);
        }

        /// <summary>Reads a code.</summary>
        /// <param name="text">As <c>8000</c>, <c>0x8000</c> or <c>nan</c>; null is none.</param>
        /// <param name="type">The tag's type.</param>
        /// <param name="length">Its registers, where the type has a length.</param>
        /// <param name="code">The registers, most significant first.</param>
        /// <returns>False if it is no code of that type.</returns>
        public static bool TryParse(string text, RegisterType type, int length, out long code)
        {
            code = type == RegisterType.Float ? FloatNaN : DoubleNaN;
            if (text == NotANumber)
            {
                return type == RegisterType.Float || type == RegisterType.Double;
            }

            code = 0;
            if (text == null || type == RegisterType.Text)
            {
                return false;
            }

            bool hasPrefix = text.Length >= Prefix.Length && text.Substring(0, Prefix.Length) == Prefix;
            byte[] bytes = HexText.Parse(hasPrefix ? text.Substring(Prefix.Length) : text, BytesMax);
            if (bytes == null || 2 * bytes.Length != DigitsOf(type, length))
            {
                return false;
            }

            for (int i = 0; i < bytes.Length; i++)
            {
                code = (code << 8) | bytes[i];
            }

            return true;
        }
    }
}
