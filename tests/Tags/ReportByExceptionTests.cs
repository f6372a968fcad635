using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>What of the samples is reported (TagTable.Sampling.cs as well): deadbands, intervals, quality, time.</summary>
public sealed class ReportByExceptionTests
{
    [Fact]
    public void An_unchanged_value_is_not_reported_whichever_way_it_comes()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Double, DataType.Int16, DataType.UInt64, DataType.Boolean })
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
            Name = "A", DataType = DataType.Float, Deadband = deadband, DeadbandPercent = 5, HasRange = true, EngLow = low, EngHigh = high,
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
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Float, Deadband = 5, MaxReportMs = 10_000 }, 1);
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
            var spec = new TagSpec { Name = "A", DataType = DataType.Float, Deadband = deadband, MinReportMs = (int)deadband };
            TagTable table = Good(spec, 1);
            table.ForceReport(0);
            Assert.False(table.HasChanges(0));
            table.At(5);
            AssertReported(table, 1, 5);
            AssertQuiet(table, 1);
        }
    }

    [Fact]
    public void A_birth_carries_the_newest_value_even_below_the_deadband_and_resets_the_comparison()
    {
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Float, Deadband = 2, MinReportMs = 500 }, 10);
        table.At(600);
        AssertQuiet(table, 12);
        Metric birth = Assert.Single(Wire.Birth(table).Metrics);
        Assert.Equal((12f, (ulong)Wire.Time + 600), (birth.FloatValue, birth.Timestamp));
        table.At(1_099);
        AssertQuiet(table, 15);
        table.At(1_100);
        AssertQuiet(table, 14);
        AssertReported(table, 14.5f, 1_100);
    }

    [Fact]
    public void A_birth_takes_along_what_waited_and_a_later_change_is_reported_again()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Int64, DataType.Double })
        {
            TagTable table = Good(new TagSpec { Name = "A", DataType = type }, 1);
            table.SetInt(0, 2);
            Assert.Equal(2, Number(Assert.Single(Wire.Birth(table).Metrics)));
            Assert.False(table.HasChanges(0));
            AssertQuiet(table, 2);
            AssertReported(table, 1);
        }
    }

    [Fact]
    public void The_timestamp_is_when_the_value_was_captured_and_not_when_it_was_sent_or_seen_again()
    {
        TagTable table = Good(new TagSpec { Name = "A", DataType = DataType.Float }, 1);
        table.At(10);
        table.SetFloat(0, 2);
        table.At(20);
        table.SetFloat(0, 2);
        Assert.Equal((ulong)Wire.Time + 10, Wire.Change(table).Timestamp);
        table.At(30);
        table.SetFloat(0, 3);
        table.At(40);
        table.SetReal(0, 4);
        Assert.Equal((4f, (ulong)Wire.Time + 40), (table.GetReal(0), Wire.Change(table).Timestamp));
    }

    [Fact]
    public void A_value_that_returns_to_what_was_reported_does_not_keep_the_time_of_its_excursion()
    {
        foreach (DataType type in new[] { DataType.Float, DataType.Int32 })
        {
            TagTable table = Good(new TagSpec { Name = "A", DataType = type, Deadband = 5 }, 10);
            table.At(10);
            AssertQuiet(table, 12);
            table.At(20);
            AssertQuiet(table, 10);
            Metric birth = Assert.Single(Wire.Birth(table).Metrics);
            Assert.Equal((10.0, (ulong)Wire.Time + 20), (Number(birth), birth.Timestamp));
        }
    }

    [Fact]
    public void A_plain_float_never_keeps_a_stale_image_when_bytes_and_numbers_take_turns()
    {
        var random = Seeded.Random();
        TagTable table = Tables.Born(DataType.Float);
        float? reported = null;
        for (int i = 0; i < 20_000; i++)
        {
            int value = random.Next(-2, 3);
            switch (random.Next(3))
            {
                case 0: table.SetFloat(0, value); break;
                case 1: table.SetInt(0, value); break;
                default: table.SetReal(0, value); break;
            }

            Assert.Equal(value, table.GetReal(0));
            if (random.Next(3) == 0)
            {
                Metric[] metrics = [.. random.Next(20) == 0 ? Wire.Birth(table).Metrics : Wire.Data(table).Metrics];
                Assert.True(metrics.Length == 1 || reported == value);
                reported = metrics.Length == 1 ? metrics[0].FloatValue : reported;
                Assert.Equal(value, reported);
            }
        }
    }

    /// <summary>A tag whose first good value the host has.</summary>
    private static TagTable Good(TagSpec spec, long value)
    {
        TagTable table = Tables.Born(spec);
        table.At(0);
        table.SetInt(0, value);
        _ = Wire.Change(table);
        return table;
    }

    private static void AssertQuiet(TagTable table, float value)
    {
        table.SetReal(0, value);
        Assert.False(table.HasChanges(0), $"{value} was reported");
    }

    private static void AssertReported(TagTable table, float value, long atMs = 0)
    {
        table.SetReal(0, value);
        Metric metric = Wire.Change(table);
        Assert.Equal((value, (ulong)(Wire.Time + atMs)), (Number(metric), metric.Timestamp));
    }

    private static double Number(Metric metric) => metric.ValueCase switch
    {
        Metric.ValueOneofCase.FloatValue => metric.FloatValue,
        Metric.ValueOneofCase.DoubleValue => metric.DoubleValue,
        Metric.ValueOneofCase.LongValue => (long)metric.LongValue,
        _ => (int)metric.IntValue,
    };
}
