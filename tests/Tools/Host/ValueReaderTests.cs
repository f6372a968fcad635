using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

public sealed class ValueReaderTests
{
    [Theory]
    [InlineData(SparkplugType.Int8, 4294967291u, -5L)]
    [InlineData(SparkplugType.Int8, 127u, 127L)]
    [InlineData(SparkplugType.Int16, 4294934528u, -32768L)]
    [InlineData(SparkplugType.Int32, 4294967295u, -1L)]
    [InlineData(SparkplugType.UInt8, 255u, 255L)]
    [InlineData(SparkplugType.UInt16, 65535u, 65535L)]
    [InlineData(SparkplugType.UInt32, 4294967295u, 4294967295L)]
    public void An_integer_in_int_value_is_read_by_its_datatype(SparkplugType type, uint raw, long expected) =>
        Assert.Equal(expected, Read(new Metric { IntValue = raw }, type));

    [Theory]
    [InlineData(SparkplugType.Int8, 251u, -5L)]
    [InlineData(SparkplugType.Int16, 65535u, -1L)]
    public void A_negative_number_that_its_sender_masked_is_read_too(SparkplugType type, uint raw, long expected) =>
        Assert.Equal(expected, Read(new Metric { IntValue = raw }, type));

    [Theory]
    [InlineData(SparkplugType.UInt32, 4294967295ul, 4294967295L)]
    [InlineData(SparkplugType.Int32, 18446744073709551615ul, -1L)]
    [InlineData(SparkplugType.Int64, 18446744073709551615ul, -1L)]
    [InlineData(SparkplugType.Int64, 9223372036854775808ul, long.MinValue)]
    public void An_integer_in_long_value_is_read_by_its_datatype(SparkplugType type, ulong raw, long expected) =>
        Assert.Equal(expected, Read(new Metric { LongValue = raw }, type));

    [Fact]
    public void The_largest_uint64_stays_positive() =>
        Assert.Equal(ulong.MaxValue, Read(new Metric { LongValue = ulong.MaxValue }, SparkplugType.UInt64));

    [Theory]
    [InlineData(SparkplugType.Int8, 256u)]
    [InlineData(SparkplugType.Int8, 4294967167u)] // -129
    [InlineData(SparkplugType.Int16, 65536u)]
    [InlineData(SparkplugType.UInt8, 256u)]
    [InlineData(SparkplugType.UInt16, 4294967295u)]
    public void A_number_outside_its_datatype_is_refused(SparkplugType type, uint raw) =>
        Assert.Contains("outside", Refusal(new Metric { IntValue = raw }, type));

    [Fact]
    public void A_value_in_the_field_of_another_datatype_is_refused()
    {
        Assert.Contains("Float", Refusal(new Metric { FloatValue = 1 }, SparkplugType.Double));
        Assert.Contains("int_value", Refusal(new Metric { IntValue = 1 }, SparkplugType.Float));
        Assert.Contains("int_value", Refusal(new Metric { IntValue = 1 }, SparkplugType.Int64));
        Assert.Contains("string_value", Refusal(new Metric { StringValue = "1" }, SparkplugType.Int32));
        Assert.Contains("bytes_value", Refusal(new Metric { BytesValue = ByteString.Empty }, SparkplugType.String));
        Assert.Contains("int_value", Refusal(new Metric { IntValue = 1 }, SparkplugType.Boolean));
    }

    [Fact]
    public void A_date_is_ms_since_1970() =>
        Assert.Equal(Messages.Utc, Read(new Metric { LongValue = Messages.Now }, SparkplugType.DateTime));

    [Fact]
    public void A_date_beyond_all_calendars_is_refused() =>
        Assert.Contains("no date", Refusal(new Metric { LongValue = ulong.MaxValue }, SparkplugType.DateTime));

    [Fact]
    public void Datatype_numbers_that_the_specification_lacks_are_unknown()
    {
        Assert.Equal(SparkplugType.DateTimeArray, ValueReader.KnownType(34));
        Assert.Equal(SparkplugType.Unknown, ValueReader.KnownType(35));
        Assert.Equal(SparkplugType.Unknown, ValueReader.KnownType(uint.MaxValue));
    }

    private static object? Read(Metric metric, SparkplugType type)
    {
        object? value = ValueReader.Read(metric, type, out string? reason);
        Assert.Null(reason);
        return value;
    }

    private static string? Refusal(Metric metric, SparkplugType type)
    {
        Assert.Null(ValueReader.Read(metric, type, out string? reason));
        return reason;
    }
}
