using System;

namespace FieldNode.Journal
{
    /// <summary>
    /// One event as bytes, little-endian: form 1, kind 1, run 2, sequence number 4, utcMs 6 (0: clock not set), nowMs 6, number a 4, number
    /// b 4, count 2, name 30 (UTF-8, zeros behind it), CRC-32 4.
    /// </summary>
    public sealed class EventRecord
    {
        /// <summary>Bytes of a record.</summary>
        public const int Count = 64;
        /// <summary>Bytes of a name; longer ones are cut.</summary>
        public const int NameMax = 30;

        internal const int KindAt = 1;
        internal const int RunAt = 2;
        internal const int SequenceAt = 4;
        internal const int UtcAt = 8;
        internal const int NowAt = 14;
        internal const int AAt = 20;
        internal const int BAt = 24;
        internal const int CountAt = 28;
        internal const int NameAt = 30;
        internal const int Form = 1;

        /// <summary>What happened.</summary>
        public EventKind Kind;
        /// <summary>Which run of the node; one more with each start, wraps at 65,536.</summary>
        public int Run;
        /// <summary>One more with each record, over all files.</summary>
        public int Sequence;
        /// <summary>Wall clock, ms since 1970 UTC; 0: it was not set.</summary>
        public long UtcMs;
        /// <summary>Monotonic time in ms.</summary>
        public long NowMs;
        /// <summary>First number; see <see cref="EventKind"/>.</summary>
        public int A;
        /// <summary>Second number.</summary>
        public int B;
        /// <summary>How many events this record stands for, 1 or more; the times and numbers are those of the last of them.</summary>
        public int Times;
        /// <summary>The name as bytes.</summary>
        public readonly byte[] Name = new byte[NameMax];

        /// <summary>Takes a record apart.</summary>
        /// <returns>False if its CRC is wrong or its form is not known.</returns>
        public bool Read(byte[] from, int at)
        {
            if (!RecordRing.IsWhole(from, at, Count) || from[at] != Form)
            {
                return false;
            }

            Kind = (EventKind)from[at + KindAt];
            Run = (int)Number(from, at + RunAt, 2);
            Sequence = BitConverter.ToInt32(from, at + SequenceAt);
            UtcMs = Number(from, at + UtcAt, 6);
            NowMs = Number(from, at + NowAt, 6);
            A = BitConverter.ToInt32(from, at + AAt);
            B = BitConverter.ToInt32(from, at + BAt);
            Times = (int)Number(from, at + CountAt, 2);
            Array.Copy(from, at + NameAt, Name, 0, NameMax);
            return true;
        }

        /// <summary>Writes a name as UTF-8 and fills up with zeros; a name that is too long ends with its last whole character.</summary>
        /// <returns>The place behind its last byte.</returns>
        public static int PutName(string name, byte[] into, int at)
        {
            Array.Clear(into, at, NameMax);
            int end = at;
            for (int i = 0; name != null && i < name.Length; i++)
            {
                int c = name[i];
                c = c >= 0xD800 && c <= 0xDFFF ? '?' : c; // half of a pair
                int length = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
                if (end + length > at + NameMax)
                {
                    return end;
                }

                if (length == 1)
                {
                    into[end] = (byte)c;
                }
                else if (length == 2)
                {
                    into[end] = (byte)(0xC0 | (c >> 6));
                    into[end + 1] = (byte)(0x80 | (c & 0x3F));
                }
                else
                {
                    into[end] = (byte)(0xE0 | (c >> 12));
                    into[end + 1] = (byte)(0x80 | ((c >> 6) & 0x3F));
                    into[end + 2] = (byte)(0x80 | (c & 0x3F));
                }

                end += length;
            }

            return end;
        }

        private static long Number(byte[] from, int at, int byteCount)
        {
            long number = 0;
            for (int i = byteCount - 1; i >= 0; i--)
            {
                number = (number << 8) | from[at + i];
            }

            return number;
        }
    }
}
