using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

/// <summary>What hosts may not write although the tag is writable (docs/SPEC.md, "Commands").</summary>
public sealed class WritePolicyTests
{
    private const string BoilerCmd = "spBv1.0/Plant/DCMD/N1/Boiler";

    private static SparkplugOptions Options() => new() { Group = "Plant", Node = "N1", TakesCommands = true };

    private static Metric Setpoint(float value) => new() { Name = "Setpoint", FloatValue = value };

    [Fact]
    public void A_minutes_writes_pass_at_once_then_evenly_and_what_is_refused_costs_nothing()
    {
        SparkplugOptions options = Options();
        options.WritesPerMinuteMax = 6;
        Rig rig = new Rig(options: options).Born();
        for (int i = 0; i < 3; i++)
        {
            rig.Command(BoilerCmd, Setpoint(i), Setpoint(i + 1));
        }

        Assert.Equal(6, rig.Writes.Count);
        for (int i = 0; i < 20; i++)
        {
            rig.Command(BoilerCmd, Setpoint(i));
        }

        Assert.Equal(6, rig.Writes.Count);
        Assert.Equal(20, rig.Refused.Count(r => r.Why == CommandVerdict.TooMany));
        rig.Step(98, 100); // 10 s since the first
        rig.Command(BoilerCmd, Setpoint(1), Setpoint(2));
        Assert.Equal(6, rig.Writes.Count);
        rig.Command(BoilerCmd, Setpoint(1));
        Assert.Equal(7, rig.Writes.Count);
        rig.AskRebirth();
        Assert.Equal(2, rig.Edge.NodeBirths);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-5000, true)]
    [InlineData(5000, true)]
    [InlineData(-6000, false)]
    [InlineData(6000, false)]
    [InlineData(null, false)]
    public void A_write_that_is_too_old_from_the_future_or_without_a_time_is_refused_where_that_is_asked_for(int? offsetMs, bool passes)
    {
        foreach (int ageMax in (int[])[5500, 0])
        {
            SparkplugOptions options = Options();
            options.CommandAgeMaxMs = ageMax;
            Rig rig = new Rig(options: options).Born();
            var payload = new Payload { Metrics = { Setpoint(5) } };
            if (offsetMs is int offset)
            {
                payload.Timestamp = (ulong)(rig.Utc + offset);
            }

            rig.Broker.Publish(BoilerCmd, payload.ToByteArray());
            rig.Step(2);
            Assert.Equal(passes || ageMax == 0 ? 1 : 0, rig.Writes.Count);
            Assert.Equal(passes || ageMax == 0 ? [] : [(CommandVerdict.TooOld, rig.Boiler, rig.Setpoint)], rig.Refused);
        }
    }

    [Fact]
    public void A_time_that_no_clock_shows_is_refused_and_a_rebirth_needs_none()
    {
        SparkplugOptions options = Options();
        options.CommandAgeMaxMs = 86_400_000;
        Rig rig = new Rig(options: options).Born();
        foreach (ulong time in (ulong[])[ulong.MaxValue, long.MaxValue, 1UL << 63, 0])
        {
            rig.Broker.Publish(BoilerCmd, new Payload { Timestamp = time, Metrics = { Setpoint(5) } }.ToByteArray());
            rig.Step(2);
        }

        Assert.Empty(rig.Writes);
        Assert.Equal(4, rig.Refused.Count(r => r.Why == CommandVerdict.TooOld));
        rig.AskRebirth();
        Assert.Equal(2, rig.Edge.NodeBirths);
    }

    [Fact]
    public void A_right_name_counts_beside_an_alias_of_0_or_of_nobody_and_two_tags_are_refused()
    {
        Rig rig = new Rig().Born();
        ulong pump = (ulong)rig.Tags.AliasOf(rig.Pump);
        (Metric Metric, CommandVerdict Verdict)[] cases =
        [
            (new Metric { Name = "Setpoint", Alias = 0, FloatValue = 1 }, CommandVerdict.Passed),
            (new Metric { Name = "Setpoint", Alias = 999, FloatValue = 1 }, CommandVerdict.Passed),
            (new Metric { Name = "Setpoint", Alias = (ulong)rig.Tags.AliasOf(rig.Setpoint), FloatValue = 1 }, CommandVerdict.Passed),
            (new Metric { Name = "", Alias = (ulong)rig.Tags.AliasOf(rig.Setpoint), FloatValue = 1 }, CommandVerdict.Passed),
            (new Metric { Name = "Setpoint", Alias = pump, FloatValue = 1 }, CommandVerdict.Contradictory),
            (new Metric { Name = "Setpoint", Alias = (ulong)rig.Tags.AliasOf(rig.Small), FloatValue = 1 }, CommandVerdict.Contradictory),
            (new Metric { Name = "Nothing", Alias = pump, BooleanValue = true }, CommandVerdict.Contradictory),
            (new Metric { Name = "Nothing", Alias = 999, FloatValue = 1 }, CommandVerdict.UnknownMetric),
        ];
        foreach ((Metric metric, CommandVerdict verdict) in cases)
        {
            rig.Refused.Clear();
            rig.Writes.Clear();
            rig.Command(BoilerCmd, metric);
            Assert.Equal(verdict == CommandVerdict.Passed ? [] : [verdict], rig.Refused.Select(r => r.Why));
            Assert.Equal(verdict == CommandVerdict.Passed ? [rig.Setpoint] : [], rig.Writes.Select(w => w.Tag));
        }
    }

    [Fact]
    public void A_tag_that_a_person_holds_is_not_written_and_a_frozen_one_is()
    {
        Rig rig = new Rig().Born();
        (Action Hold, CommandVerdict Verdict)[] holds =
        [
            (() => rig.Tags.Force(rig.Setpoint, 3), CommandVerdict.Held),
            (() => rig.Tags.TakeOutOfService(rig.Setpoint), CommandVerdict.Held),
            (() => rig.Tags.HoldFrozen(rig.Setpoint), CommandVerdict.Passed),
        ];
        foreach ((Action hold, CommandVerdict verdict) in holds)
        {
            rig.Refused.Clear();
            rig.Writes.Clear();
            hold();
            rig.Command(BoilerCmd, Setpoint(5));
            Assert.Equal(verdict == CommandVerdict.Passed ? [] : [verdict], rig.Refused.Select(r => r.Why));
            Assert.Equal(verdict == CommandVerdict.Passed ? 1 : 0, rig.Writes.Count);
            rig.Tags.Release(rig.Setpoint);
            rig.Tags.SetReal(rig.Setpoint, 60);
        }
    }

    [Theory]
    [InlineData(0, 100, 0, true)]
    [InlineData(0, 100, 100, true)]
    [InlineData(0, 100, -0.5, false)]
    [InlineData(0, 100, 100.5, false)]
    [InlineData(100, 0, 50, true)]
    [InlineData(100, 0, 101, false)]
    public void A_value_outside_the_range_of_a_writable_tag_is_refused(double low, double high, double value, bool fits)
    {
        var tags = new TagTable(3, 1);
        tags.Add(0, new TagSpec { Name = "Shown", DataType = DataType.Float, HasRange = true, EngHigh = 1 });
        int written = tags.Add(0, new TagSpec { Name = "Written", DataType = DataType.Float, Writable = true, HasRange = true, EngLow = low, EngHigh = high });
        int free = tags.Add(0, new TagSpec { Name = "Free", DataType = DataType.Float, Writable = true });
        tags.Seal(true);
        Assert.Equal(fits, tags.IsWithinRange(written, value));
        Assert.True(tags.IsWithinRange(free, value));
    }

    [Theory]
    [InlineData(16_777_216, DataType.Float, true)]
    [InlineData(16_777_217, DataType.Float, false)]
    [InlineData(9_007_199_254_740_992, DataType.Double, true)]
    [InlineData(9_007_199_254_740_993, DataType.Double, false)]
    [InlineData(long.MaxValue, DataType.Double, false)]
    [InlineData(long.MinValue, DataType.Double, true)]
    public void A_whole_number_becomes_a_real_one_only_as_itself(long number, DataType type, bool fits)
    {
        var metric = new Metric { Name = "x", Datatype = (uint)DataType.Int64, LongValue = (ulong)number };
        Assert.Equal(fits ? CommandVerdict.Passed : CommandVerdict.OutOfRange, Read(metric, type));
    }

    [Fact]
    public void What_no_Float_holds_and_what_is_above_2_to_63_is_out_of_range()
    {
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { Name = "x", DoubleValue = 1e39 }, DataType.Float));
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { Name = "x", DoubleValue = -1e39 }, DataType.Float));
        Assert.Equal(CommandVerdict.Passed, Read(new Metric { Name = "x", DoubleValue = 0.1 }, DataType.Float));
        Assert.Equal(CommandVerdict.OutOfRange, Read(new Metric { Name = "x", Datatype = (uint)DataType.UInt64, LongValue = 1UL << 63 }, DataType.Double));
    }

    private static CommandVerdict Read(Metric metric, DataType type)
    {
        byte[] bytes = new Payload { Metrics = { metric } }.ToByteArray();
        var command = new CommandReader();
        command.Begin(bytes, 0, bytes.Length, 2048, 64);
        Assert.Equal(DecodeError.None, command.Check());
        Assert.True(command.Next());
        return CommandValue.Read(command, type, out _, out _);
    }
}
