namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Base-128 varints of protobuf. Numbers travel as the 64 bits of a <c>long</c>, unsigned ones too: the device's interpreter
    /// types its stack, and a cast from unsigned to signed does not change that type.
    /// </summary>
    public static class Varint
    {
        /// <summary>The longest varint: 64 bits in groups of seven.</summary>
        public const int BytesMax = 10;

        private const long LowSeven = 0x7F;
        private const long AboveSeven = ~0x7FL;
        private const long WithoutSign = 0x01FFFFFFFFFFFFFF; // what an unsigned shift by seven leaves

        /// <summary>Bytes that <see cref="Write"/> needs for these 64 bits: 1 to 10.</summary>
        public static int SizeOf(long bits)
        {
            int size = 1;
            while ((bits & AboveSeven) != 0)
            {
                bits = (bits >> 7) & WithoutSign;
                size++;
            }

            return size;
        }

        /// <summary>Writes without a bounds check of its own; the caller has made sure of <see cref="BytesMax"/> bytes or of SizeOf.</summary>
        /// <returns>The position behind the last byte.</returns>
        public static int Write(byte[] buffer, int at, long bits)
        {
            while ((bits & AboveSeven) != 0)
            {
                buffer[at] = (byte)((bits & LowSeven) | 0x80);
                bits = (bits >> 7) & WithoutSign;
                at++;
            }

            buffer[at] = (byte)bits;
            return at + 1;
        }
    }
}
