using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class CommandWriterTests
{
    [Fact]
    public void A_rebirth_is_the_bytes_of_the_specification()
    {
        // protoc's encoding of timestamp, name, timestamp, datatype 11, true
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(1700000000000).UtcDateTime;

        byte[] bytes = CommandWriter.Rebirth(utc);

        Assert.Equal(
            "0880d095ffbc3112" + "21" + "0a144e6f646520436f6e74726f6c2f52656269727468"
                + "1880d095ffbc31" + "200b" + "7001",
            Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [InlineData(SparkplugType.Int16, -2L, 4294967294u)]
    [InlineData(SparkplugType.UInt32, 4294967295L, 4294967295u)]
    public void A_write_puts_an_integer_where_the_specification_has_it(SparkplugType type, long value, uint expected)
    {
        Metric metric = Payload.Parser.ParseFrom(CommandWriter.Write("a/b", type, value, Messages.Utc)).Metrics[0];

        Assert.Equal("a/b", metric.Name);
        Assert.Equal((uint)type, metric.Datatype);
        Assert.Equal(expected, metric.IntValue);
    }

    [Fact]
    public void What_is_written_is_read_back_as_the_same_value()
    {
        AssertRoundTrip(SparkplugType.Int64, long.MinValue);
        AssertRoundTrip(SparkplugType.UInt64, ulong.MaxValue);
        AssertRoundTrip(SparkplugType.Float, 1.5f);
        AssertRoundTrip(SparkplugType.Double, 1e300);
        AssertRoundTrip(SparkplugType.Boolean, true);
        AssertRoundTrip(SparkplugType.String, "°C");
        AssertRoundTrip(SparkplugType.Bytes, new byte[] { 0, 255 });
    }

    [Fact]
    public void A_null_is_written_as_null_without_a_value()
    {
        Metric metric =
            Payload.Parser.ParseFrom(CommandWriter.Write("a", SparkplugType.Float, null, Messages.Utc)).Metrics[0];

        Assert.True(metric.IsNull);
        Assert.Equal(Metric.ValueOneofCase.None, metric.ValueCase);
    }

    [Fact]
    public void A_command_carries_no_seq() =>
        Assert.False(Payload.Parser.ParseFrom(CommandWriter.Rebirth(Messages.Utc)).HasSeq);

    [Theory]
    [InlineData(SparkplugType.Int8, 128L)]
    [InlineData(SparkplugType.UInt16, -1L)]
    public void A_number_that_does_not_fit_is_refused(SparkplugType type, long value) =>
        Assert.Throws<ArgumentException>(() => CommandWriter.Write("a", type, value, Messages.Utc));

    [Fact]
    public void A_value_of_another_kind_is_refused() =>
        Assert.Throws<ArgumentException>(() => CommandWriter.Write("a", SparkplugType.Float, "1", Messages.Utc));

    private static void AssertRoundTrip(SparkplugType type, object value)
    {
        Metric metric = Payload.Parser.ParseFrom(CommandWriter.Write("a", type, value, Messages.Utc)).Metrics[0];
        Assert.Equal(value, ValueReader.Read(metric, type, out _));
    }
}
