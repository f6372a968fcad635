using FieldNode.Mqtt;

namespace FieldNode;

/// <summary>A broker that grants everything at once, and writes down what the node published.</summary>
internal sealed class FakeWire : IMqttWire
{
    private readonly Queue<Action<MqttInbound>> inbound = new();

    public sealed record Sent(string Topic, byte[] Payload, int Qos);

    public List<Sent> Published { get; } = [];
    public List<string> Packets { get; } = [];
    public byte[] Will { get; private set; } = [];
    public string WillTopic { get; private set; } = "";
    public bool RefuseOpen { get; set; }

    /// <summary>What happens while the node is blind in <see cref="Open"/>: time passes.</summary>
    public Action? WhileOpening { get; set; }

    public bool FailPublish { get; set; }
    public bool AckConfirmed { get; set; } = true;
    public string LastFaultText => "";

    public MqttFault Open(string host, int port)
    {
        Packets.Add("OPEN");
        inbound.Clear();
        WhileOpening?.Invoke();
        return RefuseOpen ? MqttFault.ConnectionRefused : MqttFault.None;
    }

    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        Packets.Add("CONNECT");
        (WillTopic, Will) = (willTopic, will[..willCount]);
        inbound.Enqueue(p => { p.Kind = MqttKind.ConnAck; p.Code = 0; });
        return MqttFault.None;
    }

    public MqttFault Subscribe(int packetId, string[] filters)
    {
        Packets.Add("SUBSCRIBE " + string.Join(' ', filters));
        inbound.Enqueue(p => { p.Kind = MqttKind.SubAck; p.Code = 1; p.PacketId = packetId; });
        return MqttFault.None;
    }

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        if (FailPublish)
        {
            return MqttFault.ConnectionLost;
        }

        Packets.Add("PUBLISH " + topic);
        Published.Add(new Sent(topic, payload.AsSpan(offset, count).ToArray(), qos));
        if (qos == 1 && AckConfirmed)
        {
            inbound.Enqueue(p => { p.Kind = MqttKind.PubAck; p.PacketId = packetId; });
        }

        return MqttFault.None;
    }

    public void Command(string topic, byte[] payload, bool retain = false) => inbound.Enqueue(p =>
    {
        (p.Kind, p.Topic, p.Payload, p.PayloadOffset, p.PayloadCount, p.Qos, p.Retain) =
            (MqttKind.Publish, topic, payload, 0, payload.Length, 0, retain);
    });

    public MqttFault PubAck(int packetId) => MqttFault.None;

    public MqttFault Ping()
    {
        inbound.Enqueue(p => p.Kind = MqttKind.PingResp);
        return MqttFault.None;
    }

    public MqttFault Disconnect()
    {
        Packets.Add("DISCONNECT");
        return MqttFault.None;
    }

    public MqttFault TryReceive(MqttInbound packet)
    {
        packet.Kind = MqttKind.Nothing;
        if (inbound.TryDequeue(out Action<MqttInbound>? fill))
        {
            fill(packet);
        }

        return MqttFault.None;
    }

    public void Close() => Packets.Add("CLOSE");
}
