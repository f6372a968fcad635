namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Converts between the bits of IEEE 754 double and single with integers only: the device version of <see cref="FloatBits"/>.
    /// nanoFramework has DoubleToInt64Bits, but its only way to the bits of a float makes an array each time.
    /// </summary>
    public static class SoftFloat
    {
        private const long DoubleMantissa = 0x000FFFFFFFFFFFFF;
        private const int DoubleBias = 1023;
        private const int SingleBias = 127;
        private const int Dropped = 52 - 23; // bits of the mantissa that a single does not have

        /// <summary>Bits of the single that is nearest to a double, ties to even (IEEE 754-2019, 4.3.1); a NaN becomes a quiet one.</summary>
        public static int Narrow(long bits)
        {
            int sign = (int)(bits >> 32) & unchecked((int)0x80000000);
            int exponent = (int)(bits >> 52) & 0x7FF;
            long mantissa = bits & DoubleMantissa;
            if (exponent == 0x7FF)
            {
                return sign | 0x7F800000 | (mantissa == 0 ? 0 : 0x00400000 | (int)(mantissa >> Dropped));
            }

            int scaled = exponent - DoubleBias + SingleBias;
            if (scaled >= 0xFF)
            {
                return sign | 0x7F800000; // rounds to infinity
            }

            int shift = Dropped;
            if (scaled <= 0)
            {
                // A subnormal single: the hidden one becomes part of the mantissa. Below half of the smallest one nothing is left.
                shift += 1 - scaled;
                if (shift > 53)
                {
                    return sign;
                }

                mantissa |= DoubleMantissa + 1;
                scaled = 0;
            }

            long rest = mantissa & ((1L << shift) - 1);
            long half = 1L << (shift - 1);
            int single = (scaled << 23) + (int)(mantissa >> shift);
            if (rest > half || (rest == half && (single & 1) != 0))
            {
                single++; // may carry into the exponent, up to infinity, which is what rounding means there
            }

            return sign | single;
        }

        /// <summary>Bits of the double that has exactly a single's value.</summary>
        public static long Widen(int bits)
        {
            long sign = (long)(bits >> 31) & long.MinValue;
            int exponent = (bits >> 23) & 0xFF;
            long mantissa = bits & 0x007FFFFF;
            if (exponent == 0xFF)
            {
                return sign | 0x7FF0000000000000 | (mantissa << Dropped);
            }

            if (exponent == 0)
            {
                if (mantissa == 0)
                {
                    return sign;
                }

                exponent = 1;
                while ((mantissa & 0x00800000) == 0)
                {
                    mantissa <<= 1;
                    exponent--;
                }

                mantissa &= 0x007FFFFF;
            }

            return sign | ((long)(exponent - SingleBias + DoubleBias) << 52) | (mantissa << Dropped);
        }
    }
}
