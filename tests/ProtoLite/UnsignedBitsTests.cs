namespace FieldNode.ProtoLite.Tests;

public sealed class UnsignedBitsTests
{
    [Fact]
    public void Each_is_what_the_processor_makes_of_it()
    {
        Random random = Seeded.Random();
        ulong[] edges = [0, 1, long.MaxValue, 1UL << 63, (1UL << 63) + 1, (1UL << 63) + 1023, (1UL << 63) + 1024, (1UL << 63) + 1025, (1UL << 63) + 3072, ulong.MaxValue - 8_796_093_025_152, ulong.MaxValue - 1, ulong.MaxValue];
        IEnumerable<ulong> drawn = Enumerable.Range(0, 100_000).Select(i => (ulong)random.NextInt64() << (i & 1) | (uint)(i & 1));

        Assert.All(edges.Concat(drawn), number => Assert.Equal((double)number, UnsignedBits.ToDouble(unchecked((long)number))));
    }

    [Fact]
    public void A_tie_is_rounded_to_even_and_what_is_just_above_it_upward()
    {
        const ulong Tie = (1UL << 63) + 1024; // doubles there are 2048 apart

        Assert.Equal(9223372036854775808.0, UnsignedBits.ToDouble(unchecked((long)Tie)));
        Assert.Equal(9223372036854777856.0, UnsignedBits.ToDouble(unchecked((long)(Tie + 1))));
    }
}
