using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

/// <summary>What a host sends for a tag of a whole datatype: the limits pass, one beyond does not, and nothing is cut to fit.</summary>
public sealed class CommandValueTests
{
    [Theory]
    [InlineData(DataType.Int8, -128, 127)]
    [InlineData(DataType.Int16, -32768, 32767)]
    [InlineData(DataType.Int32, -2147483648, 2147483647)]
    [InlineData(DataType.UInt8, 0, 255)]
    [InlineData(DataType.UInt16, 0, 65535)]
    [InlineData(DataType.UInt32, 0, 4294967295)]
    [InlineData(DataType.Int64, -9007199254740992, 9007199254740992)]
    [InlineData(DataType.UInt64, 0, 9007199254740992)]
    public void A_real_number_passes_up_to_the_limits_of_the_datatype(DataType type, long low, long high)
    {
        Assert.Equal((CommandVerdict.Passed, low, low), Read(new Metric { DoubleValue = low }, type));
        Assert.Equal((CommandVerdict.Passed, high, high), Read(new Metric { DoubleValue = high }, type));
        double beyond = high == 9007199254740992 ? high + 2.0 : high + 1.0;
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { DoubleValue = beyond }, type).Verdict);
        double below = low == -9007199254740992 ? low - 2.0 : low - 1.0;
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { DoubleValue = below }, type).Verdict);
    }

    [Theory]
    [InlineData(DataType.Boolean)]
    [InlineData(DataType.String)]
    [InlineData(DataType.DateTime)]
    public void A_real_number_is_none_of_the_other_datatypes(DataType type)
    {
        Assert.Equal(CommandVerdict.WrongType, Read(new Metric { DoubleValue = 1 }, type).Verdict);
        Assert.Equal(CommandVerdict.WrongType, Read(new Metric { DoubleValue = 1e300 }, type).Verdict);
    }

    [Theory]
    [InlineData(0u, -1.0)]          // none: Int32, as most hosts mean it
    [InlineData(3u, -1.0)]          // Int32
    [InlineData(7u, 4294967295.0)]  // UInt32
    public void A_whole_number_for_a_real_one_has_the_sign_of_the_datatype_that_came_with_it(uint datatype, double expected)
    {
        var metric = new Metric { IntValue = 0xFFFFFFFF };
        if (datatype != 0)
        {
            metric.Datatype = datatype;
        }

        Assert.Equal((CommandVerdict.Passed, expected), (Read(metric, DataType.Double).Verdict, Read(metric, DataType.Double).Value));
    }

    [Fact]
    public void A_long_without_a_datatype_is_an_Int64() =>
        Assert.Equal((CommandVerdict.Passed, -1.0, -1L), Read(new Metric { LongValue = ulong.MaxValue }, DataType.Double));

    [Theory]
    [InlineData(DataType.Int16, 0xFFFF8000u, -32768)]
    [InlineData(DataType.Int16, 0x8000u, -32768)]
    [InlineData(DataType.Int8, 0x80u, -128)]
    [InlineData(DataType.Int32, 0x80000000u, -2147483648)]
    public void A_negative_number_may_be_masked_or_extended(DataType type, uint sent, long expected) =>
        Assert.Equal((CommandVerdict.Passed, (double)expected, expected), Read(new Metric { IntValue = sent }, type));

    [Theory]
    [InlineData(DataType.Int16, 0x18000u)]
    [InlineData(DataType.Int8, 0x100u)]
    [InlineData(DataType.UInt16, 0x10000u)]
    [InlineData(DataType.Boolean, 2u)]
    public void What_does_not_fit_is_refused_and_not_cut(DataType type, uint sent) =>
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { IntValue = sent }, type).Verdict);

    private static (CommandVerdict Verdict, double Value, long Bits) Read(Metric metric, DataType type)
    {
        metric.Name = "m";
        byte[] bytes = new Payload { Metrics = { metric } }.ToByteArray();
        var reader = new CommandReader();
        reader.Begin(bytes, 0, bytes.Length, 4096, 64);
        Assert.True(reader.Next());
        CommandVerdict verdict = CommandValue.Read(reader, type, out double value, out long bits);
        return (verdict, value, bits);
    }
}
