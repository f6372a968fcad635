using FieldNode.Mqtt;

namespace FieldNode.Benchmarks;

/// <summary>A wire that grants everything and keeps a view of the last payload: what is measured is what stands above it.</summary>
internal sealed class NullWire : IMqttWire
{
    private MqttKind next;
    private int packetId;

    public byte[] Last { get; private set; } = [];
    public int LastCount { get; private set; }
    public long Messages { get; private set; }
    public string LastFaultText => "";

    public MqttFault Open(string host, int port) => MqttFault.None;

    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        next = MqttKind.ConnAck;
        return MqttFault.None;
    }

    public MqttFault Subscribe(int id, string[] filters)
    {
        (next, packetId) = (MqttKind.SubAck, id);
        return MqttFault.None;
    }

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int id)
    {
        Last = payload;
        LastCount = count;
        Messages++;
        return MqttFault.None;
    }

    public MqttFault PubAck(int id) => MqttFault.None;

    public MqttFault Ping()
    {
        next = MqttKind.PingResp;
        return MqttFault.None;
    }

    public MqttFault Disconnect() => MqttFault.None;

    public MqttFault TryReceive(MqttInbound packet)
    {
        packet.Kind = next;
        packet.Code = 0;
        packet.PacketId = packetId;
        next = MqttKind.Nothing;
        return MqttFault.None;
    }

    public void Close() => next = MqttKind.Nothing;
}
