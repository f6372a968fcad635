using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class MapNumberTests
{
    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("0,1", 0.1)]
    [InlineData("-12,5", -12.5)]
    [InlineData("1.000,5", 1000.5)]
    [InlineData("1,000.5", 1000.5)]
    [InlineData("1,000,000", 1e6)]
    [InlineData("1 000", 1000)]
    [InlineData("1E-3", 0.001)]
    [InlineData("1e3", 1000)]
    [InlineData("−5", -5)]
    public void Numbers_with_one_reading_are_read(string text, double number)
    {
        Assert.True(MapNumber.TryParse(text, false, out double point));
        Assert.True(MapNumber.TryParse(text, true, out double comma));
        Assert.Equal((number, number), (point, comma));
    }

    [Theory]
    [InlineData("1,000", 1, 1000)]
    [InlineData("1.000", 1000, 1)]
    [InlineData("-25,000", -25, -25000)]
    public void A_thousand_or_one_is_read_as_it_is_said(string text, double comma, double point)
    {
        Assert.True(MapNumber.IsOpen(text));
        MapNumber.TryParse(text, true, out double byComma);
        MapNumber.TryParse(text, false, out double byPoint);
        Assert.Equal((comma, point), (byComma, byPoint));
    }

    [Theory]
    [InlineData("10E3")]
    [InlineData("10e-1")]
    [InlineData("10 20")]
    [InlineData("1,00,0")]
    [InlineData("0.1.2")]
    [InlineData("0.1, 0.2")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1e999")]
    public void What_has_two_readings_or_none_is_no_number(string text) => Assert.False(MapNumber.TryParse(text, false, out _));

    [Theory]
    [InlineData("0,1", true)]
    [InlineData("0.100", false)]
    [InlineData("1,000.5", false)]
    [InlineData("1,000", null)]
    [InlineData("10", null)]
    public void A_number_may_show_the_decimal_sign(string text, bool? comma) => Assert.Equal(comma, MapNumber.ShowsComma(text));
}
