using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Settings
{
    /// <summary>
    /// Goes over the bytes of JSON once and says where values end. It judges no more than what must never reach a JSON library of a device: deep
    /// nesting, since that goes down one call for each level, characters beyond U+FFFF, and bytes that are no UTF-8: the runtime takes them as
    /// they are, and as the name of a metric they would make every birth unreadable. What else is not well formed is for the library
    /// to refuse. It works on bytes, since a char of a string costs that runtime a walk over the whole text
    /// (corlib_native_System_String.cpp, get_Chars and get_Length).
    /// </summary>
    public sealed class JsonScan
    {
        /// <summary>Deepest nesting of objects and arrays.</summary>
        public const int NestingMax = 8;

        // What a byte is; within a text all below Quote are alike.
        private const byte Plain = 0;
        private const byte Opens = 1;
        private const byte Closes = 2;
        private const byte Comma = 3;
        private const byte Quote = 4;
        private const byte Escape = 5;
        private const byte Beyond = 6;
        private const byte High = 7;          // of a character of several bytes, or of none
        private const int FirstOfFour = 0xF0; // UTF-8 of what is beyond U+FFFF begins with F0 to F4
        private const int LastOfFour = 0xF4;

        private readonly byte[] json;
        private readonly int end;
        private readonly byte[] kinds = new byte[256];

        /// <summary>A scan of a file; some editors begin one with the mark of UTF-8.</summary>
        public JsonScan(byte[] json)
        {
            this.json = json;
            end = json.Length;
            Start = end >= 3 && json[0] == 0xEF && json[1] == 0xBB && json[2] == 0xBF ? 3 : 0;
            kinds['{'] = Opens;
            kinds['['] = Opens;
            kinds['}'] = Closes;
            kinds[']'] = Closes;
            kinds[','] = Comma;
            kinds['"'] = Quote;
            kinds['\\'] = Escape;
            for (int i = 0x80; i < kinds.Length; i++)
            {
                kinds[i] = i >= FirstOfFour && i <= LastOfFour ? Beyond : High;
            }
        }

        /// <summary>Place of the first byte that counts.</summary>
        public int Start { get; }

        /// <summary>Place behind the last byte.</summary>
        public int End => end;

        /// <summary>Escapes that the scan has come by.</summary>
        public int Escapes { get; private set; }

        /// <summary>True if a byte is at a place.</summary>
        public bool Is(int at, char what)
        {
            return at < end && json[at] == what;
        }

        /// <summary>Place of what is not a space.</summary>
        public int SkipSpace(int at)
        {
            while (at < end && (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n'))
            {
                at++;
            }

            return at;
        }

        /// <summary>Place of the comma or bracket behind the value that begins here, or the end.</summary>
        /// <param name="at">Place of its first byte.</param>
        /// <param name="outer">Objects and arrays that it is in.</param>
        /// <exception cref="ArgumentException">Nesting too deep, a character beyond U+FFFF, or no UTF-8.</exception>
        public int EndOfValue(int at, int outer)
        {
            byte[] bytes = json;
            byte[] kind = kinds;
            int depth = outer;
            while (at < end)
            {
                switch (kind[bytes[at]])
                {
                    case Plain:
                    case Escape:
                        break;
                    case Opens:
                        depth++;
                        if (depth > NestingMax)
                        {
                            throw new ArgumentException("nesting deeper than " + NestingMax);
                        }

                        break;
                    case Closes:
                        if (depth == outer)
                        {
                            return at;
                        }

                        depth--;
                        break;
                    case Comma:
                        if (depth == outer)
                        {
                            return at;
                        }

                        break;
                    case Quote:
                        at = EndOfText(at) - 1;
                        break;
                    case High:
                        at = EndOfCharacter(at) - 1;
                        break;
                    default:
                        throw JsonEscapes.Beyond();
                }

                at++;
            }

            return end;
        }

        /// <summary>Place behind the text whose quote is here; the end if it has no second one.</summary>
        /// <exception cref="ArgumentException">A character beyond U+FFFF, or no UTF-8.</exception>
        public int EndOfText(int quote)
        {
            byte[] bytes = json;
            byte[] kind = kinds;
            int at = quote + 1;
            while (at < end)
            {
                int what = kind[bytes[at]];
                at++;
                if (what < Quote)
                {
                    continue;
                }

                if (what == Quote)
                {
                    return at;
                }

                if (what == Beyond)
                {
                    throw JsonEscapes.Beyond();
                }

                if (what == High)
                {
                    at = EndOfCharacter(at - 1);
                    continue;
                }

                Escapes++;
                at++;
            }

            return end;
        }

        // Of two or three bytes.
        private int EndOfCharacter(int at)
        {
            int size = json[at] < 0xE0 ? 2 : 3;
            if (at + size > end || Utf8.ValidCount(json, at, size) < size)
            {
                throw new ArgumentException("not UTF-8 at byte " + at);
            }

            return at + size;
        }

        /// <summary>True if the text between two places, its quotes among it, is a name.</summary>
        public bool IsName(int from, int to, byte[] name)
        {
            if (to - from != name.Length + 2)
            {
                return false;
            }

            for (int i = 0; i < name.Length; i++)
            {
                if (json[from + 1 + i] != name[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The text of a range; escapes that the libraries of devices get wrong are taken out where there may be some.</summary>
        public string Text(int from, int to, bool hasEscapes)
        {
            return to <= from ? "" : hasEscapes ? JsonEscapes.Decode(json, from, to) : Encoding.UTF8.GetString(json, from, to - from);
        }
    }
}
