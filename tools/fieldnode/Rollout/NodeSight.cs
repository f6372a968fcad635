using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Cli.Rollouts;

/// <summary>What a node shows of itself at the broker: its device Update, and what its own birth tells, if one was heard.</summary>
internal sealed class NodeSight(string group, string node)
{
    internal UpdateView View { get; } = new(group, node);

    internal string Name => node;

    /// <summary>Something of it came that says it is there.</summary>
    internal bool IsHeard { get; private set; }

    /// <summary>Its own birth was heard in this session of ours.</summary>
    internal bool HasBirth { get; private set; }

    /// <summary>Version of the firmware as the node's birth has it, without what stands behind a blank; null: not heard.</summary>
    internal string? Firmware { get; private set; }

    /// <summary>Null: not heard, or not told.</summary>
    internal int? CertificateDays { get; private set; }

    /// <summary>Null: not heard, or not told.</summary>
    internal long? JournalDepth { get; private set; }

    internal void Hear(Received received, SparkplugTopic topic)
    {
        IsHeard = topic.Type != MessageType.NDeath && (IsHeard || !received.Retained);
        if (topic.Type == MessageType.NBirth && !received.Retained && HostDecoder.Decode(received.Payload, out _) is { } birth)
        {
            HasBirth = true;
            Firmware = Of(birth, "Properties/Firmware version")?.StringValue.Split(' ')[0];
            CertificateDays = Of(birth, "Certificate/Days left") is { } days ? (int)days.IntValue : null;
            JournalDepth = Of(birth, "Journal/Depth") is { } depth ? (long)depth.LongValue : null;
        }
        View.Hear(received);
    }

    /// <summary>Our link was lost: it may have restarted meanwhile, into other firmware, and its birth may have gone by. What its device Update tells from now on is not held against that.</summary>
    internal void LinkLost()
    {
        IsHeard = false;
        Firmware = null;
        View.LinkLost();
    }

    private static Metric? Of(Payload birth, string name) => birth.Metrics.FirstOrDefault(metric => metric.Name == name && !metric.IsNull);
}
