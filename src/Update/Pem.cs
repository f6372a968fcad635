using System;
using System.Text;

namespace FieldNode.Update
{
    /// <summary>The text form of keys and certificates (RFC 7468). Our own, since what the runtime's base64 is like on a board cannot be tried on a PC.</summary>
    public static class Pem
    {
        private const string Begin = "-----BEGIN CERTIFICATE-----";
        private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        private const int LineCharacters = 64;

        /// <summary>Writes bytes under a label, as lines that end with a line feed.</summary>
        public static byte[] Write(string label, byte[] der)
        {
            byte[] begin = Encoding.UTF8.GetBytes("-----BEGIN " + label + "-----\n");
            byte[] end = Encoding.UTF8.GetBytes("-----END " + label + "-----\n");
            int characters = (der.Length + 2) / 3 * 4;
            int lines = (characters + LineCharacters - 1) / LineCharacters;
            byte[] text = new byte[begin.Length + characters + lines + end.Length];
            Array.Copy(begin, 0, text, 0, begin.Length);
            int at = begin.Length;
            for (int i = 0; i < characters; i++)
            {
                int first = i * 6 / 8;
                int bits = (der[first < der.Length ? first : 0] << 8) | (first + 1 < der.Length ? der[first + 1] : 0);
                bool isFill = i * 6 >= der.Length * 8;
                text[at++] = (byte)(isFill ? '=' : Alphabet[(bits >> (10 - i * 6 % 8)) & 0x3F]);
                if ((i + 1) % LineCharacters == 0 || i == characters - 1)
                {
                    text[at++] = (byte)'\n';
                }
            }

            Array.Copy(end, 0, text, at, end.Length);
            return text;
        }

        /// <summary>The first certificate of a file.</summary>
        /// <returns>In DER, with bytes behind it that mean nothing; the file itself if it is no text of certificates.</returns>
        public static byte[] Read(byte[] file)
        {
            int at = Find(file);
            if (at < 0)
            {
                return file;
            }

            // Up to the next '-': groups of characters, with line ends between them.
            int have = 0;
            int bits = 0;
            int count = 0;
            byte[] der = new byte[(file.Length - at) / 4 * 3 + 3];
            for (; at < file.Length && file[at] != '-'; at++)
            {
                int six = Six(file[at]);
                if (six < 0)
                {
                    continue;
                }

                bits = ((bits & 0xFFF) << 6) | six;
                have += 6;
                if (have >= 8)
                {
                    have -= 8;
                    der[count++] = (byte)(bits >> have);
                }
            }

            return der;
        }

        private static int Six(byte character)
        {
            return character >= 'A' && character <= 'Z' ? character - 'A'
                : character >= 'a' && character <= 'z' ? character - 'a' + 26
                : character >= '0' && character <= '9' ? character - '0' + 52
                : character == '+' ? 62
                : character == '/' ? 63
                : -1;
        }

        private static int Find(byte[] text)
        {
            for (int at = 0; at + Begin.Length <= text.Length; at++)
            {
                int same = 0;
                while (same < Begin.Length && text[at + same] == Begin[same])
                {
                    same++;
                }

                if (same == Begin.Length)
                {
                    return at + same;
                }
            }

            return -1;
        }
    }
}
