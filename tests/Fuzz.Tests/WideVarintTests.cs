namespace FieldNode.Fuzz.Tests;

public sealed class WideVarintTests
{
    [Theory]
    [InlineData("0801", false)]
    [InlineData("1203500155", false)]
    [InlineData("2280808080800100", true)]          // a length of 2^35
    [InlineData("1207808080808010", true)]          // a key of 2^39, cut short behind it
    [InlineData("82808080801000", true)]            // a key of 2^33
    [InlineData("120888808080801000AA", true)]      // within a metric
    [InlineData("08FFFFFFFFFFFFFFFFFF01", false)]   // a number may be wide
    public void A_key_or_length_of_more_than_32_bits_is_found(string hex, bool isWide) => Assert.Equal(isWide, WideVarint.IsIn(Convert.FromHexString(hex)));
}
