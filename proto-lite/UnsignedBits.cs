namespace FieldNode.ProtoLite
{
    /// <summary>64 bits without a sign, in a runtime whose unsigned arithmetic is not to be relied on.</summary>
    public static class UnsignedBits
    {
        /// <summary>The double nearest to a UInt64, rounded once (IEEE 754, to even).</summary>
        /// <param name="bits">Its bits; from 2^63 they are negative as a long.</param>
        public static double ToDouble(long bits)
        {
            if (bits >= 0)
            {
                return bits;
            }

            // Half of it, with the lost bit kept as the last one so that a tie is still known for what it is. Two parts that are added would be rounded twice.
            return (((bits >> 1) & long.MaxValue) | (bits & 1)) * 2.0;
        }
    }
}
