using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

public sealed class TagTableFramesTests
{
    [Theory]
    [MemberData(nameof(Values))]
    public void Births_and_data_of_every_datatype_are_the_bytes_that_Google_makes_of_the_same_values(
        DataType type, string first, string second)
    {
        foreach (TagSpec spec in Specs(type))
        {
            for (int form = 0; form < (type == DataType.UInt32 ? 8 : 4); form++)
            {
                Live(spec, first, second, useAliases: (form & 1) != 0, datatypeInData: (form & 2) != 0, uint32AsLong: (form & 4) != 0);
            }
        }
    }

    public static TheoryData<DataType, string, string> Values() => new()
    {
        { DataType.Int8, "-128", "127" },
        { DataType.Int8, "-1", "0" },
        { DataType.Int16, "-32768", "32767" },
        { DataType.Int16, "-1", "128" },
        { DataType.Int32, "-2147483648", "2147483647" },
        { DataType.Int32, "-1", "0" },
        { DataType.Int64, "-9223372036854775808", "9223372036854775807" },
        { DataType.Int64, "-1", "0" },
        { DataType.UInt8, "0", "255" },
        { DataType.UInt16, "65535", "127" },
        { DataType.UInt32, "4294967295", "0" },
        { DataType.UInt32, "2147483648", "2147483647" },
        { DataType.UInt64, "18446744073709551615", "0" },
        { DataType.UInt64, "9223372036854775808", "9223372036854775807" },
        { DataType.Float, "3.4028235E+38", "-3.4028235E+38" },
        { DataType.Float, "1E-45", "0" },
        { DataType.Float, "-0.1", "20.5" },
        { DataType.Double, "1.7976931348623157E+308", "-5E-324" },
        { DataType.Double, "0", "-0.1" },
        { DataType.Boolean, "True", "False" },
        { DataType.Boolean, "False", "True" },
        { DataType.DateTime, "1785000000000", "0" },
        { DataType.String, "", "running" },
        { DataType.String, "Größe €", "" },
        { DataType.Text, new string('x', 127), new string('y', 128) },
        { DataType.Text, new string('x', 400), "short" },
        { DataType.Uuid, "123e4567-e89b-12d3-a456-426614174000", "" },
        { DataType.Bytes, "", "00FF80" },
        { DataType.Bytes, new string('7', 600), "00" },
    };

    /// <summary>A tag's life: born unread, read, changed, born again, bad, born bad, good again.</summary>
    private static void Live(TagSpec spec, string first, string second, bool useAliases, bool datatypeInData, bool uint32AsLong)
    {
        DataType type = spec.DataType;
        var table = new TagTable(1, 2) { UInt32AsLong = uint32AsLong, DatatypeInData = datatypeInData };
        table.AddDevice("Device");
        table.Add(1, spec);
        table.Seal(useAliases);
        Wire.AssertMetrics(Wire.Birth(table, 1), Birth(Wire.SendTime).WithNull()
            .WithProperties(spec, Quality.Stale, QualityReason.NotReadYet));
        table.BeginSample(Wire.Time);
        Expect.Sample(table, 0, first);
        Wire.AssertMetrics(Wire.Data(table, 1), Value(Data(Wire.Time).WithProperties(null, Quality.Good), first));
        table.BeginSample(Wire.Time + 1);
        Expect.Sample(table, 0, second);
        Wire.AssertMetrics(Wire.Data(table, 1), Value(Data(Wire.Time + 1), second));
        Wire.AssertMetrics(Wire.Birth(table, 1), Value(Birth(Wire.Time + 1).WithProperties(spec), second));
        table.BeginSample(Wire.Time + 2);
        table.SetBad(0, QualityReason.PortLost);
        Metric bad = Value(Data(Wire.Time + 2).WithProperties(null, Quality.Bad, QualityReason.PortLost), second);
        Wire.AssertMetrics(Wire.Data(table, 1), bad);
        bad = Value(Birth(Wire.Time + 2).WithProperties(spec, Quality.Bad, QualityReason.PortLost), second);
        Wire.AssertMetrics(Wire.Birth(table, 1), bad);
        table.BeginSample(Wire.Time + 3);
        Expect.Sample(table, 0, first);
        Wire.AssertMetrics(Wire.Data(table, 1), Value(Data(Wire.Time + 3).WithProperties(null, Quality.Good), first));
        Assert.False(table.HasChanges(1));

        Metric Birth(long time) => Expect.Birth(table, 0, time);
        Metric Data(long time) => Expect.Data(table, 0, time);
        Metric Value(Metric metric, string value) => metric.WithValue(type, value, uint32AsLong);
    }

