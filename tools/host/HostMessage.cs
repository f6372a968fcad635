namespace FieldNode.Host;

/// <summary>One message as the host understood it.</summary>
public sealed class HostMessage
{
    public required DateTime ReceivedUtc { get; init; }

    public required string Topic { get; init; }

    /// <summary>Null if the topic is none of Sparkplug's.</summary>
    public SparkplugTopic? Parts { get; init; }

    /// <summary>Length of the payload.</summary>
    public required int Bytes { get; init; }

    /// <summary>How the payload was packed, or null: most are not.</summary>
    public Compression? Compression { get; internal set; }

    public ulong? Seq { get; internal set; }

    public ulong? BdSeq { get; internal set; }

    /// <summary>Time of sending in ms since 1970 UTC.</summary>
    public ulong? TimestampMs { get; internal set; }

    public IReadOnlyList<MetricSample> Metrics { get; internal set; } = [];

    /// <summary>For STATE: whether that host is online; else null.</summary>
    public bool? HostOnline { get; internal set; }

    /// <summary>What is wrong with this message.</summary>
    public IReadOnlyList<Finding> Findings { get; internal set; } = [];
}
