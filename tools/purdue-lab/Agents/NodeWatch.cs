using System.Diagnostics;
using FieldNode.Host;

namespace FieldNode.PurdueLab;

/// <summary>What a host hears of one node: births, deaths, samples, and how long it heard nothing live.</summary>
internal sealed class NodeWatch
{
    private long lastLive;
    private double gapMs;

    internal int Births { get; private set; }

    internal int Deaths { get; private set; }

    /// <summary>Live data messages.</summary>
    internal long Live { get; private set; }

    /// <summary>The node's time of each number that a device of Level 0 has given it.</summary>
    internal Dictionary<(string Device, long Number), ulong> Samples { get; } = [];

    /// <summary>Earliest and latest time that any sample bore.</summary>
    internal ulong? EarliestMs { get; private set; }

    internal ulong? LatestMs { get; private set; }

    internal void Take(SparkplugTopic parts, HostMessage message, long now)
    {
        Births += parts.Type == MessageType.NBirth ? 1 : 0;
        Deaths += parts.Type == MessageType.NDeath ? 1 : 0;
        foreach (MetricSample sample in message.Metrics)
        {
            if (sample.TimestampMs is not { } time)
            {
                continue;
            }
            EarliestMs = EarliestMs is null || time < EarliestMs ? time : EarliestMs;
            LatestMs = LatestMs is null || time > LatestMs ? time : LatestMs;
            if (parts.Device is { } device && sample is { Name: NumberedPlant.Tag, IsNull: false } && NumberOf(sample.Value) is { } number)
            {
                Samples.TryAdd((device, number), time);
            }
        }
        if (parts.IsData && message.Metrics.Any(sample => !sample.IsHistorical))
        {
            Live++;
            gapMs = lastLive == 0 ? 0 : Math.Max(gapMs, Stopwatch.GetElapsedTime(lastLive, now).TotalMilliseconds);
            lastLive = now;
        }
    }

    internal void Restart(long now)
    {
        gapMs = 0;
        lastLive = now;
    }

    /// <summary>The longest silence since the restart, the present one included.</summary>
    internal double LongestGapMs(long now) => lastLive == 0 ? 0 : Math.Max(gapMs, Stopwatch.GetElapsedTime(lastLive, now).TotalMilliseconds);

    private static long? NumberOf(object? value) => value switch
    {
        long number => number,
        ulong number => (long)number,
        _ => null,
    };
}
