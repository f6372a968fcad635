using FieldNode.Host.Protobuf;
using FieldNode.Tags;

namespace FieldNode.Simulation;

/// <summary>
/// Every sample of the run: taken when the tag table shows a new good value, struck off when a broker read it with its own time and value and
/// a host has it. What stands in it at the end was lost somewhere: behind the broker that answered for it, or before any did.
/// </summary>
internal sealed class SampleBook
{
    private const int Remembered = 50_000;  // struck off, to know what comes a second time
    private const long UnderWayMs = 60_000;  // taken so short a time before the end, it may be on its way still
    private const long InRamMsMax = 360_000; // flashAfterMs, and a minute until a session is known to be over
    private const int HistoryCount = 64;    // of each tag: what it was when a value is repeated with a later time

    private readonly World world;
    private readonly OpenSamples open = new();
    private readonly HashSet<(int Tag, long UtcMs)> struck = [];
    private readonly Queue<(int Tag, long UtcMs)> struckInOrder = new();
    private readonly Dictionary<string, int> tagOf = new(StringComparer.Ordinal); // device/name
    private int[] tags = [];
    private bool[] isReal = [];
    private long[] bits = [];
    private bool[] isGood = [];
    private (long UtcMs, long Bits)[][] history = [];
    private int[] historyEnd = [];
    private int[] tagOfAlias = [];
    private Dictionary<string, int> placeOfTopic = [];

    public SampleBook(World world) => this.world = world;

    /// <summary>The node's time goes back at some time: a value cannot be placed in it then.</summary>
    public bool TimeGoesBack { get; init; }

    /// <summary>Time in which the node's loop went: <see cref="SourceWatch.RunningMs"/>.</summary>
    public Func<long> RunningMs { get; set; } = () => 0;

    /// <summary>A new run of the node: what it has, it has to read first.</summary>
    public void Begin(TagTable table)
    {
        if (tags.Length == 0)
        {
            tags = [.. Enumerable.Range(0, table.Count).Where(tag => table.DeviceOf(tag) != 0)];
            isReal = [.. tags.Select(tag => table.TypeOf(tag) is ProtoLite.DataType.Float or ProtoLite.DataType.Double)];
            bits = new long[tags.Length];
            isGood = new bool[tags.Length];
            history = [.. tags.Select(_ => new (long, long)[HistoryCount])];
            historyEnd = new int[tags.Length];
            tagOfAlias = new int[table.Count + 1];
            Array.Fill(tagOfAlias, -1);
            for (int i = 0; i < tags.Length; i++)
            {
                tagOf[table.DeviceName(table.DeviceOf(tags[i])) + "/" + table.NameOf(tags[i])] = i;
            }
        }

        Array.Clear(isGood);
    }

    /// <summary>When a tag was captured last, by the run's clock in ms; -1: never.</summary>
    public long CapturedMs(int tag) => lastMs.GetValueOrDefault(tag, -1);

    private readonly Dictionary<int, long> lastMs = [];

    /// <summary>A turn of the node is over.</summary>
    /// <param name="utcMs">The time that it used; 0: it has none.</param>
    public void Look(TagTable table, long utcMs)
    {
        for (int i = 0; i < tags.Length; i++)
        {
            int tag = tags[i];
            long now = isReal[i] ? BitConverter.DoubleToInt64Bits(table.GetReal(tag)) : table.GetInt(tag);
            bool good = table.QualityOf(tag) == Quality.Good;
            if (good && (now != bits[i] || !isGood[i]))
            {
                bits[i] = now;
                Take(i, utcMs, now, !table.IsDeviceOnline(table.DeviceOf(tag)));
            }

            isGood[i] = good;
        }
    }

    /// <summary>A broker read a message.</summary>
    /// <param name="unanswered">Takes what of it waits for the broker's answer now.</param>
    public void AtBroker(string topic, Payload? payload, List<Sample> unanswered)
    {
        if (payload is null)
        {
            return;
        }

        bool isBirth = topic.Contains("BIRTH/", StringComparison.Ordinal);
        world.Tally.Births += isBirth ? 1 : 0;
        foreach (Metric metric in payload.Metrics)
        {
            int i = isBirth ? Declared(topic, metric) : Known(metric);
            if (i >= 0 && IsGoodValue(metric))
            {
                Read(i, metric, isBirth, unanswered);
            }
        }
    }

    /// <summary>A host got a message.</summary>
    public void AtHost(Payload payload)
    {
        foreach (Metric metric in payload.Metrics)
        {
            int i = Known(metric);
            if (i >= 0 && open.Find(tags[i], (long)metric.Timestamp, BitsOf(metric)) is { } sample)
            {
                sample.AtHost = true;
                Strike(sample);
            }
        }
    }

    /// <summary>The supply went: what no broker had answered for by then, and is not older than the journal keeps it in RAM, was there.</summary>
    /// <param name="hadFlash">False: the flash refuses, or forgets, so what is older may have been in RAM as well.</param>
    public void OnPowerCut(bool hadFlash)
    {
        long nowMs = RunningMs();
        foreach (Sample sample in open.All())
        {
            sample.WasInRam |= !sample.IsAnswered && (!hadFlash || nowMs - sample.TakenRunningMs <= InRamMsMax);
        }
    }

