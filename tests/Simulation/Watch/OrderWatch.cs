using FieldNode.Host.Protobuf;

namespace FieldNode.Simulation;

/// <summary>
/// History comes oldest first: of each metric strictly, of each device but for what one step took. A birth begins anew, since what it makes due may be
/// sent a second time; and what comes a second time is no news: what is within its hold window stays in RAM, and goes out behind what is on flash.
/// So is what a birth before the last one had a newer value of: that birth stood for it, and its receipt with it.
/// </summary>
/// <param name="timeGoesBack">The node's clock does: there is no order then.</param>
internal sealed class OrderWatch(World world, bool timeGoesBack)
{
    private const long StepMs = 2_000; // metrics of one step of a device may have been sampled so far apart

    private const int Remembered = 50_000;

    private readonly HashSet<(ulong Alias, ulong At)> read = [];
    private readonly Queue<(ulong Alias, ulong At)> readInOrder = new();
    private readonly Dictionary<ulong, ulong> newestOf = [];                               // by alias
    private readonly Dictionary<ulong, ulong> bornWith = [];                               // by alias, in the last birth
    private readonly Dictionary<ulong, ulong> bornBefore = [];                             // by alias, in the one before it
    private readonly Dictionary<string, ulong> newestAt = new(StringComparer.Ordinal);     // by topic

    /// <summary>The first broker read a message.</summary>
    public void AtBroker(string topic, Payload? payload)
    {
        if (payload is null || timeGoesBack)
        {
            return;
        }

        if (topic.Contains("BIRTH/", StringComparison.Ordinal))
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
            if (metric.HasAlias && IsNew((metric.Alias, metric.Timestamp)) && metric.IsHistorical && metric.Timestamp >= bornBefore.GetValueOrDefault(metric.Alias))
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
        if (at < of || at + StepMs < device)
        {
            world.Break($"history is not in order: {topic}, alias {alias}, {at} after {(at < of ? of : device)}");
        }

        newestOf[alias] = at;
        newestAt[topic] = Math.Max(at, device);
    }
}
