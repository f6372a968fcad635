using FieldNode.Tags;

namespace FieldNode.Simulation;

/// <summary>Values against their sources: none that its source never sent, none that is good while the source is dead, none that grows old while it lives.</summary>
internal sealed class SourceWatch(World world)
{
    private const int Numbers = 4096;         // of replies, the newest ones
    private const long DeadMs = 90_000;       // of running: a period of the slow slave, retries, and what halving it takes
    private const long SettledMs = 300_000;   // of running, without a fault: a slave that was away is asked again once a minute
    private const long FreshMs = 7_000;       // of running: pauses of 1 s, two parts of a request, and between each two a write with its read-back

    private readonly bool[] wasWhole = new bool[Numbers];
    private readonly Dictionary<string, long> deadSinceMs = new(StringComparer.Ordinal); // in running time
    private uint newest;
    private long lineBadUntilMs;
    private long lineSettledMs;     // in running time
    private long lastTurnMs;
    private int meter = -1;
    private int pump = -1;
    private int countTag = -1;
    private long lastCount = -1;
    private long lastCountMs;       // in running time

    /// <summary>Time in which the node's loop went, in ms: neither off nor blind.</summary>
    public long RunningMs { get; private set; }

    /// <summary>Nothing was done to the line for a while, and its slave speaks.</summary>
    public bool IsLineWell => world.Clock.NowMs >= lineBadUntilMs;

    /// <summary>A reply left the meter whole, with this number.</summary>
    public void Sent(uint number)
    {
        for (uint i = newest + 1; i < number; i++)
        {
            wasWhole[i % Numbers] = false;
        }

        wasWhole[number % Numbers] = true;
        newest = number;
    }

    /// <summary>Something is done to the line for so long.</summary>
    public void DisturbLine(long ms) => lineBadUntilMs = Math.Max(lineBadUntilMs, world.Clock.NowMs + ms + 3_000);

    /// <summary>Something is done to the bus.</summary>
    public void DisturbBus(long ms) => _ = ms;

    /// <summary>A slave falls silent.</summary>
    public void Dies(string device) => deadSinceMs.TryAdd(device, RunningMs);

    /// <summary>It speaks again.</summary>
    public void Lives(string device) => deadSinceMs.Remove(device);

    /// <summary>Everything works.</summary>
    public void Calm()
    {
        deadSinceMs.Clear();
        lineBadUntilMs = Math.Min(lineBadUntilMs, world.Clock.NowMs + 3_000);
    }

    /// <summary>A new run of the node.</summary>
    public void Begin(TagTable table)
    {
        lastTurnMs = world.Clock.NowMs;
        lineSettledMs = RunningMs;
        lastCount = -1;
        lastCountMs = RunningMs;
        if (meter < 0)
        {
            int[] devices = [.. Enumerable.Range(1, table.DeviceCount - 1)];
            meter = devices.First(device => table.DeviceName(device) == Site.MeterDevice);
            pump = devices.First(device => table.DeviceName(device) == Site.PumpDevice);
            countTag = Enumerable.Range(0, table.Count).First(tag => table.DeviceOf(tag) == meter && table.NameOf(tag) == Site.CountTag);
        }
    }

    /// <summary>A turn of the node is over.</summary>
    public void Look(TagTable table)
    {
        long nowMs = world.Clock.NowMs;
        long passedMs = nowMs - lastTurnMs;
        lastTurnMs = nowMs;
        RunningMs += Math.Min(passedMs, 1_200); // longer than any sleep: it stood still
        if (nowMs < lineBadUntilMs || passedMs > 1_200)
        {
            lineSettledMs = RunningMs;
        }

        LookAtCount(table);
        if (deadSinceMs.Count > 0)
        {
            LookAtDead(table, Site.MeterDevice, meter);
            LookAtDead(table, Site.PumpDevice, pump);
        }
    }

    private void LookAtCount(TagTable table)
    {
        if (table.QualityOf(countTag) != Quality.Good)
        {
            lastCountMs = Math.Max(lastCountMs, lineSettledMs);
        }
        else
        {
            long count = table.GetInt(countTag);
            if (count != lastCount)
            {
                lastCount = count;
                lastCountMs = RunningMs;
                if (count > newest || newest - count >= Numbers || !wasWhole[count % Numbers])
                {
                    world.Break($"{Site.CountTag} is {count}, which its slave did not send; the newest is {newest}");
                }
            }
        }

        if (RunningMs - lineSettledMs > SettledMs && RunningMs - lastCountMs > FreshMs)
        {
            world.Break($"{Site.CountTag} ({table.QualityOf(countTag)}, {table.ReasonOf(countTag)}) is {RunningMs - lastCountMs} ms old, and its slave and line are well for {RunningMs - lineSettledMs} ms");
        }
    }

    private void LookAtDead(TagTable table, string name, int device)
    {
        if (!deadSinceMs.TryGetValue(name, out long sinceMs) || RunningMs - sinceMs < DeadMs)
        {
            return;
        }

        for (int tag = 0; tag < table.Count; tag++)
        {
            if (table.DeviceOf(tag) == device && table.QualityOf(tag) == Quality.Good && table.IsDeviceOnline(device))
            {
                world.Break($"{table.NameOf(tag)} is good, and {name} has been silent for {RunningMs - sinceMs} ms");
            }
        }
    }
}
