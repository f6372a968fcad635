using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class WriteValueTests
{
    [Theory]
    [InlineData("on", SparkplugType.Boolean, true)]
    [InlineData("False", SparkplugType.Boolean, false)]
    [InlineData("-5", SparkplugType.Int16, -5L)]
    [InlineData("65535", SparkplugType.UInt16, 65535L)]
    [InlineData("18446744073709551615", SparkplugType.UInt64, ulong.MaxValue)]
    [InlineData("2.5", SparkplugType.Float, 2.5f)]
    [InlineData("-1e3", SparkplugType.Double, -1000.0)]
    [InlineData("1", SparkplugType.String, "1")]
    [InlineData("1970-01-01T00:00:01Z", SparkplugType.DateTime, 1000L)]
    public void A_value_is_of_the_datatype_of_the_birth(string text, SparkplugType type, object expected) => Assert.Equal(expected, WriteValue.Parse(text, Born(type)));

    [Theory]
    [InlineData("yes", SparkplugType.Boolean, "Boolean: true or false")]
    [InlineData("256", SparkplugType.UInt8, "from 0 to 255")]
    [InlineData("-1", SparkplugType.UInt64, "from 0 to 18446744073709551615")]
    [InlineData("2.5", SparkplugType.Int32, "a whole number from -2147483648 to 2147483647")]
    [InlineData("2,5", SparkplugType.Float, "a number such as 12.5, with a point")]
    [InlineData("1,000", SparkplugType.Double, "with a point")]
    [InlineData("NaN", SparkplugType.Float, "with a point")]
    [InlineData("1e39", SparkplugType.Float, "at most 3.4e38")]
    [InlineData("tomorrow", SparkplugType.DateTime, "such as 2026-11-27T10:00:00Z")]
    [InlineData("x", SparkplugType.DataSet, "this command writes numbers, Booleans, texts and times")]
    public void What_is_no_such_value_is_refused_with_what_is(string text, SparkplugType type, string words)
    {
        UserError error = Assert.Throws<UserError>(() => WriteValue.Parse(text, Born(type)));
        Assert.Equal(2, error.Status);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void A_value_outside_the_range_of_the_birth_is_not_sent()
    {
        EdgeMetric tank = Born(SparkplugType.Float, low: 0, high: 10);
        Assert.Equal(10f, WriteValue.Parse("10", tank));
        UserError error = Assert.Throws<UserError>(() => WriteValue.Parse("10.1", tank));
        Assert.Contains("10.1 is outside 0 to 10 ", error.Message);
    }

    [Theory]
    [InlineData(3.0, 3.0000000000000004, true)]
    [InlineData(3.0, 3.0001, false)]
    [InlineData(0.0, 0.0, true)]
    public void Reals_are_the_same_but_for_the_rounding_of_a_scale(double asked, double back, bool isSame) => Assert.Equal(isSame, WriteValue.IsSame(asked, back));

    private static EdgeMetric Born(SparkplugType type, double? low = null, double? high = null)
    {
        var model = new HostModel();
        var metric = new Metric { Name = "x", Datatype = (uint)type, Timestamp = Messages.Now, IsNull = true };
        if (low is double from && high is double to)
        {
            metric.Properties = new PropertySet { Keys = { "engLow", "engHigh" }, Values = { new PropertyValue { Type = 10, DoubleValue = from }, new PropertyValue { Type = 10, DoubleValue = to } } };
        }
        model.Consume("NBIRTH", Messages.NBirth(0, metric));
        return model.Find("g", "n")!.Own.Find("x")!;
    }
}
