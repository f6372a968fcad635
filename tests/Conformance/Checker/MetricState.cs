using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance;

/// <summary>A metric as its birth declared it, and what was last sent of it.</summary>
internal sealed class MetricState(string name, string device, Metric birth)
{
    private const string Quality = "Quality";
    private const uint Good = 192; // what a metric without the property has (Sparkplug 3.0.0, 6.4.18)

    private readonly Dictionary<string, ByteString> properties = new(StringComparer.Ordinal);
    private ByteString last = ByteString.Empty;

    internal string Name { get; } = name;

    internal string Device { get; } = device;

    internal bool HasAlias { get; } = birth.HasAlias;

    internal ulong TimestampMs { get; private set; } = birth.Timestamp;

    internal long SentMs { get; private set; }

    /// <summary>True if nothing of it is news: the value is the one that was sent before, and so is every property that comes with it.</summary>
    internal bool Repeats(Metric metric) => Image(metric) == last && PropertiesOf(metric).All(IsKnown);

    internal void Take(Metric metric, long sentMs)
    {
        last = Image(metric);
        foreach ((string key, PropertyValue value) in PropertiesOf(metric))
        {
            properties[key] = value.ToByteString();
        }
        SentMs = sentMs;
        TimestampMs = metric.HasTimestamp ? metric.Timestamp : TimestampMs;
    }

    private bool IsKnown((string Key, PropertyValue Value) property) =>
        properties.TryGetValue(property.Key, out ByteString? known)
            ? known == property.Value.ToByteString()
            : property is { Key: Quality, Value: { ValueCase: PropertyValue.ValueOneofCase.IntValue, IntValue: Good } };

    private static IEnumerable<(string Key, PropertyValue Value)> PropertiesOf(Metric metric) =>
        metric.Properties is null ? [] : metric.Properties.Keys.Zip(metric.Properties.Values);

    // Value and is_null alone: data carries a property only when it changed, so its absence says nothing.
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
