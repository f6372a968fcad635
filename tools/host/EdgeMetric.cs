namespace FieldNode.Host;

/// <summary>A metric as its birth declared it, with the last value that came.</summary>
public sealed class EdgeMetric
{
    internal EdgeMetric(string name, ulong? alias, SparkplugType type, string? device, MetricProperties properties)
    {
        Name = name;
        Alias = alias;
        Type = type;
        Device = device;
        Unit = properties.Unit;
        Low = properties.Low;
        High = properties.High;
        Properties = properties;
    }

    /// <summary>All properties of the birth.</summary>
    public MetricProperties Properties { get; }

    public string Name { get; }

    public ulong? Alias { get; }

    public SparkplugType Type { get; }

    /// <summary>Device id, or null for a metric of the node.</summary>
    public string? Device { get; }

    public string? Unit { get; }

    public double? Low { get; }

    public double? High { get; }

    public object? Value { get; private set; }

    public bool IsNull { get; private set; } = true;

    public int Quality { get; private set; } = MetricProperties.GoodQuality;

    public int? Reason { get; private set; }

    public ulong? TimestampMs { get; private set; }

    /// <summary>How often a value came in data, births not counted.</summary>
    public long Updates { get; private set; }

    /// <summary>Values that were held back by the node and came late.</summary>
    public long Historical { get; private set; }

    public string ValueText => ValueFormat.Text(Value);

    /// <summary>A live sample becomes the current value; a historical one is only counted.</summary>
    internal void Take(MetricSample sample, bool inBirth)
    {
        Updates += inBirth ? 0 : 1;
        if (sample.IsHistorical)
        {
            Historical++;
            return;
        }
        Value = sample.Value;
        IsNull = sample.IsNull;
        Quality = sample.Quality;
        Reason = sample.Properties.Reason;
        TimestampMs = sample.TimestampMs ?? TimestampMs;
    }
}
