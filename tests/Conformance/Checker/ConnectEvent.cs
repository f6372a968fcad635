namespace FieldNode.Conformance;

/// <summary>A CONNECT packet.</summary>
/// <param name="CleanSession">Its Clean Session flag (MQTT 3.1.1, section 3.1.2.4).</param>
/// <param name="WillTopic">Topic of the will, or null if there is no will.</param>
/// <param name="WillQos">QoS of the will.</param>
/// <param name="WillRetain">Retain flag of the will.</param>
/// <param name="WillPayload">Payload of the will.</param>
public sealed record ConnectEvent(
    long UtcMs, string Server, bool CleanSession, string? WillTopic, int WillQos, bool WillRetain, byte[] WillPayload)
    : WireEvent(UtcMs, Server);
