namespace FieldNode.Update
{
    /// <summary>A place in the bytes of a manifest. After the first fault it stays where it is, and whatever is read is 0.</summary>
    internal sealed class ManifestReader
    {
        private readonly byte[] bytes;
        private readonly int end;
        private int at;

        internal ManifestReader(byte[] bytes, int start, int end)
        {
            this.bytes = bytes;
            this.end = end;
            at = start;
            if (start > end)
            {
                Fail(UpdateReason.BadLength);
            }
        }

        internal UpdateReason Reason { get; private set; }

        internal bool IsAtEnd
        {
            get { return at == end; }
        }

        /// <summary>Keeps the first fault.</summary>
        internal void Fail(UpdateReason reason)
        {
            Reason = Reason == UpdateReason.None ? reason : Reason;
        }

        internal int Byte()
        {
            return Has(1) ? bytes[at++] : 0;
        }

        /// <summary>A little-endian number; of four bytes it may be negative.</summary>
        internal int Number(int count)
        {
            int number = 0;
            for (int i = 0; Has(count - i) && i < count; i++)
            {
                number |= bytes[at++] << (8 * i);
            }

            return number;
        }

        /// <summary>A number up to 65,535 in groups of seven bits, the lowest first, in as few bytes as it takes.</summary>
        internal int Varint()
        {
            int number = 0;
            int part = 128;
            for (int shift = 0; part >= 128; shift += 7)
            {
                part = Byte();
                number |= (part & 127) << shift;
                bool isLong = shift > 0 && part == 0; // a last group of zeros says nothing
                if (isLong || shift > 14 || number > 65535)
                {
                    Fail(isLong ? UpdateReason.NotCanonical : UpdateReason.BadNumber);
                    return 0;
                }
            }

            return number;
        }

        /// <summary>A length and so many printable ASCII characters, no blank at either end.</summary>
        /// <returns>Where its length is.</returns>
        internal int Text(int max)
        {
            int start = at;
            int count = Byte();
            if (count == 0 || count > max || !Has(count))
            {
                Fail(UpdateReason.BadText);
                return start;
            }

            for (int i = 0; i < count; i++)
            {
                int c = bytes[at + i];
                bool isEnd = i == 0 || i == count - 1;
                if (c < ' ' || c > '~' || (isEnd && c == ' '))
                {
                    Fail(UpdateReason.BadText);
                }
            }

            at += count;
            return start;
        }

        /// <summary>A text of letters, digits, and . _ - which begins with a letter or digit: so it is no path.</summary>
        internal int Name(int max)
        {
            int start = Text(max);
            for (int i = 1; Reason == UpdateReason.None && i <= bytes[start]; i++)
            {
                if (!IsOfName(bytes[start + i], i == 1))
                {
                    Fail(UpdateReason.BadText);
                }
            }

            return start;
        }

        /// <summary>True if a character may stand in a name.</summary>
        internal static bool IsOfName(int c, bool isFirst)
        {
            bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return isPlain || (!isFirst && (c == '.' || c == '_' || c == '-'));
        }

        /// <summary>True if two texts, by where their lengths are, are the same.</summary>
        internal bool IsSame(int left, int right)
        {
            bool isSame = true;
            for (int i = 0; isSame && i <= bytes[left]; i++)
            {
                isSame = bytes[left + i] == bytes[right + i];
            }

            return isSame;
        }

        internal int At
        {
            get { return at; }
        }

        private bool Has(int count)
        {
            if (Reason == UpdateReason.None && end - at < count)
            {
                Fail(UpdateReason.BadLength);
            }

            return Reason == UpdateReason.None;
        }
    }
}
