using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using static FieldNode.Tags.Tests.Reports;

namespace FieldNode.Tags.Tests;

/// <summary>What of the samples is reported: deadbands, intervals, quality.</summary>
public sealed class TagTableReportingTests
{
    [Fact]
    public void An_unchanged_value_is_not_reported_whichever_way_it_comes()
    {
        DataType[] types = [DataType.Float, DataType.Double, DataType.Int16, DataType.UInt64, DataType.Boolean];
        foreach (DataType type in types)
        {
            TagTable table = Good(new TagSpec { Name = "A", DataType = type }, 1);
            table.SetInt(0, 1);
            table.SetReal(0, 1);
            table.SetUInt(0, 1);
            table.SetBool(0, true);
            Assert.False(table.HasChanges(0));
        }

        TagTable text = Tables.Born(DataType.String);
        text.SetString(0, "same");
        _ = Wire.Change(text);
        text.SetString(0, "same");
        Assert.False(text.HasChanges(0));
        text.SetString(0, "sane");
        Assert.Equal("sane", Wire.Change(text).StringValue);
    }

    [Fact]
    public void A_first_value_of_nothing_is_reported_too()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Double, DataType.Int16, DataType.Boolean })
        {
            TagTable table = Tables.Born(type);
            table.SetInt(0, 0);
            Assert.False(Wire.Change(table).IsNull);
        }

        TagTable text = Tables.Born(DataType.Text);
        text.SetString(0, "");
        Assert.True(Wire.Change(text).HasStringValue);
    }

    [Fact]
    public void A_change_is_reported_only_when_it_is_strictly_larger_than_the_deadband()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Double, DataType.Int32 })
        {
            TagTable table = Good(new TagSpec { Name = "A", DataType = type, Deadband = 2 }, 10);
            AssertQuiet(table, 12);
            AssertQuiet(table, 8);
            AssertReported(table, 13);
            AssertQuiet(table, 11);
            AssertReported(table, 10);
        }
    }

    [Fact]
    public void A_deadband_in_percent_is_of_the_engineering_span_and_the_larger_of_both_deadbands_counts()
    {
        TagTable table = Good(Ranged(0, -50, 150), 10);
        AssertQuiet(table, 20);
        AssertReported(table, 21);
        table = Good(Ranged(15, -50, 150), 10);
        AssertQuiet(table, 25);
        AssertReported(table, 26);
        table = Good(Ranged(0, 150, -50), 10); // a transmitter mounted upside down
        AssertQuiet(table, 20);
        AssertReported(table, 21);

        static TagSpec Ranged(double deadband, double low, double high) => new()
        {
            Name = "A", DataType = DataType.Float, Deadband = deadband, DeadbandPercent = 5,
            HasRange = true, EngLow = low, EngHigh = high,
        };
    }

    [Fact]
    public void A_drift_in_small_steps_is_reported_once_it_has_left_the_deadband_around_the_last_reported_value()
    {
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Float, Deadband = 1 }, 10);
        AssertQuiet(table, 10.5f);
        AssertQuiet(table, 11);
        AssertReported(table, 11.25f);
        AssertQuiet(table, 10.25f);
        AssertQuiet(table, 12.25f);
        AssertReported(table, 12.5f);
    }

    [Fact]
    public void Texts_and_booleans_have_no_deadband()
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.Boolean, Deadband = 1 });
        table.SetBool(0, true);
        _ = Wire.Change(table);
        table.SetBool(0, false);
        Assert.False(Wire.Change(table).BooleanValue);
        table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.String, Deadband = 5 });
        table.SetString(0, "on");
        _ = Wire.Change(table);
        table.SetString(0, "off");
        Assert.Equal("off", Wire.Change(table).StringValue);
    }

    [Fact]
    public void The_minimum_interval_holds_changes_back_and_the_newest_value_goes_later()
    {
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Float, MinReportMs = 1_000 }, 1);
        table.At(999);
        AssertQuiet(table, 2);
        AssertQuiet(table, 3);
        table.At(1_000);
        AssertReported(table, 3, 1_000);
        table.At(1_999);
        AssertQuiet(table, 4);
        table.At(2_500);
        AssertReported(table, 5, 2_500);
        table.At(3_499);
        AssertQuiet(table, 6);
    }

    [Fact]
    public void A_text_that_changes_and_changes_back_while_it_is_held_back_is_reported_once_more()
    {
        TagTable table = Tables.Born(new TagSpec { Name = "A", DataType = DataType.String, MinReportMs = 1_000 });
        table.At(0);
        table.SetString(0, "on");
        _ = Wire.Change(table);
        table.SetString(0, "off");
        table.SetString(0, "on");
        Assert.False(table.HasChanges(0));
        table.At(1_000);
        table.SetString(0, "on");
        Assert.Equal("on", Wire.Change(table).StringValue);
        table.At(2_000);
        table.SetString(0, "on");
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void A_value_that_waits_for_its_frame_goes_out_as_its_newest_even_below_the_deadband()
    {
        var spec = new TagSpec { Name = "A", DataType = DataType.Double, Deadband = 5, MinReportMs = 60_000 };
        TagTable table = Good(spec, 1);
        table.At(60_000);
        table.SetReal(0, 10);
        table.At(60_100);
        table.SetReal(0, 11);
        Metric metric = Wire.Change(table);
        Assert.Equal((11.0, (ulong)Wire.Time + 60_100), (metric.DoubleValue, metric.Timestamp));
        table.At(200_000);
        table.SetReal(0, 16); // not more than the deadband from 11, which is what the host has
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void The_maximum_interval_reports_an_unchanged_value_with_its_new_time()
    {
        TagTable table = Good(Float(deadband: 5, maxReportMs: 10_000), 1);
        table.At(9_999);
        AssertQuiet(table, 1);
        table.At(10_000);
        AssertReported(table, 1, 10_000);
        table.At(19_999);
        AssertQuiet(table, 2);
        table.At(20_001);
        AssertReported(table, 2, 20_001);
    }

    [Fact]
    public void A_quality_change_is_reported_in_both_directions_despite_deadband_and_interval()
    {
        var spec = new TagSpec { Name = "A", DataType = DataType.Float, Deadband = 100, MinReportMs = 100_000 };
        TagTable table = Good(spec, 1);
        table.At(1);
        table.SetBad(0, QualityReason.NoAnswer);
        Metric metric = Wire.Change(table);
        Assert.Equal((1f, (ulong)Wire.Time + 1), (metric.FloatValue, metric.Timestamp));
        Assert.Equal((Quality.Bad, QualityReason.NoAnswer), (Tables.QualityIn(metric), Tables.ReasonIn(metric)));
        table.SetBad(0, QualityReason.NoAnswer);
        Assert.False(table.HasChanges(0));
        table.SetBad(0, QualityReason.Damaged);
        Assert.Equal(QualityReason.Damaged, Tables.ReasonIn(Wire.Change(table)));
        table.At(2);
        table.SetFloat(0, 1);
        metric = Wire.Change(table);
        Assert.Equal((1f, (ulong)Wire.Time + 2), (metric.FloatValue, metric.Timestamp));
        Assert.Equal((Quality.Good, QualityReason.None), (Tables.QualityIn(metric), Tables.ReasonIn(metric)));
        table.At(200_000);
        table.SetFloat(0, 200);
        Assert.Null(Wire.Change(table).Properties); // once is enough
    }

    [Fact]
    public void Bad_and_good_again_between_two_frames_says_good()
    {
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Int32 }, 1);
        table.SetBad(0, QualityReason.NoAnswer);
        table.SetInt(0, 1);
        Assert.Equal(Quality.Good, Tables.QualityIn(Wire.Change(table)));
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void ForceReport_reports_the_next_sample_once_even_if_it_is_unchanged()
    {
        foreach (double deadband in new[] { 0.0, 50.0 })
        {
            TagTable table = Good(Float(deadband, minReportMs: (int)deadband), 1);
            table.ForceReport(0);
            Assert.False(table.HasChanges(0));
            table.At(5);
            AssertReported(table, 1, 5);
            AssertQuiet(table, 1);
        }
    }

    [Fact]
    public void ReportAgain_reports_the_value_that_holds_with_its_time_of_capture()
    {
        foreach (double deadband in new[] { 0.0, 50.0 })
        {
            TagTable table = Good(Float(deadband), 1);
            table.At(5);
            table.ReportAgain(0);
            Metric metric = Wire.Change(table);
            Assert.Equal(1, metric.FloatValue);
            Assert.NotEqual(Wire.Time + 5, (long)metric.Timestamp);
            Assert.Null(metric.Properties);
            Assert.False(table.HasChanges(0));
        }
    }

    [Fact]
    public void ReportAgain_of_a_bad_tag_says_again_that_it_is_bad_and_why()
    {
        TagTable table = Good(Float(0), 1);
        table.SetBad(0, QualityReason.Refused);
        Wire.Change(table);
        table.ReportAgain(0);
        Assert.Equal(Quality.Bad, Tables.QualityIn(Wire.Change(table)));
    }

    [Fact]
    public void ForceReport_is_heard_of_a_tag_that_stays_bad_or_is_forced_by_a_person()
    {
        TagTable bad = Good(Float(0), 1);
        bad.SetBad(0, QualityReason.Refused);
        Wire.Change(bad);
        bad.ForceReport(0);
        bad.SetBad(0, QualityReason.Refused);
        Assert.Equal(Quality.Bad, Tables.QualityIn(Wire.Change(bad)));
        bad.SetBad(0, QualityReason.Refused);
        Assert.False(bad.HasChanges(0)); // once

        TagTable forced = Good(Float(0), 1);
        forced.Force(0, 7);
        Wire.Change(forced);
        forced.ForceReport(0);
        forced.SetReal(0, 3);
        Metric metric = Wire.Change(forced);
        Assert.Equal((7f, Quality.Stale), (metric.FloatValue, Tables.QualityIn(metric)));
    }
}
