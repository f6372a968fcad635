using System.Globalization;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>Two pymodbus servers on one line, of which one is slow or asleep; each value tells whose it is.</summary>
public sealed class SlowSlaveTests
{
    private const int Fast = 1;
    private const int Slow = 2;
    private const int FastPeriodMs = 200;
    private const int SlowPeriodMs = 2500;
    private const int ReplyTimeoutMs = 800;

    [Fact(Timeout = 240_000)]
    public async Task A_slow_slave_lives_below_its_time_out_and_dies_above_it_while_the_fast_one_keeps_its_period()
    {
        await using var stage = new Stage();
        (SharedLine line, PeerProcess _, PeerProcess node) = await StartAsync(stage);
        int from = stage.Heard.Count;
        await HearForAsync(stage, node, 4);
        Pace alone = PaceOf(stage, from, "nobody slow");

        // Below the time-out: 2 requests of 0.4 s each in 2.5 s. The fast one waits for one of them, never for two.
        SetDelay(stage, 0.4);
        await HearForAsync(stage, node, 1);
        from = stage.Heard.Count;
        int recorded = line.Recorded.Count;
        long late = Counter(stage, "unit 2/Timeouts");
        await HearForAsync(stage, node, 8);
        Assert.True(stage.Device("slow")!.Online);
        Assert.Equal(0, Count(stage, from, MessageType.DDeath));
        Assert.NotEmpty(Values(stage, "slow", "a", from));
        Pace below = PaceOf(stage, from, "a slow one below its time-out");
        List<RtuFrame> frames = line.Recorded[recorded..];
        await HearForAsync(stage, node, 1.5); // the counter is published once a second
        AssertTurns(alone, frames, Counter(stage, "unit 2/Timeouts") - late);

        // Far above: it dies alone, and its late replies belong to nobody.
        SetDelay(stage, 2.6);
        from = stage.Heard.Count;
        await stage.HearUntilAsync(() => Count(stage, from, MessageType.DDeath) > 0, "DDEATH of the slow slave", node, 20);
        Assert.True(stage.Device("fast")!.Online);
        Assert.False(stage.Device("slow")!.Online);
        from = stage.Heard.Count;
        recorded = line.Recorded.Count;
        await HearForAsync(stage, node, 6);
        Pace dead = PaceOf(stage, from, "a dead one");
        AssertTurns(alone, line.Recorded[recorded..], 0);

        // And back.
        SetDelay(stage, 0);
        await stage.HearUntilAsync(() => stage.Device("slow")!.Online, "DBIRTH of the slow slave", node, 60);
        from = stage.Heard.Count;
        await HearForAsync(stage, node, 4);
        AssertKept(alone, PaceOf(stage, from, "nobody slow again"), below, dead);
        AssertEachToItsOwn(stage);
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_slave_just_around_its_time_out_never_gives_a_value_to_a_neighbour_or_to_another_tag()
    {
        await using var stage = new Stage();
        (SharedLine _, PeerProcess _, PeerProcess node) = await StartAsync(stage);
        double[] delays = [0.7, 0.9, 0.7, 1.2, 1.5, 0.85, 0.5, 1.1];
        foreach (double delay in delays)
        {
            SetDelay(stage, delay);
            await HearForAsync(stage, node, 2);
        }
        SetDelay(stage, 0);
        await stage.HearUntilAsync(() => stage.Device("slow")!.Online, "the slow slave", node, 40);
        await HearForAsync(stage, node, 2);
        Assert.True(stage.Device("fast")!.Online);
        Assert.True(Counter(stage, "unit 2/Timeouts") > 0, "no reply was late: the test shows nothing");
        AssertEachToItsOwn(stage);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_slave_that_goes_silent_dies_and_is_born_again_and_its_backlog_of_replies_does_no_harm()
    {
        await using var stage = new Stage();
        (SharedLine line, PeerProcess slow, PeerProcess node) = await StartAsync(stage);

        int from = stage.Heard.Count;
        await HearForAsync(stage, node, 4);
        Pace alone = PaceOf(stage, from, "nobody slow");

        // The process stands still, its port stays: requests heap up in it.
        slow.Freeze();
        from = stage.Heard.Count;
        await stage.HearUntilAsync(() => Count(stage, from, MessageType.DDeath) == 1, "DDEATH", node, 20);
        Assert.False(stage.Device("slow")!.Online);
        Assert.True(stage.Device("fast")!.Online);
        from = stage.Heard.Count;
        await HearForAsync(stage, node, 6);
        Pace still = PaceOf(stage, from, "one that stands still");

        // It wakes and answers what it was asked meanwhile, in one burst. How many of its requests pymodbus still finds depends on what it
        // gets to read at once, so the line makes sure of three answers, far enough apart that the next request could be out between them.
        from = stage.Heard.Count;
        int waiting = 3;
        line.Disturb = (_, reply) =>
            [.. Enumerable.Range(0, reply[0] == Slow ? Interlocked.Exchange(ref waiting, 1) : 1).Select(i => (i == 0 ? 2 : 120, reply))];
        slow.Thaw();
        await stage.HearUntilAsync(() => Count(stage, from, MessageType.DBirth) > 0 && stage.Device("slow")!.Online, "DBIRTH", node, 40);
        from = stage.Heard.Count;
        await HearForAsync(stage, node, 4);
        AssertKept(alone, PaceOf(stage, from, "nobody slow again"), still);
        Assert.True(HasBacklog([.. line.Recorded]), "the slave answered nothing late: the test shows nothing");
        AssertEachToItsOwn(stage);
        Assert.Equal(0, stage.Model.Faults);
    }

    /// <summary>Two replies of the slow slave with no request between them, whether they were read in one piece or in two.</summary>
    private static bool HasBacklog(RtuFrame[] frames)
    {
        bool IsSlow(RtuFrame frame, int at) => !frame.FromNode && frame.Bytes.Length >= at + 7 && frame.Bytes[at] == Slow;
        return frames.Any(frame => IsSlow(frame, 0) && IsSlow(frame, 7))
            || frames.Zip(frames.Skip(1)).Any(pair => IsSlow(pair.First, 0) && IsSlow(pair.Second, 0));
    }

    private static async Task<(SharedLine Line, PeerProcess Slow, PeerProcess Node)> StartAsync(Stage stage)
    {
        string python = Peers.PythonWithPymodbus();
        await MosquittoBroker.StartAsync(stage);
        SharedLine line = await SharedLine.StartAsync(stage, slaves: 2);
        PeerProcess fast = stage.Own(PeerProcess.Start(python, [Peers.Script("modbus_slave.py"), line.Drop(0), $"{Fast}"]));
        PeerProcess slow = stage.Own(
            PeerProcess.Start(python, [Peers.Script("modbus_slave.py"), line.Drop(1), $"{Slow}", stage.In("delay")]));
        await line.WaitForSlaveAsync(0, Fast, fast);
        await line.WaitForSlaveAsync(1, Slow, slow);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode(
            [
                new LineSettings
                {
                    Name = "bus", Port = line.NodeEnd, Baud = 19200, Parity = "none", StopBits = 1, ReplyTimeoutMs = ReplyTimeoutMs,
                },
            ],
            [Device("fast", Fast, FastPeriodMs), Device("slow", Slow, SlowPeriodMs)],
            change: settings => settings.Sparkplug = new SparkplugSettings { HealthPeriodMs = 1000 });
        await stage.HearUntilAsync(
            () => stage.Device("fast") is { Online: true } && stage.Device("slow") is { Online: true }, "both births", node, 90);
        return (line, slow, node);
    }

    // Two tags, too far apart for one request, of one form: their replies differ in nothing but the value.
    private static DeviceSettings Device(string name, int unit, int periodMs) => new()
    {
        Name = name, Line = "bus", Unit = unit, Retries = 2,
        Tags = [.. "ab".Select((letter, i) => new TagSettings
        {
            Name = $"{letter}", Table = "holding", Address = 200 + 20 * i, Type = "uint16", PeriodMs = periodMs,
        })],
    };

    private static void SetDelay(Stage stage, double seconds)
    {
        File.WriteAllText(stage.In("delay.new"), seconds.ToString(CultureInfo.InvariantCulture));
        File.Move(stage.In("delay.new"), stage.In("delay"), overwrite: true);
    }

    private static Task HearForAsync(Stage stage, PeerProcess node, double seconds)
    {
        DateTime end = DateTime.UtcNow.AddSeconds(seconds);
        return stage.HearUntilAsync(() => DateTime.UtcNow >= end, "time to pass", node, seconds + 20);
    }

    // unit << 12 | tag << 8 | number of reads
    private static void AssertEachToItsOwn(Stage stage)
    {
        foreach ((string device, int unit) in new[] { ("fast", Fast), ("slow", Slow) })
        {
            for (int tag = 0; tag < 2; tag++)
            {
                string name = "ab"[tag..(tag + 1)];
                List<(ulong, long Value)> values = Values(stage, device, name, 0);
                Assert.NotEmpty(values);
                int whose = (unit << 4) | tag;
                Assert.All(values, v => Assert.True(v.Value >> 8 == whose, $"{device}/{name} got {v.Value:X4}: register {v.Value >> 8 & 15} of unit {v.Value >> 12}"));
            }
        }
    }

    // By the clock, where this machine lets a clock say anything: the node must have held the pace without a slow neighbour before and
    // after. Then no more of the rate is lost than the time that the slow one holds the line, and no pause is as long as two of its exchanges.
    private static void AssertKept(Pace before, Pace after, params Pace[] between)
    {
        if (before.Rate < 0.8 || after.Rate < 0.8)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("this machine is too busy to time anything: only the order of requests was checked");
            return;
        }
        const double LeastRate = 0.75 * FastPeriodMs / (FastPeriodMs + ReplyTimeoutMs); // a slow exchange between any two turns
        Assert.All(between, pace => Assert.True(pace.Rate >= LeastRate && pace.LongestMs <= 3 * ReplyTimeoutMs, pace.ToString()));
    }

    // Two requests to the slow slave in a row happen only where the first had no answer in time, or where the node itself got no time: a
    // machine on which it cannot hold the pace alone shows nothing of its turns.
    private static void AssertTurns(Pace alone, IEnumerable<RtuFrame> frames, long late)
    {
        if (alone.Rate < 0.9)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("this machine is too busy to look at turns");
            return;
        }
        byte[] asked = [.. frames.Where(frame => frame.FromNode).Select(frame => frame.Bytes[0])];
        Assert.Contains((byte)Slow, asked);
        int inARow = asked.Zip(asked.Skip(1)).Count(pair => pair is (Slow, Slow));
        Assert.True(inARow <= late, $"{inARow} times the slow slave had two turns, {late} replies were late");
    }

