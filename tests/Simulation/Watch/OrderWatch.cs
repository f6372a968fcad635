using FieldNode.Host.Protobuf;

namespace FieldNode.Simulation;

/// <summary>
/// History comes oldest first: of each metric strictly, of each device but for what one step took. A birth begins anew, since what it makes due may be
/// sent a second time; and what comes a second time is no news: what is within its hold window stays in RAM, and goes out behind what is on flash.
/// So is what a birth before the last one had a newer value of: that birth stood for it, and its receipt with it. What comes late, by a connection that the
/// node has left for another broker, stands in no order with what comes by the new one. While the loop stood still, contacts went on: what the next step takes
/// of a device is from all of that time and what the one before it left.
/// </summary>
/// <param name="timeGoesBack">The node's clock does: there is no order then.</param>
internal sealed class OrderWatch(World world, bool timeGoesBack)
{
    private const long StepMs = 2_000; // metrics of one step of a device may have been sampled so far apart

    private const int Remembered = 50_000;
    private const int StillsMax = 1_000;   // newest ones; older history than they are has left the ring long ago

    private readonly HashSet<(ulong Alias, ulong At)> read = [];
    private readonly Queue<(ulong Alias, ulong At)> readInOrder = new();
    private readonly Dictionary<ulong, ulong> newestOf = [];                               // by alias
    private readonly Dictionary<ulong, ulong> bornWith = [];                               // by alias, in the last birth
    private readonly Dictionary<ulong, ulong> bornBefore = [];                             // by alias, in the one before it
    private readonly Dictionary<string, ulong> newestAt = new(StringComparer.Ordinal);     // by topic
    private readonly Queue<(long FromMs, long ToMs)> stills = new();                       // steps that took long, in the node's time
    private int newest;                                                                    // connection by which something came

    /// <summary>A step of the node is over.</summary>
    /// <param name="fromMs">When it began, in the node's time.</param>
    /// <param name="toMs">When it ended.</param>
    public void Stepped(long fromMs, long toMs)
    {
        if (toMs - fromMs <= StepMs / 2)
        {
            return;
        }

        stills.Enqueue((fromMs, toMs));
        if (stills.Count > StillsMax)
        {
            stills.Dequeue();
        }
    }

    /// <summary>A broker read a message.</summary>
    /// <param name="connection">Number of the connection by which it came.</param>
    public void AtBroker(int connection, string topic, Payload? payload)
    {
        if (payload is null || timeGoesBack)
        {
            return;
        }

        bool isLate = connection < newest;
        newest = Math.Max(newest, connection);
        if (!isLate && topic.Contains("BIRTH/", StringComparison.Ordinal))
        {
            newestOf.Clear();
            newestAt.Clear();
            foreach (Metric metric in payload.Metrics.Where(metric => metric.HasAlias))
            {
                bornBefore[metric.Alias] = bornWith.GetValueOrDefault(metric.Alias);
                bornWith[metric.Alias] = metric.Timestamp;
            }
        }

        foreach (Metric metric in payload.Metrics)
        {
            if (metric.HasAlias && IsNew((metric.Alias, metric.Timestamp)) && !isLate && metric.IsHistorical && metric.Timestamp >= bornBefore.GetValueOrDefault(metric.Alias))
            {
                Look(topic, metric.Alias, metric.Timestamp);
            }
        }
    }

    private bool IsNew((ulong, ulong) metric)
    {
        if (!read.Add(metric))
        {
            return false;
        }

        readInOrder.Enqueue(metric);
        if (readInOrder.Count > Remembered)
        {
            read.Remove(readInOrder.Dequeue());
        }

        return true;
    }

    private void Look(string topic, ulong alias, ulong at)
    {
        ulong of = newestOf.GetValueOrDefault(alias);
        ulong device = newestAt.GetValueOrDefault(topic);
        if (at < of || (at + StepMs < device && !stills.Any(still => (long)at + StepMs >= still.FromMs && (long)device <= still.ToMs + StepMs)))
        {
            world.Break($"history is not in order: {topic}, alias {alias}, {at} after {(at < of ? of : device)}");
        }

        newestOf[alias] = at;
        newestAt[topic] = Math.Max(at, device);
    }
}
