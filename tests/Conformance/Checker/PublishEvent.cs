using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>A PUBLISH packet of the node.</summary>
public sealed record PublishEvent(long UtcMs, string Server, string Topic, int Qos, bool Retain, byte[] Payload)
    : WireEvent(UtcMs, Server)
{
    /// <summary>The payload as Google.Protobuf decodes it, where the observer has it already; null: not decoded yet, or no payload.</summary>
    public Payload? Decoded { get; init; }
}
