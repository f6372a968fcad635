using System;
using System.Text;

namespace FieldNode.Settings
{
    /// <summary>
    /// Takes the escapes out of a text that nanoFramework.Json gets wrong: of <c>\u00b0C</c>, as any program may write a degree sign, it
    /// reads the C into the number (JsonConvert.GetNextTokenInternal), <c>\/</c> it does not know, and of a character beyond U+FFFF it takes
    /// one half.
    /// </summary>
    public static class JsonEscapes
    {
        private const int UnitDigits = 4;

        /// <summary>The text of a range that has a backslash.</summary>
        /// <exception cref="ArgumentException">It has an escape that no text of a device can hold.</exception>
        public static string Decode(byte[] json, int start, int end)
        {
            byte[] plain = new byte[end - start]; // no escape is shorter than what it stands for
            int count = 0;
            for (int at = start; at < end; at++)
            {
                int next = json[at] == '\\' && at + 1 < end ? json[at + 1] : 0;
                int unit = next == 'u' ? Unit(json, at + 2, end) : -1;
                if (unit >= 0)
                {
                    count = Put(plain, count, unit);
                    at += 1 + UnitDigits;
                }
                else if (next == '/')
                {
                    plain[count++] = (byte)'/';
                    at++;
                }
                else
                {
                    plain[count++] = json[at];
                    if (next != 0)
                    {
                        plain[count++] = (byte)next;
                        at++;
                    }
                }
            }

            return Encoding.UTF8.GetString(plain, 0, count);
        }

        // Four hexadecimal digits, or -1: the library refuses what is none.
        private static int Unit(byte[] json, int at, int end)
        {
            int unit = 0;
            for (int i = 0; i < UnitDigits; i++)
            {
                int c = at + i < end ? json[at + i] | 0x20 : 0;
                int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
                if (digit < 0)
                {
                    return -1;
                }

                unit = (unit << 4) | digit;
            }

            return unit;
        }

        private static int Put(byte[] plain, int count, int unit)
        {
            if (unit >= 0xD800 && unit <= 0xDFFF)
            {
                throw Beyond();
            }

            if (unit < ' ')
            {
                throw new ArgumentException("control character " + unit);
            }

            if (unit == '"' || unit == '\\')
            {
                plain[count++] = (byte)'\\';
            }

            if (unit < 0x80)
            {
                plain[count++] = (byte)unit;
                return count;
            }

            if (unit >= 0x800)
            {
                plain[count++] = (byte)(0xE0 | (unit >> 12));
            }

            plain[count++] = (byte)(unit >= 0x800 ? 0x80 | ((unit >> 6) & 0x3F) : 0xC0 | (unit >> 6));
            plain[count++] = (byte)(0x80 | (unit & 0x3F));
            return count;
        }

        internal static ArgumentException Beyond()
        {
            return new ArgumentException("a character beyond U+FFFF");
        }
    }
}
