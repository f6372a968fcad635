using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>The properties of a metric that this host makes use of; all others are kept by name.</summary>
public sealed class MetricProperties
{
    /// <summary>The property's absence means good, too (Sparkplug 3.0.0, section 6.4.18).</summary>
    public const int GoodQuality = 192;

    public static readonly MetricProperties None = new(new Dictionary<string, object?>());

    private MetricProperties(IReadOnlyDictionary<string, object?> all) => All = all;

    public IReadOnlyDictionary<string, object?> All { get; }

    public int? Quality => All.GetValueOrDefault("Quality") is long number ? (int)number : null;

    public int? Reason => All.GetValueOrDefault("QualityReason") is long number ? (int)number : null;

    public string? Unit => All.GetValueOrDefault("engUnit") as string;

    public double? Low => Number("engLow");

    public double? High => Number("engHigh");

    /// <summary>
    /// What the birth says of writing, by a Boolean property <c>writable</c> or <c>readOnly</c> (Ignition's), in any case of letters; null: it says nothing. The specification has none.
    /// </summary>
    public bool? Writable => Truth("writable") ?? (Truth("readOnly") is bool isReadOnly ? !isReadOnly : null);

    /// <summary>Reads a property set; what is wrong with it goes to <paramref name="complain"/>.</summary>
    public static MetricProperties Read(PropertySet? set, Action<string> complain)
    {
        if (set is null)
        {
            return None;
        }
        if (set.Keys.Count != set.Values.Count)
        {
            complain($"a property set has {set.Keys.Count} keys and {set.Values.Count} values");
        }
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (int i = 0; i < Math.Min(set.Keys.Count, set.Values.Count); i++)
        {
            string key = set.Keys[i];
            object? value = ReadValue(set.Values[i], out string? reason);
            if (reason is not null)
            {
                complain($"property {key}: {reason}");
            }
            if (!all.TryAdd(key, value))
            {
                complain($"property {key} stands twice");
            }
        }
        return new MetricProperties(all);
    }

    private bool? Truth(string key) => All.FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value as bool?;

    private double? Number(string key) => All.GetValueOrDefault(key) switch
    {
        long number => number,
        ulong number => number,
        float number => number,
        double number => number,
        _ => null,
    };

    private static object? ReadValue(PropertyValue value, out string? reason)
    {
        SparkplugType type = ValueReader.KnownType(value.HasType ? value.Type : 0);
        if (type == SparkplugType.Unknown)
        {
            reason = value.HasType ? $"unknown type {value.Type}" : "no type";
            return null;
        }
        if (value.IsNull)
        {
            reason = value.ValueCase == PropertyValue.ValueOneofCase.None ? null : "is null and has a value";
            return null;
        }
        return value.ValueCase switch
        {
            PropertyValue.ValueOneofCase.IntValue => ValueReader.Integer(type, value.IntValue, false, out reason),
            PropertyValue.ValueOneofCase.LongValue => ValueReader.Integer(type, value.LongValue, true, out reason),
            PropertyValue.ValueOneofCase.FloatValue =>
                ValueReader.Same(type, SparkplugType.Float, value.FloatValue, out reason),
            PropertyValue.ValueOneofCase.DoubleValue =>
                ValueReader.Same(type, SparkplugType.Double, value.DoubleValue, out reason),
            PropertyValue.ValueOneofCase.BooleanValue =>
                ValueReader.Same(type, SparkplugType.Boolean, value.BooleanValue, out reason),
            PropertyValue.ValueOneofCase.StringValue => ValueReader.Text(type, value.StringValue, out reason),
            PropertyValue.ValueOneofCase.PropertysetValue =>
                ValueReader.Same(type, SparkplugType.PropertySet, "(property set)", out reason),
            PropertyValue.ValueOneofCase.PropertysetsValue =>
                ValueReader.Same(type, SparkplugType.PropertySetList, "(property sets)", out reason),
            _ => ValueReader.Nothing(out reason),
        };
    }
}
