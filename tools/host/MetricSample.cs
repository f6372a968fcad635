namespace FieldNode.Host;

/// <summary>One metric of one message, with what the birth said about it filled in.</summary>
public sealed class MetricSample
{
    /// <summary>The birth's name; for an alias that no birth gave: null.</summary>
    public string? Name { get; init; }

    public ulong? Alias { get; init; }

    public SparkplugType Type { get; init; }

    /// <summary>
    /// bool, long, ulong, float, double, DateTime, string, byte[] or an array of these;
    /// null where <see cref="IsNull"/>.
    /// </summary>
    public object? Value { get; init; }

    public bool IsNull { get; init; }

    public bool IsHistorical { get; init; }

    /// <summary>Time of capture in ms since 1970 UTC, or null if the message gives none.</summary>
    public ulong? TimestampMs { get; init; }

    /// <summary>Property Quality; 192 where it is absent.</summary>
    public int Quality { get; init; } = MetricProperties.GoodQuality;

    public MetricProperties Properties { get; init; } = MetricProperties.None;

    /// <summary>Engineering unit of the birth, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Low end of the range of the birth, or null.</summary>
    public double? Low { get; init; }

    /// <summary>High end of the range of the birth, or null.</summary>
    public double? High { get; init; }

    public string ValueText => ValueFormat.Text(Value);
}
