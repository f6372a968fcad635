using FieldNode.Mqtt;

namespace FieldNode;

/// <summary>A packet on its way to the node, or the end of the connection once all before it is taken.</summary>
internal readonly record struct SimInbound
{
    public MqttFault Fault { get; init; }
    public MqttKind Kind { get; init; }
    public int Code { get; init; }
    public int Codes { get; init; }
    public int PacketId { get; init; }
    public int Qos { get; init; }
    public bool Retain { get; init; }
    public string Topic { get; init; }
    public byte[] Payload { get; init; }

    /// <summary>Length that is told where there is no payload.</summary>
    public int Length { get; init; }
}
