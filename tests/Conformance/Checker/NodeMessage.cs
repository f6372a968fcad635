using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance;

/// <summary>A PUBLISH of the node, taken apart as far as it can be.</summary>
internal sealed class NodeMessage
{
    private static readonly MessageType[] Sent =
        [MessageType.NBirth, MessageType.NData, MessageType.NDeath, MessageType.DBirth, MessageType.DData, MessageType.DDeath];

    internal NodeMessage(PublishEvent sent)
    {
        Sender = sent;
        Levels = sent.Topic.Split('/');
        Kind = KindOf(Levels);
        (Payload, DecodeError) = sent.Decoded is null ? Decode(sent.Payload) : (sent.Decoded, null);
    }

    internal PublishEvent Sender { get; }

    internal string[] Levels { get; }

    /// <summary>What it claims to be, also where the topic is wrong otherwise; null if no level names a kind.</summary>
    internal MessageType? Kind { get; }

    internal Payload? Payload { get; }

    /// <summary>Why the payload is not one; null if it is.</summary>
    internal string? DecodeError { get; }

    internal bool OfDevice => Kind is MessageType.DBirth or MessageType.DData or MessageType.DDeath;

    internal bool IsBirth => Kind is MessageType.NBirth or MessageType.DBirth;

    internal bool IsData => Kind is MessageType.NData or MessageType.DData;

    /// <summary>Device id, or "" for the node itself and where the topic has none.</summary>
    internal string Device => OfDevice && Levels.Length > 4 ? Levels[4] : "";

    /// <summary>Decodes as Google.Protobuf does, which also refuses a string that is not UTF-8.</summary>
    internal static (Payload? Payload, string? Error) Decode(byte[] bytes)
    {
        try
        {
            return (Payload.Parser.ParseFrom(bytes), null);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return (null, exception.Message);
        }
    }

    internal static ulong? BdSeqOf(Payload? payload)
    {
        Metric? metric = payload?.Metrics.FirstOrDefault(m => m.Name == "bdSeq");
        return metric is { ValueCase: Metric.ValueOneofCase.LongValue } ? metric.LongValue : null;
    }

    private static MessageType? KindOf(string[] levels)
    {
        foreach (string level in levels.Length > 2 ? [levels[2], .. levels] : levels)
        {
            foreach (MessageType kind in Sent)
            {
                if (string.Equals(level, SparkplugTopic.TextOf(kind), StringComparison.OrdinalIgnoreCase))
                {
                    return kind;
                }
            }
        }
        return null;
    }
}
