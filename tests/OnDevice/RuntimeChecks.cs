using System;

namespace FieldNode.OnDevice
{
    /// <summary>
    /// The forms that the device code uses where the interpreter would compute wrongly: casts from unsigned by way of a wider type, a field
    /// or an array, NaN by IsNaN, shifts of signed numbers. They hold on .NET as well, so a failure here is the runtime's or the compiler's.
    /// </summary>
    internal static class RuntimeChecks
    {
        private static int field;

        internal static void Run(Report report, ISelfTestHost host)
        {
            uint[] words = { 0xFFFFFFFF, 0x80000000, 0xFFFF8000 };
            ulong[] longs = { 0xFFFFFFFFFFFFFFFF, 0x8000000000000000 };
            report.Equal("(int)(long)u >> n", -1, (int)(long)words[0] >> 4);
            report.Equal("(long)(int)(long)u", -1, (long)(int)(long)words[0]);
            report.Check("(double)(int)(long)u", (double)(int)(long)words[0] == -1.0);
            report.Equal("(int)(long)u % n", -8, (int)(long)words[2] % 10);
            report.Equal("(0L | (long)u) >> n", -1, (0L | (long)longs[0]) >> 8);
            report.Check("(double)(0L | (long)u)", (double)(0L | (long)longs[0]) == -1.0);
            report.Equal("(0L | (long)u) / n", long.MinValue / 2, (0L | (long)longs[1]) / 2);
            field = (int)(long)words[1];
            report.Equal("by way of a field", -1073741824, field >> 1);
            int[] array = { (int)(long)words[1] };
            report.Equal("by way of an array", long.MinValue >> 32, (long)array[0]);
            double nan = BitConverter.Int64BitsToDouble(0x7FF8000000000000);
            report.Check("IsNaN", double.IsNaN(nan) && !double.IsNaN(1.0));
            report.Equal("double bits", 0x3FF8000000000000, BitConverter.DoubleToInt64Bits(1.5));
            byte[] overlap = { 1, 2, 3, 4, 5 };
            Array.Copy(overlap, 1, overlap, 0, 4);
            report.Bytes("Array.Copy onto itself", "0203040505", overlap, 0, 5);
            bool isThrown = false;
            try
            {
                overlap[host.NowMs() < 0 ? 0 : 5] = 1;
            }
            catch (IndexOutOfRangeException)
            {
                isThrown = true;
            }

            report.Check("an index out of range throws", isThrown);
        }
    }
}
