namespace FieldNode.Conformance;

/// <summary>A DISCONNECT packet of the node: the broker drops the will (MQTT 3.1.1, section 3.14).</summary>
public sealed record DisconnectEvent(long UtcMs, string Server) : WireEvent(UtcMs, Server);
