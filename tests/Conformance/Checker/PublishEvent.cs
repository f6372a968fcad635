namespace FieldNode.Conformance;

/// <summary>A PUBLISH packet of the node.</summary>
public sealed record PublishEvent(long UtcMs, string Server, string Topic, int Qos, bool Retain, byte[] Payload)
    : WireEvent(UtcMs, Server);
