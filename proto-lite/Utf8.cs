namespace FieldNode.ProtoLite
{
    /// <summary>
    /// What a string field may hold: UTF-8 as RFC 3629, section 4, has it. A strict reader refuses the whole message for one wrong byte
    /// (protocol buffers, language guide, "Scalar Value Types": a string must be UTF-8), so nothing else may get in.
    /// </summary>
    public static class Utf8
    {
        /// <summary>
        /// Bytes from a place on that are whole characters. Not among them: a cut tail, an overlong form, half a surrogate pair, what is
        /// above U+10FFFF, a byte that no character begins with.
        /// </summary>
        /// <returns><paramref name="count"/> if all are; else how many come before the first that is not.</returns>
        public static int ValidCount(byte[] bytes, int at, int count)
        {
            int i = at;
            int end = at + count;
            while (i < end)
            {
                int first = bytes[i];
                if (first < 0x80)
                {
                    i++;
                    continue;
                }

                int size = SizeOf(first);
                if (size == 0 || i + size > end || !IsSecond(first, bytes[i + 1]))
                {
                    return i - at;
                }

                for (int k = 2; k < size; k++)
                {
                    if ((bytes[i + k] & 0xC0) != 0x80)
                    {
                        return i - at;
                    }
                }

                i += size;
            }

            return count;
        }

        /// <summary>Puts a question mark in the place of each byte that belongs to no whole character.</summary>
        public static void Mend(byte[] bytes, int at, int count)
        {
            int end = at + count;
            while (at < end)
            {
                at += ValidCount(bytes, at, end - at);
                if (at < end)
                {
                    bytes[at++] = (byte)'?';
                }
            }
        }

        // Bytes of the character that a byte above 0x7F begins; 0: none. C0 and C1 would be overlong, F5 and more above U+10FFFF.
        private static int SizeOf(int first)
        {
            return first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        }

        // The second byte also keeps out what is overlong (E0, F0), surrogates (ED) and what is above U+10FFFF (F4).
        private static bool IsSecond(int first, int second)
        {
            int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            return second >= low && second <= high;
        }
    }
}
