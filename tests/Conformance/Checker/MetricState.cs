using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance;

/// <summary>A metric as its birth declared it, and what was last sent of it.</summary>
internal sealed class MetricState(string name, string device, Metric birth)
{
    internal string Name { get; } = name;

    internal string Device { get; } = device;

    internal bool HasAlias { get; } = birth.HasAlias;

    internal ulong TimestampMs { get; private set; } = birth.Timestamp;

    internal long SentMs { get; private set; }

    private ByteString last = ByteString.Empty;

    /// <summary>True if value and quality are those that were sent before.</summary>
    internal bool Repeats(Metric metric) => Image(metric) == last;

    internal void Take(Metric metric, long sentMs)
    {
        last = Image(metric);
        SentMs = sentMs;
        TimestampMs = metric.HasTimestamp ? metric.Timestamp : TimestampMs;
    }

    // Value and is_null; a property set counts only where it is sent, since data carries it only when it changed.
    private static ByteString Image(Metric metric)
    {
        Metric bare = metric.Clone();
        bare.ClearName();
        bare.ClearAlias();
        bare.ClearTimestamp();
        bare.ClearDatatype();
        bare.Properties = null;
        return bare.ToByteString();
    }
}
