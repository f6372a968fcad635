using FieldNode.Field.Analog;

namespace FieldNode.Level0;

public sealed class PlatinumRtdTests
{
    [Theory]
    [InlineData(-200, 18.52)]
    [InlineData(-150, 39.72)]
    [InlineData(-100, 60.26)]
    [InlineData(-50, 80.31)]
    [InlineData(0, 100.00)]
    [InlineData(50, 119.40)]
    [InlineData(100, 138.51)]
    [InlineData(200, 175.86)]
    [InlineData(400, 247.09)]
    [InlineData(600, 313.71)]
    [InlineData(850, 390.48)]
    public void The_table_of_IEC_60751_holds_both_ways(double celsius, double ohm)
    {
        Assert.Equal(ohm, PlatinumRtd.Ratio(celsius) * 100, 0.006);
        Assert.Equal(celsius, PlatinumRtd.Celsius(PlatinumRtd.Ratio(celsius)), 0.001);
    }

    [Fact]
    public void There_and_back_is_within_a_thousandth_of_a_kelvin_over_the_whole_range()
    {
        for (double celsius = -200; celsius <= 850; celsius += 0.37)
        {
            Assert.Equal(celsius, PlatinumRtd.Celsius(PlatinumRtd.Ratio(celsius)), 0.001);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.18)]
    [InlineData(3.92)]
    [InlineData(double.NaN)]
    public void Outside_the_range_there_is_no_temperature(double ratio) => Assert.True(double.IsNaN(PlatinumRtd.Celsius(ratio)));
}
