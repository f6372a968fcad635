namespace FieldNode.ProtoLite
{
    /// <summary>
    /// A time as the wire has it: ms since 1970 UTC as a varint of six bytes, kept in the low 48 bits of a long, first byte lowest.
    /// Six bytes hold every time from February 1971 to May 2109; earlier and later ones are moved to the edge of that.
    /// </summary>
    public static class WireTime
    {
        /// <summary>Bytes of a time.</summary>
        public const int Count = 6;
        /// <summary>The earliest time that takes six bytes.</summary>
        public const long MinMs = 1L << 35;
        /// <summary>The latest time that takes six bytes.</summary>
        public const long MaxMs = (1L << 42) - 1;

        /// <summary>No time at all.</summary>
        public const long None = long.MinValue;

        private const long MoreFollows = 0x008080808080; // the top bit of all bytes but the last

        /// <summary>The six bytes of a time.</summary>
        public static long Encode(long utcMs)
        {
            if (utcMs < MinMs)
            {
                utcMs = MinMs;
            }
            else if (utcMs > MaxMs)
            {
                utcMs = MaxMs;
            }

            // Two groups of 21 bits, 24 apart; then in both at once three groups of seven, eight apart.
            long x = (utcMs & 0x1FFFFF) | ((utcMs & 0x3FFFFE00000) << 3);
            return (x & 0x00007F00007F) | ((x & 0x003F80003F80) << 1) | ((x & 0x1FC0001FC000) << 2) | MoreFollows;
        }

        /// <summary>Writes the six bytes.</summary>
        public static void Put(byte[] into, int at, long encoded)
        {
#if !NANOFRAMEWORK_1_0
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(System.MemoryExtensions.AsSpan(into, at), (int)encoded);
            System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(System.MemoryExtensions.AsSpan(into, at + 4), (short)(encoded >> 32));
#else
            into[at] = (byte)encoded;
            into[at + 1] = (byte)(encoded >> 8);
            into[at + 2] = (byte)(encoded >> 16);
            into[at + 3] = (byte)(encoded >> 24);
            into[at + 4] = (byte)(encoded >> 32);
            into[at + 5] = (byte)(encoded >> 40);
#endif
        }
    }
}