    /// <summary>The run is over: each sample that is still open has its cause.</summary>
    /// <param name="ledger">What the node itself counted.</param>
    public void Finish(LedgerWatch ledger)
    {
        Tally tally = world.Tally;
        var missing = new List<Sample>();
        foreach (Sample sample in open.All().Where(sample => sample.TakenMs < world.Clock.NowMs - UnderWayMs))
        {
            tally.LostAfterReceipt += sample.IsAnswered ? 1 : 0;
            tally.LostInRam += !sample.IsAnswered && sample.WasInRam ? 1 : 0;
            tally.BeforeBirth += !sample.IsAnswered && !sample.WasInRam && sample.IsUnborn ? 1 : 0;
            if (!sample.IsAnswered && !sample.WasInRam && !sample.IsUnborn)
            {
                missing.Add(sample);
            }
        }

        long counted = ledger.IsKept ? ledger.Drops.Covers(missing.Select(sample => sample.TakenMs)) : missing.Count; // without a ledger the run counts
        tally.DroppedCounted += counted;
        tally.LostBeforeFirstBroker += missing.Count - counted;
        if (missing.Count > counted)
        {
            Sample first = missing.MinBy(sample => sample.TakenMs)!;
            world.Break($"{missing.Count - counted} samples were lost before the first broker; the first that is missing is tag {first.Tag} as {first.Bits}, taken at {TimeSpan.FromMilliseconds(first.TakenMs)}");
        }
    }

    private void Take(int i, long utcMs, long now, bool isUnborn)
    {
        lastMs[tags[i]] = world.Clock.NowMs;
        if (utcMs == 0)
        {
            world.Tally.BeforeTime++;
            return;
        }

        world.Tally.Samples++;
        history[i][historyEnd[i]++ % HistoryCount] = (utcMs, now);
        open.Add(new Sample(tags[i], utcMs, now) { TakenMs = world.Clock.NowMs, TakenRunningMs = RunningMs(), IsUnborn = isUnborn });
    }

    private void Read(int i, Metric metric, bool isBirth, List<Sample> unanswered)
    {
        var key = (tags[i], (long)metric.Timestamp);
        long got = BitsOf(metric);
        if (open.Find(key.Item1, key.Item2, got) is { } sample)
        {
            world.Tally.Duplicates += sample.AtBroker && !isBirth ? 1 : 0;
            sample.AtBroker = true;
            if (!sample.IsAnswered)
            {
                unanswered.Add(sample);
            }

            Strike(sample);
        }
        else if (struck.Contains(key))
        {
            world.Tally.Duplicates += isBirth ? 0 : 1;
        }
        else if (open.Last(key.Item1, key.Item2) is { } other)
        {
            world.Break($"tag {key.Item1} was {other.Bits} at {key.Item2}, and the broker read {got}");
        }
        else if (!TimeGoesBack && !WasSo(i, key.Item2, got))
        {
            world.Break($"nobody took tag {key.Item1} as {got} at {key.Item2}");
        }
    }

    // A value that is repeated bears a later time than its capture: it must be what the tag was then.
    private bool WasSo(int i, long utcMs, long got)
    {
        for (int back = 1; back <= Math.Min(HistoryCount, historyEnd[i]); back++)
        {
            (long at, long was) = history[i][(historyEnd[i] - back) % HistoryCount];
            if (at <= utcMs)
            {
                return was == got;
            }
        }

        return true; // from before there was a time, or longer ago than is known
    }

    private void Strike(Sample sample)
    {
        if (!sample.AtBroker || !sample.AtHost)
        {
            return;
        }

        var key = (sample.Tag, sample.UtcMs);
        open.Remove(sample);
        struck.Add(key);
        struckInOrder.Enqueue(key);
        if (struckInOrder.Count > Remembered)
        {
            struck.Remove(struckInOrder.Dequeue());
        }
    }

    private int Declared(string topic, Metric metric)
    {
        if (!metric.HasAlias)
        {
            return -1;
        }

        string device = topic[(topic.LastIndexOf('/') + 1)..];
        int i = tagOf.GetValueOrDefault(device + "/" + metric.Name, -1);
        if (metric.Alias < (ulong)tagOfAlias.Length)
        {
            tagOfAlias[metric.Alias] = i;
        }

        return i;
    }

    private int Known(Metric metric) => metric.HasAlias && metric.Alias < (ulong)tagOfAlias.Length ? tagOfAlias[metric.Alias] : -1;

    private static bool IsGoodValue(Metric metric)
    {
        if (metric.ValueCase == Metric.ValueOneofCase.None)
        {
            return false;
        }

        if (metric.Properties is not { } properties)
        {
            return true; // as it was before: and nothing of it was news if it was bad
        }

        int at = properties.Keys.IndexOf("Quality");
        return at < 0 || properties.Values[at].IntValue == (uint)Quality.Good;
    }

    private static long BitsOf(Metric metric) => metric.ValueCase switch
    {
        Metric.ValueOneofCase.BooleanValue => metric.BooleanValue ? 1 : 0,
        Metric.ValueOneofCase.FloatValue => BitConverter.DoubleToInt64Bits(metric.FloatValue),
        Metric.ValueOneofCase.DoubleValue => BitConverter.DoubleToInt64Bits(metric.DoubleValue),
        Metric.ValueOneofCase.LongValue => (long)metric.LongValue,
        _ => (int)metric.IntValue,
    };
}
