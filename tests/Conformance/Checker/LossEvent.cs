namespace FieldNode.Conformance;

/// <summary>The connection ended without a DISCONNECT packet: the broker publishes the will.</summary>
public sealed record LossEvent(long UtcMs, string Server) : WireEvent(UtcMs, Server);
