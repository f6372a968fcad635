using FieldNode.Field;
using FieldNode.Field.Work;
using FieldNode.Host.Protobuf;
using FieldNode.Tags;
using DataType = FieldNode.ProtoLite.DataType;

namespace FieldNode.Level0;

public sealed class TagWorkTests
{
    private readonly TagTable tags = new(16, 2);
    private readonly TagWork work;
    private readonly int level;
    private long nowMs = 1000;
    private long utcMs = SensorRig.Utc;

    public TagWorkTests()
    {
        tags.AddDevice("D");
        tags.SetDeviceState(1, true, QualityReason.None);
        level = tags.Add(1, new TagSpec { Name = "Level", DataType = DataType.Float });
        work = new TagWork(tags, 5000, 4);
    }

    [Fact]
    public void The_heartbeat_counts_once_in_its_period()
    {
        tags.Seal(true);
        Run(1000, null);
        long before = Own("Node/Heartbeat");
        Run(50_000, null);
        Assert.InRange(Own("Node/Heartbeat") - before, 9, 11);
    }

    [Fact]
    public void A_value_that_does_not_move_is_frozen_and_one_that_moves_again_is_good()
    {
        work.WatchFrozen(level, 30_000, 0.01);
        tags.Seal(true);
        Run(29_000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(3000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
        Assert.Equal(Quality.Bad, tags.QualityOf(level));
        Assert.Equal(1, Own("Node/Tags frozen"));
        Run(2000, () => 5.5);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Assert.Equal(0, Own("Node/Tags frozen"));
        Assert.Equal(1, work.Counter(0));
    }

    [Fact]
    public void Noise_within_the_band_is_no_life_and_drift_out_of_it_is()
    {
        work.WatchFrozen(level, 10_000, 0.5);
        tags.Seal(true);
        int n = 0;
        Run(15_000, () => 5 + 0.3 * (n++ % 2));
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
        double value = 5;
        Run(60_000, () => value += 0.1);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(60_000, () => value -= 0.1);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
    }

    [Fact]
    public void A_time_in_which_the_node_was_blind_is_no_time_of_standing_still()
    {
        work.WatchFrozen(level, 10_000, 0);
        tags.Seal(true);
        Run(5000, () => 5.0);
        nowMs += 60_000;
        Run(2000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
    }

    [Fact]
    public void After_a_fault_the_time_of_standing_still_begins_anew()
    {
        work.WatchFrozen(level, 10_000, 0);
        tags.Seal(true);
        Run(8000, () => 5.0);
        tags.SetBad(level, QualityReason.NoAnswer);
        Run(3000, null);
        Run(8000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(4000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
    }

    [Fact]
    public void A_tag_that_is_bad_anyway_is_not_called_frozen()
    {
        work.WatchFrozen(level, 5000, 0);
        tags.Seal(true);
        Run(2000, () => 5.0);
        tags.SetBad(level, QualityReason.WireBreak);
        Run(20_000, null);
        Assert.Equal(QualityReason.WireBreak, tags.ReasonOf(level));
        tags.SetReal(level, 5.0);
        Run(3000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level)); // its time begins when it is good again
    }

    [Fact]
    public void A_device_that_was_away_for_long_comes_back_with_good_values()
    {
        work.WatchFrozen(level, 30_000, 0);
        tags.Seal(true);
        Run(5000, () => 5.0);
        tags.SetDeviceState(1, false, QualityReason.NoAnswer); // its tags keep their quality: a dead device publishes nothing
        Run(120_000, null);
        Assert.Equal(0, Own("Node/Tags frozen"));
        Run(1000, () => 5.0);
        tags.SetDeviceState(1, true, QualityReason.None);
        Run(29_000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(4000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
    }

    [Fact]
    public void A_value_that_was_frozen_when_its_device_went_is_frozen_until_it_moves()
    {
        work.WatchFrozen(level, 10_000, 0);
        tags.Seal(true);
        Run(13_000, () => 5.0);
        tags.SetDeviceState(1, false, QualityReason.NoAnswer);
        Run(60_000, null);
        tags.SetDeviceState(1, true, QualityReason.None);
        Run(3000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
        Run(2000, () => 5.1);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
    }

    [Fact]
    public void A_value_that_nobody_reads_does_not_freeze()
    {
        work.WatchFrozen(level, 10_000, 0);
        tags.Seal(true);
        Run(4000, () => 5.0);
        Run(60_000, null); // its device answers, and something holds up its scan
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(1000, () => 5.0);
        Assert.Equal(Quality.Good, tags.QualityOf(level));
    }

    [Fact]
    public void A_value_that_is_read_seldom_freezes_in_its_time()
    {
        work.WatchFrozen(level, 20_000, 0);
        tags.Seal(true);
        for (int i = 0; i < 2; i++)
        {
            Run(1000, () => 5.0);
            Run(9000, null);
        }
        Assert.Equal(Quality.Good, tags.QualityOf(level));
        Run(3000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
    }

    [Fact]
    public void A_forced_tag_is_not_called_frozen()
    {
        work.WatchFrozen(level, 5000, 0);
        tags.Seal(true);
        Run(2000, () => 5.0);
        tags.Force(level, 7);
        tags.TakeOutOfService(Find("Node/Heartbeat"));
        Run(20_000, () => 5.0);
        Assert.Equal(QualityReason.Forced, tags.ReasonOf(level));
        Assert.Equal(1, Own("Node/Tags forced"));
        Assert.Equal(1, Own("Node/Tags out of service"));
    }

    [Fact]
    public void A_calibration_that_is_due_is_counted_from_the_start_of_its_day()
    {
        work.WatchCalibration("2026-09-22");
        work.WatchCalibration("2027-01-01");
        tags.Seal(true);
        utcMs = Ms(2026, 9, 21, 23);
        Run(1000, null);
        Assert.Equal(0, Own("Node/Calibrations overdue"));
        utcMs = Ms(2026, 9, 22, 0);
        Run(1000, null);
        Assert.Equal(1, Own("Node/Calibrations overdue"));
    }

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1970-02-01", 31)]
    [InlineData("2000-03-01", 11017)]
    [InlineData("2026-03-01", 20513)]
    [InlineData("2100-03-01", 47541)]
    public void Days_are_counted_from_1970(string text, long days) => Assert.Equal(days * 86_400_000, CalendarDay.StartMs(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-3-1")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("2100-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("2026-01-00")]
    [InlineData("2026-01-x1")]
    [InlineData("1969-12-31")]
    public void What_is_no_day_is_refused(string? text) => Assert.Equal(-1, CalendarDay.StartMs(text));

    [Fact]
    public void A_two_point_calibration_moves_both_points_to_the_reference_and_is_in_the_birth()
    {
        var spec = new TagSpec { Name = "T", DataType = DataType.Double, Scale = 0.1, Offset = -40, EngUnit = "°C" };
        var calibration = new TwoPointCalibration
        {
            ShownLow = 0.4, TrueLow = 0, ShownHigh = 98.9, TrueHigh = 100, On = "2026-03-01", By = "A. Öztürk", Due = "2027-03-01",
        };
        calibration.Apply(spec);
        int tag = tags.Add(1, spec);
        int half = tags.Add(1, new TagSpec { Name = "H", DataType = DataType.Double, CalibrationDue = "2026-12-31" });
        tags.Seal(true);
        tags.SetReal(tag, (0.4 + 40) / 0.1);
        Assert.Equal(0, tags.GetReal(tag), 1e-9);
        tags.SetReal(tag, (98.9 + 40) / 0.1);
        Assert.Equal(100, tags.GetReal(tag), 1e-9);
        var frame = new byte[4096];
        int end = tags.AppendBirth(1, frame, 0, frame.Length);
        Assert.InRange(end, 1, tags.BirthBytesMax(1));
        var metrics = Payload.Parser.ParseFrom(frame, 0, end).Metrics;
        PropertySet properties = metrics.Single(metric => metric.Name == "T").Properties;
        Assert.Equal(["engUnit", "calibratedOn", "calibratedBy", "calibrationDue"], properties.Keys);
        Assert.Equal(["°C", "2026-03-01", "A. Öztürk", "2027-03-01"], properties.Values.Select(value => value.StringValue));
        Assert.Equal("2026-12-31", metrics.Single(metric => metric.Name == "H").Properties.Values[0].StringValue);
        Assert.True(tags.HasValue(tag) && !tags.HasValue(half));
    }

    [Fact]
    public void A_calibration_whose_points_are_one_is_refused() => Assert.Throws<ArgumentException>(
        () => new TwoPointCalibration { ShownLow = 1, ShownHigh = 1 }.Apply(new TagSpec { Name = "T" }));

    [Fact]
    public void A_frozen_value_is_good_at_once_when_it_moves_without_another_sample()
    {
        work.WatchFrozen(level, 10_000, 0.01);
        tags.Seal(true);
        Run(13_000, () => 5.0);
        Assert.Equal(QualityReason.Frozen, tags.ReasonOf(level));
        tags.SetReal(level, 5.5);
        Run(1000, null);
        Assert.Equal((Quality.Good, QualityReason.None), (tags.QualityOf(level), tags.ReasonOf(level)));
        Assert.Equal(5.5, tags.GetReal(level));
    }

    [Fact]
    public void A_host_can_write_none_of_the_nodes_own_counts()
    {
        tags.Seal(true);
        foreach (string own in new[] { "Node/Heartbeat", "Node/Tags forced", "Node/Tags out of service", "Node/Tags frozen", "Node/Calibrations overdue" })
        {
            Assert.Equal(WriteResult.NotWritable, work.TryWrite(Find(own), 1, 1));
        }

        Assert.Equal(WriteResult.NotMine, work.TryWrite(level, 1, 1));
        Assert.Equal(WriteResult.NotMine, work.TryWrite(Find("Node/Calibrations overdue") + 1, 1, 1));
    }

    private static long Ms(int year, int month, int day, int hour) =>
        new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private void Run(long ms, Func<double>? sample)
    {
        for (long endMs = nowMs + ms; nowMs < endMs; nowMs += 500)
        {
            tags.Tick(nowMs);
            tags.BeginSample(utcMs);
            if (sample is not null)
            {
                tags.SetReal(level, sample());
            }

            work.Step(nowMs, utcMs);
        }
    }

    private int Find(string name)
    {
        for (int tag = 0; tag < tags.Count; tag++)
        {
            if (tags.NameOf(tag) == name)
            {
                return tag;
            }
        }

        throw new ArgumentException(name);
    }

    private long Own(string name) => tags.GetInt(Find(name));
}
