using System.Buffers.Binary;
using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>Floats whose bytes are kept: what comes again unchanged is passed over, but never where there is more to say than the value.</summary>
public sealed class TagTableFloatsTests
{
    private const int Tags = 3;

    private readonly TagTable table = new(Tags, 1);
    private readonly int[] tagOf = [.. Enumerable.Range(0, Tags)];
    private long utcMs = Wire.Time;

    [Fact]
    public void Bytes_that_come_again_report_nothing_and_keep_the_time_of_their_first_coming()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        _ = Wire.Data(table);
        Run(7, 7, 7);

        Assert.False(table.HasChanges(0));
        Run(7, 8, 7);
        Assert.Equal(8, Wire.Change(table).FloatValue);
        Assert.All(Wire.Birth(table).Metrics.Where(m => m.FloatValue == 7), m => Assert.Equal((ulong)(utcMs - 3), m.Timestamp));
    }

    [Fact]
    public void A_tag_that_was_bad_is_good_again_when_the_same_bytes_come_back()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        Run(7, 7, 7);
        table.SetBad(1, QualityReason.NoAnswer);
        _ = Wire.Data(table);
        Run(7, 7, 7);

        Assert.Equal(Quality.Good, table.QualityOf(1));
        Metric metric = Wire.Change(table);
        Assert.Equal(7, metric.FloatValue);
        Assert.Equal((int)Quality.Good, (int)metric.Properties.Values[0].IntValue);
    }

    [Fact]
    public void A_value_that_is_none_makes_the_tag_bad_each_time_and_the_bytes_before_it_make_it_good()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        Run(7, float.NaN, 7);
        Assert.Equal(QualityReason.OutOfRange, table.ReasonOf(1));
        Run(7, float.NaN, 7);
        Assert.Equal(QualityReason.OutOfRange, table.ReasonOf(1));
        Run(7, 7, 7);

        Assert.Equal(Quality.Good, table.QualityOf(1));
    }

    [Fact]
    public void The_largest_floats_are_values_like_others()
    {
        Born(new TagSpec());
        Run(float.MaxValue, -float.MaxValue, 1e38f);
        _ = Wire.Data(table);
        Run(float.MaxValue, -float.MaxValue, 1e38f);
        Assert.False(table.HasChanges(0));
        Run(-float.MaxValue, float.MaxValue, 2e38f);

        Assert.Equal([-float.MaxValue, float.MaxValue, 2e38f], Wire.Data(table).Metrics.Select(m => m.FloatValue));
    }

    [Fact]
    public void A_report_that_was_forced_comes_with_the_same_bytes()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        _ = Wire.Data(table);
        table.ForceReport(1);
        Run(7, 7, 7);
        Assert.Equal(7, Wire.Change(table).FloatValue);
        Run(7, 7, 7);

        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void A_watch_that_waits_for_a_sample_sees_one_of_the_same_bytes()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        Run(7, 7, 7);
        _ = table.WasSampled(1);
        Assert.False(table.WasSampled(1));
        Run(7, 7, 7);

        Assert.True(table.WasSampled(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_held_tag_is_not_heard_and_is_good_with_the_same_bytes_once_it_is_released(bool forced)
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        Run(7, 7, 7);
        if (forced)
        {
            Assert.True(table.Force(1, 3));
        }
        else
        {
            table.TakeOutOfService(1);
        }

        Run(7, 7, 7);
        Assert.True(table.IsHeld(1));
        Assert.Equal(forced ? 3 : 7, table.GetReal(1));
        table.Release(1);
        Run(7, 7, 7);

        Assert.Equal(Quality.Good, table.QualityOf(1));
        Assert.Equal(7, table.GetReal(1));
    }

    [Fact]
    public void A_frozen_tag_follows_its_values_while_it_is_bad()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        table.HoldFrozen(1);
        Run(7, 7, 7);
        Assert.Equal(QualityReason.Frozen, table.ReasonOf(1));
        Run(7, 8, 7);
        Assert.Equal(8, table.GetReal(1));
        table.Release(1);
        Run(7, 8, 7);

        Assert.Equal(Quality.Good, table.QualityOf(1));
    }

    [Fact]
    public void The_longest_report_interval_ends_with_the_same_bytes()
    {
        Born(new TagSpec { MaxReportMs = 1000 });
        Run(7, 7, 7);
        _ = Wire.Data(table);
        Run(7, 7, 7);
        Assert.False(table.HasChanges(0));
        table.Tick(1000);
        Run(7, 7, 7);

        Assert.Equal(Tags, Wire.Data(table).Metrics.Count);
    }

    [Fact]
    public void A_deadband_compares_with_what_was_reported_and_not_with_the_bytes_before()
    {
        Born(new TagSpec { Deadband = 2 });
        Run(7, 7, 7);
        _ = Wire.Data(table);
        Run(7, 8.5f, 7);
        Run(7, 8.5f, 7);
        Assert.False(table.HasChanges(0));
        Run(7, 9.5f, 7);

        Assert.Equal(9.5f, Wire.Change(table).FloatValue);
    }

    [Fact]
    public void A_value_that_came_another_way_is_not_taken_for_the_bytes_before()
    {
        Born(new TagSpec());
        Run(7, 7, 7);
        _ = Wire.Data(table);
        table.BeginSample(utcMs);
        table.SetReal(1, 3); // as a read-back after a write does
        _ = Wire.Data(table);
        Run(7, 7, 7);
        Assert.Equal(7, Wire.Change(table).FloatValue);
        table.SetFloat(1, 4);
        _ = Wire.Data(table);
        Run(7, 7, 7);

        Assert.Equal(7, Wire.Change(table).FloatValue);
    }

    [Theory]
    [InlineData(0, "ABCD")]
    [InlineData(1, "BADC")]
    [InlineData(2, "CDAB")]
    [InlineData(3, "DCBA")]
    public void The_bytes_of_a_run_are_taken_in_the_order_of_its_registers(int mask, string order)
    {
        Born(new TagSpec());
        byte[] value = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(value, 123.456f);
        byte[] reply = [9, .. order.Select(letter => value[letter - 'A'])];
        table.BeginSample(utcMs);
        table.SetFloatRun(tagOf, 1, 2, reply, 1, mask);

        Assert.Equal(123.456f, (float)table.GetReal(1));
    }

    private void Born(TagSpec like)
    {
        for (int i = 0; i < Tags; i++)
        {
            table.Add(0, new TagSpec { Name = "T" + i, DataType = DataType.Float, Deadband = like.Deadband, MaxReportMs = like.MaxReportMs });
        }

        table.Seal(true);
        Run(0.5f, 0.5f, 0.5f);
        _ = Wire.Birth(table);
    }

    private void Run(params float[] values)
    {
        byte[] reply = [.. values.SelectMany(value => BitConverter.GetBytes(value).Reverse())];
        table.BeginSample(utcMs++);
        table.SetFloatRun(tagOf, 0, Tags, reply, 0, 0);
    }
}
