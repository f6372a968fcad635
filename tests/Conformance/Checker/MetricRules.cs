using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>What holds for every metric of births and data (Sparkplug 3.0.0, 6.4.6).</summary>
internal sealed class MetricRules(GradeBook book, CheckerOptions options)
{
    internal void Take(SessionState session, NodeMessage message)
    {
        foreach (Metric metric in message.Payload!.Metrics)
        {
            string label = metric.HasName ? $"'{metric.Name}'" : $"alias {metric.Alias}";
            book.Check("payloads-name-requirement", metric is { HasName: true, Name.Length: > 0 } || metric.HasAlias,
                "a metric has neither name nor alias");
            if (metric.HasDatatype)
            {
                book.Check("payloads-metric-datatype-value", metric.Datatype is > 0 and <= (uint)SparkplugType.DateTimeArray,
                    $"{label} has datatype {metric.Datatype}");
            }
            if (message.IsData)
            {
                book.Check("payloads-metric-datatype-not-req", !metric.HasDatatype, $"{label} has a datatype in data");
                CheckName(session, metric, message.Device, label);
            }
            CheckTime(metric, label, message);
        }
    }

    // A metric that was born with an alias goes by the alias alone; what was born without one (bdSeq, the rebirth control) by its name.
    private void CheckName(SessionState session, Metric metric, string device, string label)
    {
        if (metric.HasAlias)
        {
            book.Check("payloads-alias-data-cmd-requirement", !metric.HasName, $"{label} has a name besides alias {metric.Alias}");
        }
        else if (session.FindName(device, metric.Name) is { HasAlias: true })
        {
            book.Check("payloads-alias-data-cmd-requirement", false, $"{label} has an alias, and data names it");
        }
    }

    private void CheckTime(Metric metric, string label, NodeMessage message)
    {
        book.Check("payloads-name-birth-data-requirement", metric.HasTimestamp, $"{label} has no timestamp");
        if (!metric.HasTimestamp)
        {
            return;
        }
        // The time of capture: as old as the value may be, but never below the years in which the protocol exists, nor ahead.
        long utcMs = message.Sender.UtcMs;
        bool believable = metric.Timestamp <= (ulong)(utcMs + options.AheadMsMax) && metric.Timestamp >= OldestMs;
        book.Check("payloads-metric-timestamp-in-UTC", believable,
            $"{label} has timestamp {metric.Timestamp}, {(long)metric.Timestamp - utcMs} ms from the time of receipt");
    }

    /// <summary>2016-01-01, the year of the first Sparkplug specification: a capture time before it is a clock that was not set.</summary>
    private const ulong OldestMs = 1_451_606_400_000;
}