    private static Pace PaceOf(Stage stage, int from, string when)
    {
        List<(ulong TimeMs, long Value)> values = Values(stage, "fast", "a", from);
        Assert.True(values.Count >= 2, $"only {values.Count} values of the fast slave with {when}");
        double[] gaps = [.. values.Zip(values.Skip(1), (a, b) => (double)(b.TimeMs - a.TimeMs)).Order()];
        double spanMs = values[^1].TimeMs - values[0].TimeMs;
        var pace = new Pace(when, (values.Count - 1) * FastPeriodMs / spanMs, gaps[gaps.Length / 2], gaps[^1]);
        TestContext.Current.TestOutputHelper?.WriteLine(pace.ToString());
        return pace;
    }

    private static List<(ulong TimeMs, long Value)> Values(Stage stage, string device, string tag, int from) =>
        [.. stage.Heard.Skip(from).Where(h => h.Message.Parts?.Device == device)
            .SelectMany(h => h.Message.Metrics).Where(m => m.Name == tag && m is { IsNull: false, Quality: 192 })
            .Select(m => (m.TimestampMs!.Value, Convert.ToInt64(m.Value, CultureInfo.InvariantCulture)))];

    private static int Count(Stage stage, int from, MessageType type) =>
        stage.Heard.Skip(from).Count(h => h.Message.Parts?.Type == type);

    private static long Counter(Stage stage, string name) =>
        Convert.ToInt64(stage.Model.Find(Stage.Group, Stage.NodeName)!.Own.Find("Field/bus/" + name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>How the fast slave's values came.</summary>
    private sealed record Pace(string When, double Rate, double MedianMs, double LongestMs)
    {
        public override string ToString() =>
            $"with {When}: {Rate:P0} of the fast one's rate, median pause {MedianMs} ms, longest {LongestMs} ms";
    }
}
