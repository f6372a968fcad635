namespace FieldNode.ProtoLite.Tests;

public sealed class SoftFloatTests
{
    [Fact]
    public void Every_exponent_and_the_edges_of_the_mantissa_widen_exactly_and_narrow_back()
    {
        for (int exponent = 0; exponent <= 255; exponent++)
        {
            foreach (int mantissa in new[] { 0, 1, 2, 0x3FFFFF, 0x400000, 0x400001, 0x7FFFFE, 0x7FFFFF })
            {
                foreach (int sign in new[] { 0, int.MinValue })
                {
                    int bits = sign | (exponent << 23) | mantissa;
                    float single = BitConverter.Int32BitsToSingle(bits);
                    long wide = SoftFloat.Widen(bits);
                    if (float.IsNaN(single))
                    {
                        Assert.True(double.IsNaN(BitConverter.Int64BitsToDouble(wide)));
                        Assert.True(float.IsNaN(BitConverter.Int32BitsToSingle(SoftFloat.Narrow(wide))));
                        continue;
                    }

                    Assert.Equal(BitConverter.DoubleToInt64Bits(single), wide);
                    Assert.Equal(bits, SoftFloat.Narrow(wide));
                }
            }
        }
    }

    [Fact]
    public void Random_doubles_narrow_as_the_processor_does()
    {
        var random = Seeded.Random();
        for (int i = 0; i < 2_000_000; i++)
        {
            long bits = random.NextInt64(long.MinValue, long.MaxValue);
            if ((i & 1) == 0)
            {
                // Most random doubles are far outside a single's range: put every other one around it, subnormals included.
                long exponent = random.Next(1023 - 160, 1023 + 135);
                bits = (bits & unchecked((long)0x800FFFFFFFFFFFFF)) | (exponent << 52);
            }

            AssertNarrows(bits);
        }
    }

    [Fact]
    public void Ties_go_to_even_and_near_ties_do_not()
    {
        var random = Seeded.Random();
        for (int i = 0; i < 200_000; i++)
        {
            long exponent = random.Next(1023 - 150, 1023 + 129);
            long tie = (exponent << 52) | ((long)random.Next(1 << 23) << 29) | (1L << 28);
            AssertNarrows(tie);
            AssertNarrows(tie + 1);
            AssertNarrows(tie - 1);
        }
    }

    private static void AssertNarrows(long bits)
    {
        float expected = (float)BitConverter.Int64BitsToDouble(bits);
        int actual = SoftFloat.Narrow(bits);
        if (float.IsNaN(expected))
        {
            Assert.True(float.IsNaN(BitConverter.Int32BitsToSingle(actual)));
        }
        else if (actual != BitConverter.SingleToInt32Bits(expected))
        {
            Assert.Fail($"double 0x{bits:X16}: 0x{actual:X8} is not 0x{BitConverter.SingleToInt32Bits(expected):X8}");
        }
    }
}
