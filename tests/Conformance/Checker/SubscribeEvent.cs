namespace FieldNode.Conformance;

/// <summary>One filter of a SUBSCRIBE packet of the node.</summary>
public sealed record SubscribeEvent(long UtcMs, string Server, string Filter, int Qos) : WireEvent(UtcMs, Server);
