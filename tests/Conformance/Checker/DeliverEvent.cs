namespace FieldNode.Conformance;

/// <summary>A PUBLISH packet that the broker sent to the node: a command, or STATE.</summary>
public sealed record DeliverEvent(long UtcMs, string Server, string Topic, byte[] Payload) : WireEvent(UtcMs, Server);