    private static IEnumerable<TagSpec> Specs(DataType type)
    {
        foreach (string name in new[] { "n", "Pump 1/Drücke/Saugseite", new string('n', 90), new string('n', 140) })
        {
            foreach (string? unit in new[] { null, "°C", new string('u', 150) })
            {
                yield return new TagSpec { Name = name, DataType = type, EngUnit = unit, TextBytesMax = 500 };
                yield return new TagSpec
                {
                    Name = name, DataType = type, EngUnit = unit, TextBytesMax = 500,
                    HasRange = true, EngLow = -40.5, EngHigh = 1e9,
                };
            }
        }
    }

    [Theory]
    [InlineData(1, 25)]
    [InlineData(10, 169)]
    [InlineData(50, 809)]
    public void A_DDATA_of_floats_is_as_small_as_the_specification_lets_it_be(int floats, int bytes)
    {
        TagTable table = Floats(floats);
        byte[] frame = new byte[1_000];
        _ = Wire.Birth(table);
        SampleAll(table, 1);
        _ = Wire.Data(table); // the first values carry their quality
        SampleAll(table, 2);
        int count = table.AppendChanges(0, frame, table.AppendTime(frame, 0), frame.Length);
        frame[count++] = FieldKey.PayloadSeq;
        frame[count++] = 127;
        Assert.Equal(bytes, count);
        Payload payload = Wire.Decode(frame, count);
        Assert.Equal(127UL, payload.Seq);
        IEnumerable<float> expected = Enumerable.Range(0, floats).Select(i => i + 2f);
        Assert.Equal(expected, payload.Metrics.Select(metric => metric.FloatValue).Order());
    }

