using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableImagesTests
{
    [Fact]
    public void Aliases_start_at_1_and_are_unique_over_node_and_devices_and_the_shortest_periods_come_first()
    {
        var random = Seeded.Random();
        var table = new TagTable(200, 4);
        for (int i = 1; i < 4; i++)
        {
            table.AddDevice("D" + i);
        }

        int[] periods = [.. Enumerable.Range(0, 200).Select(_ => random.Next(6) * 250)];
        for (int tag = 0; tag < 200; tag++)
        {
            var spec = new TagSpec { Name = "T" + tag, DataType = DataType.Float, PeriodMs = periods[tag] };
            table.Add(random.Next(4), spec);
        }

        table.Seal(true);
        int[] byAlias = [.. Enumerable.Range(0, 200).OrderBy(table.AliasOf)];
        Assert.Equal(Enumerable.Range(1, 200), byAlias.Select(table.AliasOf));
        Assert.Equal(periods.Order(), byAlias.Select(tag => periods[tag]));
        Assert.All(byAlias, tag => Assert.Equal(tag, table.FindByAlias(table.AliasOf(tag))));
    }

    [Fact]
    public void Of_200_tags_the_127_that_are_read_most_often_get_aliases_of_one_byte()
    {
        var table = new TagTable(200, 1);
        for (int tag = 0; tag < 200; tag++)
        {
            int periodMs = tag < 73 ? int.MaxValue : 100;
            table.Add(0, new TagSpec { Name = "T" + tag, DataType = DataType.Float, PeriodMs = periodMs });
        }

        table.Seal(true);
        Assert.All(Enumerable.Range(73, 127), tag => Assert.InRange(table.AliasOf(tag), 1, 127));
        Assert.All(Enumerable.Range(0, 73), tag => Assert.InRange(table.AliasOf(tag), 128, 200));
    }

    [Fact]
    public void The_largest_table_still_gives_every_tag_an_alias()
    {
        var table = new TagTable(short.MaxValue, 1);
        for (int tag = 0; tag < short.MaxValue; tag++)
        {
            table.Add(0, new TagSpec { Name = "T", DataType = DataType.Boolean });
        }

        table.Seal(true);
        Assert.Equal(short.MaxValue, table.AliasOf(short.MaxValue - 1));
    }

    [Fact]
    public void Without_aliases_no_tag_has_one_and_data_frames_carry_names()
    {
        TagTable table = Tables.Sealed(false, new TagSpec { Name = "Level", DataType = DataType.Float });
        Assert.Equal(0, table.AliasOf(0));
        Assert.False(Assert.Single(Wire.Birth(table).Metrics).HasAlias);
        table.SetFloat(0, 1.5f);
        Metric metric = Wire.Change(table);
        Assert.Equal(("Level", false, 1.5f), (metric.Name, metric.HasAlias, metric.FloatValue));
    }

    [Theory]
    [InlineData(DataType.Float, "-1.5", "2.25")]
    [InlineData(DataType.Double, "-1E300", "0")]
    [InlineData(DataType.Int64, "-1", "5")]
    [InlineData(DataType.UInt16, "1", "65535")]
    [InlineData(DataType.Boolean, "True", "False")]
    [InlineData(DataType.Text, "first", "")]
    public void Names_of_every_length_up_to_300_make_the_bytes_that_Google_makes(
        DataType type, string first, string second)
    {
        for (int length = 1; length <= 300; length++)
        {
            var spec = new TagSpec { Name = new string('n', length), DataType = type };
            for (int form = 0; form < 4; form++)
            {
                TagTable table = Tables.Sealed((form & 1) != 0, (form & 2) != 0, spec);
                Expect.Sample(table, 0, first);
                Wire.AssertMetrics(Wire.Birth(table), Expect.Birth(table, 0, Wire.Time).WithValue(type, first));
                table.BeginSample(Wire.Time + 5);
                Expect.Sample(table, 0, second);
                Wire.AssertMetrics(Wire.Data(table), Expect.Data(table, 0, Wire.Time + 5).WithValue(type, second));
            }
        }
    }

    [Fact]
    public void Aliases_of_one_and_of_two_and_of_three_bytes_make_the_bytes_that_Google_makes()
    {
        const int Count = 16_500;
        var table = new TagTable(Count, 1);
        for (int tag = 0; tag < Count; tag++)
        {
            table.Add(0, new TagSpec { Name = "T", DataType = DataType.Int32 });
        }

        table.Seal(true);
        table.BeginSample(Wire.Time);
        foreach (int tag in new[] { 0, 126, 127, 16_382, 16_383, 16_499 })
        {
            table.SetInt(tag, -tag);
            Wire.AssertMetrics(Wire.Data(table), Expect.Data(table, tag, Wire.Time).WithValue(DataType.Int32, $"-{tag}"));
            table.SetInt(tag, 3);
            Wire.AssertMetrics(Wire.Data(table), Expect.Data(table, tag, Wire.Time).WithValue(DataType.Int32, "3"));
        }
    }

    [Fact]
    public void A_value_that_becomes_shorter_and_longer_again_takes_its_length_along()
    {
        TagTable table = Tables.Born(DataType.UInt64);
        ulong value = 1;
        for (int i = 0; i < 130; i++)
        {
            Expect.Sample(table, 0, $"{value}");
            Metric metric = Wire.Change(table);
            Assert.Equal(value, metric.LongValue);
            value = i % 2 == 0 ? ulong.MaxValue >> (i / 2) : 1UL << (i / 2);
        }
    }

    [Theory]
    [InlineData(0L, 1L << 35)]
    [InlineData(-5L, 1L << 35)]
    [InlineData((1L << 35) - 1, 1L << 35)]
    [InlineData(1L << 35, 1L << 35)]
    [InlineData((1L << 42) - 1, (1L << 42) - 1)]
    [InlineData(1L << 42, (1L << 42) - 1)]
    public void A_capture_time_outside_1971_to_2109_is_held_within_six_bytes(long utcMs, long shown)
    {
        TagTable table = Tables.Born(DataType.Boolean);
        table.BeginSample(utcMs);
        table.SetBool(0, true);
        Assert.Equal((ulong)shown, Wire.Change(table).Timestamp);
    }
}
