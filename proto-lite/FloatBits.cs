using System;

namespace FieldNode.ProtoLite
{
    /// <summary>The bits of a float without an allocation: on a PC the processor's, on the device <see cref="SoftFloat"/>'s.</summary>
    public static class FloatBits
    {
        /// <summary>Bits of the single nearest to a value.</summary>
        public static int FromDouble(double value)
        {
#if NANOFRAMEWORK_1_0
            return SoftFloat.Narrow(BitConverter.DoubleToInt64Bits(value));
#else
            return BitConverter.SingleToInt32Bits((float)value);
#endif
        }

        /// <summary>Value of a single, given its bits.</summary>
        public static double ToDouble(int bits)
        {
#if NANOFRAMEWORK_1_0
            return BitConverter.Int64BitsToDouble(SoftFloat.Widen(bits));
#else
            return BitConverter.Int32BitsToSingle(bits);
#endif
        }

        /// <summary>True for infinities and not-a-number: the exponent has all its bits set.</summary>
        public static bool IsNotFinite(int bits)
        {
            return (bits & 0x7F800000) == 0x7F800000;
        }
    }
}
