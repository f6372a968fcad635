namespace FieldNode.Sparkplug
{
    /// <summary>
    /// Reads a STATE payload (Sparkplug 3.0.0, 5.13 and 4.6): the JSON object <c>{"online":true,"timestamp":1668114759262}</c>, members in any
    /// order, others beside them skipped; or, where <see cref="IsLegacy"/> is set, the text ONLINE or OFFLINE of version 2.2. It works on the
    /// bytes as they came, allocates nothing, and takes only what is JSON (RFC 8259): a member twice, a number with a fraction or a text
    /// behind the object is no STATE.
    /// </summary>
    public sealed class StateText
    {
        /// <summary>Longest payload that is looked at, in bytes.</summary>
        public const int BytesMax = 1024;

        private const int NestedMax = 8;
        private const long TimeMax = 9007199254740991; // 2^53 - 1: what JSON carries everywhere

        // Not static: a node without a primary host has none of them.
        private readonly byte[] onlineName = { 0x6F, 0x6E, 0x6C, 0x69, 0x6E, 0x65 };                            // online
        private readonly byte[] timestampName = { 0x74, 0x69, 0x6D, 0x65, 0x73, 0x74, 0x61, 0x6D, 0x70 };       // timestamp
        private readonly byte[] trueText = { 0x74, 0x72, 0x75, 0x65 };
        private readonly byte[] falseText = { 0x66, 0x61, 0x6C, 0x73, 0x65 };
        private readonly byte[] nullText = { 0x6E, 0x75, 0x6C, 0x6C };
        private readonly byte[] legacyOnline = { 0x4F, 0x4E, 0x4C, 0x49, 0x4E, 0x45 };                          // ONLINE
        private readonly byte[] legacyOffline = { 0x4F, 0x46, 0x46, 0x4C, 0x49, 0x4E, 0x45 };                   // OFFLINE

        private byte[] bytes;
        private int at;
        private int end;
        private bool hasOnline;
        private bool hasTimestamp;

        /// <summary>Texts of version 2.2 are read, and JSON is not.</summary>
        public bool IsLegacy { get; set; }

        /// <summary>What was read last.</summary>
        public bool IsOnline { get; private set; }

        /// <summary>What was read last: ms since 1970 UTC; 0 with <see cref="IsLegacy"/>, which has none.</summary>
        public long TimestampMs { get; private set; }

        /// <summary>Reads a payload.</summary>
        /// <returns>False if it is no STATE.</returns>
        public bool Read(byte[] payload, int offset, int count)
        {
            bytes = payload;
            at = offset;
            end = offset + count;
            hasOnline = false;
            hasTimestamp = false;
            TimestampMs = 0;
            bool good = count <= BytesMax && (IsLegacy ? ReadLegacy() : ReadObject() && hasOnline && hasTimestamp && at == end);
            bytes = null;
            return good;
        }

        private bool ReadLegacy()
        {
            IsOnline = Take(legacyOnline);
            return (IsOnline || Take(legacyOffline)) && at == end;
        }

        private bool ReadObject()
        {
            SkipBlanks();
            if (!Take((byte)'{'))
            {
                return false;
            }

            SkipBlanks();
            if (!Take((byte)'}'))
            {
                do
                {
                    SkipBlanks();
                    if (!ReadMember())
                    {
                        return false;
                    }

                    SkipBlanks();
                }
                while (Take((byte)','));
                if (!Take((byte)'}'))
                {
                    return false;
                }
            }

            SkipBlanks();
            return true;
        }

        private bool ReadMember()
        {
            int nameAt = at + 1;
            if (!SkipText())
            {
                return false;
            }

            int nameCount = at - 1 - nameAt;
            SkipBlanks();
            if (!Take((byte)':'))
            {
                return false;
            }

            SkipBlanks();
            if (Same(onlineName, nameAt, nameCount))
            {
                if (hasOnline)
                {
                    return false;
                }

                hasOnline = true;
                IsOnline = Take(trueText);
                return IsOnline || Take(falseText);
            }

            if (Same(timestampName, nameAt, nameCount))
            {
                if (hasTimestamp)
                {
                    return false;
                }

                hasTimestamp = true;
                return ReadTime();
            }

            return SkipValue(0);
        }

        private bool ReadTime()
        {
            int from = at;
            long time = 0;
            while (IsDigit() && at - from < 17)
            {
                time = time * 10 + (bytes[at] - '0');
                at++;
            }

            TimestampMs = time;
            bool leadingZero = at - from > 1 && bytes[from] == '0';
            return at > from && !leadingZero && time <= TimeMax; // a fraction or an exponent is no comma and ends the reading
        }

        // A member that is not ours: whatever JSON value it is.
        private bool SkipValue(int depth)
        {
            if (Take((byte)'{'))
            {
                return depth < NestedMax && SkipList((byte)'}', true, depth + 1);
            }

            if (Take((byte)'['))
            {
                return depth < NestedMax && SkipList((byte)']', false, depth + 1);
            }

            return at < end && bytes[at] == '"' ? SkipText()
                : Take(trueText) || Take(falseText) || Take(nullText) || SkipNumber();
        }

        private bool SkipList(byte close, bool named, int depth)
        {
            SkipBlanks();
            if (Take(close))
            {
                return true;
            }

            do
            {
                SkipBlanks();
                if (named && !SkipName())
                {
                    return false;
                }

                if (!SkipValue(depth))
                {
                    return false;
                }

                SkipBlanks();
            }
            while (Take((byte)','));
            return Take(close);
        }

        private bool SkipName()
        {
            if (!SkipText())
            {
                return false;
            }

            SkipBlanks();
            bool good = Take((byte)':');
            SkipBlanks();
            return good;
        }

        // RFC 8259, section 6.
        private bool SkipNumber()
        {
            Take((byte)'-');
            if (!Take((byte)'0') && !SkipDigits())
            {
                return false;
            }

            if (Take((byte)'.') && !SkipDigits())
            {
                return false;
            }

            if (!Take((byte)'e') && !Take((byte)'E'))
            {
                return true;
            }

            if (!Take((byte)'+'))
            {
                Take((byte)'-');
            }

            return SkipDigits();
        }

        private bool SkipDigits()
        {
            int from = at;
            while (IsDigit())
            {
                at++;
            }

            return at > from;
        }

        // A text with its quotation marks.
        private bool SkipText()
        {
            if (!Take((byte)'"'))
            {
                return false;
            }

            while (at < end && bytes[at] != '"')
            {
                if (bytes[at] < 0x20)
                {
                    return false;
                }

                if (bytes[at] == '\\' && !SkipEscape())
                {
                    return false;
                }

                at++;
            }

            return Take((byte)'"');
        }

        // Leaves the position at the escape's last byte.
        private bool SkipEscape()
        {
            at++;
            if (at >= end)
            {
                return false;
            }

            byte b = bytes[at];
            if (b != 'u')
            {
                return b == '"' || b == '\\' || b == '/' || b == 'b' || b == 'f' || b == 'n' || b == 'r' || b == 't';
            }

            for (int i = 0; i < 4; i++)
            {
                at++;
                if (at >= end || !IsHex(bytes[at]))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsHex(byte b)
        {
            return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
        }

        private bool IsDigit()
        {
            return at < end && bytes[at] >= '0' && bytes[at] <= '9';
        }

        private void SkipBlanks()
        {
            while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n'))
            {
                at++;
            }
        }

        private bool Take(byte what)
        {
            if (at >= end || bytes[at] != what)
            {
                return false;
            }

            at++;
            return true;
        }

        private bool Take(byte[] what)
        {
            if (!Same(what, at, end - at < what.Length ? end - at : what.Length))
            {
                return false;
            }

            at += what.Length;
            return true;
        }

        private bool Same(byte[] what, int from, int count)
        {
            if (count != what.Length)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (bytes[from + i] != what[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