    [Fact]
    public void A_datatype_in_data_costs_two_bytes_of_each_metric_and_none_of_a_birth()
    {
        int[] counts = [.. new[] { false, true }.Select(typed =>
        {
            TagTable table = Mixed(typed);
            byte[] frame = new byte[1_000];
            int birth = table.AppendBirth(0, frame, 0, frame.Length);
            SampleMixed(table);
            _ = Wire.Data(table); // the first values carry their quality
            for (int tag = 0; tag < 4; tag++)
            {
                table.SetInt(tag, 9);
            }

            table.SetString(4, "nine");
            return (birth << 16) + table.AppendChanges(0, frame, 0, frame.Length);
        })];

        Assert.Equal(5 * 2, counts[1] - counts[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_does_not_fit_waits_for_the_next_frame_and_nothing_is_lost_or_sent_twice(bool datatypeInData)
    {
        for (int room = 7; room < 200; room++)
        {
            TagTable table = Mixed(datatypeInData);
            _ = Wire.Birth(table);
            SampleMixed(table);
            table.SetBad(3, QualityReason.Damaged);
            var seen = new List<ulong>();
            int frames = 0;
            while (table.HasChanges(0))
            {
                int largest = Enumerable.Range(0, table.Count).Max(table.MetricBytesMax);
                Payload payload = Wire.Data(table, 0, room);
                if (payload.Metrics.Count == 0)
                {
                    Assert.True(room < 7 + largest, "a frame of the largest metric's size stays empty");
                    break;
                }

                frames++;
                seen.AddRange(payload.Metrics.Select(metric => metric.Alias));
            }

            if (!table.HasChanges(0))
            {
                Assert.Equal(Enumerable.Range(1, table.Count).Select(alias => (ulong)alias), seen.Order());
            }

            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.True(room < 100 || frames > 1);
        }
    }

    [Theory]
    [InlineData(DataType.Text, 1)]
    [InlineData(DataType.Int64, 300)]
    [InlineData(DataType.UInt64, 1)]
    public void The_longest_metric_with_its_datatype_fits_into_the_room_that_is_asked_for_one_metric(DataType type, int nameBytes)
    {
        foreach (bool useAliases in new[] { false, true })
        {
            var table = new TagTable(1, 1) { DatatypeInData = true };
            table.Add(0, new TagSpec { Name = new string('n', nameBytes), DataType = type, TextBytesMax = 300 });
            table.Seal(useAliases);
            table.BeginSample(Wire.Time);
            Expect.Sample(table, 0, type == DataType.Text ? new string('t', 300) : type == DataType.Int64 ? "-1" : $"{ulong.MaxValue}");
            table.SetBad(0, QualityReason.Damaged); // with its quality it is longest
            Metric metric = Assert.Single(Wire.Data(table, 0, 7 + table.MetricBytesMax(0)).Metrics);
            Assert.Equal(((uint)type, (uint)QualityReason.Damaged), (metric.Datatype, (uint)Tables.ReasonIn(metric)!));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_written_behind_the_limit(bool datatypeInData)
    {
        for (int limit = 7; limit < 400; limit++)
        {
            TagTable table = Mixed(datatypeInData);
            SampleMixed(table);
            byte[] frame = new byte[500];
            Array.Fill(frame, (byte)0xEE, limit, 500 - limit);
            int end = table.AppendBirth(0, frame, 7, limit);
            Assert.True(end <= limit);
            Assert.Equal(-1, frame.AsSpan(limit).IndexOfAnyExcept((byte)0xEE));
            Assert.True(table.AppendChanges(0, frame, 7, limit) <= limit);
            Assert.Equal(-1, frame.AsSpan(limit).IndexOfAnyExcept((byte)0xEE));
        }
    }

    [Fact]
    public void A_birth_that_does_not_fit_leaves_everything_that_waited_as_it_was()
    {
        for (int limit = 7; limit < 150; limit++)
        {
            TagTable table = Mixed();
            _ = Wire.Birth(table);
            SampleMixed(table);
            Assert.Equal(-1, table.AppendBirth(0, new byte[limit], 7, limit));
            SampleMixed(table);
            table.SetInt(0, 99);
            Payload payload = Wire.Data(table);
            Assert.Equal([1UL, 2UL, 3UL, 4UL, 5UL], payload.Metrics.Select(metric => metric.Alias).Order());
            Assert.All(payload.Metrics, metric => Assert.Equal(Quality.Good, Tables.QualityIn(metric)));
            Assert.False(table.HasChanges(0));
        }
    }

    [Fact]
    public void A_birth_has_the_metrics_of_its_device_only_and_the_other_devices_changes_wait_on()
    {
        var table = new TagTable(3, 3);
        table.AddDevice("A");
        table.AddDevice("B");
        table.Add(1, new TagSpec { Name = "A", DataType = DataType.Int32 });
        table.Add(2, new TagSpec { Name = "B", DataType = DataType.Int32 });
        table.Add(1, new TagSpec { Name = "A2", DataType = DataType.Int32 });
        table.Seal(true);
        for (int tag = 0; tag < 3; tag++)
        {
            table.SetInt(tag, 5);
        }

        Assert.Empty(Wire.Birth(table).Metrics);
        Assert.Equal(["A", "A2"], Wire.Birth(table, 1).Metrics.Select(metric => metric.Name));
        Assert.False(table.HasChanges(1));
        Assert.Empty(Wire.Data(table, 1).Metrics);
        Assert.True(table.HasChanges(2));
        Assert.Equal(2UL, Wire.Change(table, 2).Alias);
        Assert.False(table.HasChanges(2));
    }

    [Fact]
    public void Sampling_and_frames_and_births_allocate_nothing_once_the_table_is_sealed()
    {
        TagTable table = Mixed();
        byte[] frame = new byte[2_000];
        byte[] words = "some words for a text"u8.ToArray();
        long total = 0;
        for (int round = 0; round < 200; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            table.Tick(round * 1_000);
            table.BeginSample(Wire.Time + round);
            table.SendAt(Wire.Time + round);
            for (int tag = 0; tag < 4; tag++)
            {
                table.SetInt(tag, round);
                table.SetUInt(tag, round / 2);
                table.SetReal(tag, round * 0.75);
                table.SetBool(tag, round % 3 == 0);
            }

            bool infinite = round % 10 == 0;
            table.SetFloatBytes(1, (byte)round, 0, (byte)(infinite ? 0x80 : 0), (byte)(infinite ? 0x7F : 0x40));
            table.SetText(4, words, round % 10, round % 9);
            table.SetBad(round % 5, (QualityReason)(round % 7 + 1));
            table.ForceReport(round % 4);
            table.AppendChanges(0, frame, table.AppendTime(frame, 0), frame.Length);
            if (round % 10 == 0)
            {
                table.AppendBirth(0, frame, 0, frame.Length);
            }

            if (round >= 50)
            {
                total += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Assert.Equal(0, total);
    }

    private static TagTable Floats(int count) => Tables.Sealed(true,
        [.. Enumerable.Range(0, count).Select(i => new TagSpec { Name = "F" + i, DataType = DataType.Float })]);

    private static void SampleAll(TagTable table, float value)
    {
        for (int tag = 0; tag < table.Count; tag++)
        {
            table.SetFloat(tag, value + tag);
        }
    }

    private static TagTable Mixed(bool datatypeInData = false) => Tables.Sealed(true, datatypeInData,
        new TagSpec { Name = "Int", DataType = DataType.Int32 },
        new TagSpec { Name = "Float", DataType = DataType.Float },
        new TagSpec { Name = "Filtered", DataType = DataType.Double, Deadband = 0.5, MaxReportMs = 5_000 },
        new TagSpec { Name = "Scaled", DataType = DataType.Int64, Scale = 3, Offset = -1, EngUnit = "bar" },
        new TagSpec { Name = "Text", DataType = DataType.String });

    private static void SampleMixed(TagTable table)
    {
        for (int tag = 0; tag < 4; tag++)
        {
            table.SetInt(tag, 7);
        }

        table.SetString(4, "seven");
    }
}
