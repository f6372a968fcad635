using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using static FieldNode.Tags.Tests.Reports;

namespace FieldNode.Tags.Tests;

/// <summary>The value and the time that a report or a birth carries.</summary>
public sealed class ReportedTimeTests
{
    [Fact]
    public void A_birth_carries_the_newest_value_even_below_the_deadband_and_resets_the_comparison()
    {
        TagTable table = Good(Float(deadband: 2, minReportMs: 500), 10);
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
}
