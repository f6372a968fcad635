using FieldNode.Mqtt;

namespace FieldNode;

/// <summary>
/// The wire of every test, with a <see cref="SimBroker"/> at its other end. A test lets it fail, or puts packets on it that no broker would
/// send. It holds the node to what a session owes a wire: nothing is sent on a closed one, CONNECT comes first and once, and only one
/// PINGREQ waits for its answer.
/// </summary>
internal sealed class SimWire : IMqttWire, IWireReady
{
    private readonly Queue<SimInbound> arriving = new();
    private readonly WireRules rules = new();

    public SimWire(SimBroker? broker = null)
    {
        Broker = broker ?? new SimBroker();
        Broker.Wire = this;
    }

    public SimBroker Broker { get; }

    /// <summary>What the next Opens return, in order; then <see cref="OpenFault"/>.</summary>
    public Queue<MqttFault> OpenFaults { get; } = new();

    /// <summary>What every Open returns.</summary>
    public MqttFault OpenFault { get; set; }

    /// <summary>Called at the start of Open, while the former connection still stands.</summary>
    public Action? Opening { get; set; }

    /// <summary>Called within Open, where the node is blind: time may pass.</summary>
    public Action? WhileOpening { get; set; }

    /// <summary>If not None, the next send fails with it.</summary>
    public MqttFault NextSendFault { get; set; }

    /// <summary>If not None, every PUBLISH fails with it.</summary>
    public MqttFault PublishFault { get; set; }

    /// <summary>False: no attempt makes sense now.</summary>
    public bool IsReady { get; set; } = true;

    public bool IsOpen { get; private set; }
    public int Opens { get; private set; }
    public int Closes { get; private set; }
    public string LastFaultText => "";

    /// <summary>The network is gone, or back: no connection comes about, and the one that stands breaks with the next message.</summary>
    public bool IsCut
    {
        get => OpenFault != MqttFault.None;
        set => (OpenFault, PublishFault) = value ? (MqttFault.ConnectionRefused, MqttFault.ConnectionLost) : (MqttFault.None, MqttFault.None);
    }

    public MqttFault Open(int server, string host, int port)
    {
        Opens++;
        Opening?.Invoke();
        Close();
        WhileOpening?.Invoke();
        MqttFault fault = OpenFaults.Count > 0 ? OpenFaults.Dequeue() : OpenFault;
        IsOpen = fault == MqttFault.None;
        if (IsOpen)
        {
            rules.Opened();
            Broker.Server = server;
            Broker.OnOpen();
        }

        return fault;
    }

    public MqttFault Connect(
        string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        rules.Connecting();
        MqttFault fault = SendFault();
        if (fault == MqttFault.None)
        {
            Broker.OnConnect(clientId, user, password, willTopic, will[..willCount], keepAliveS);
        }

        return fault;
    }

    public MqttFault Subscribe(int packetId, string[] filters)
    {
        MqttFault fault = Sending("SUBSCRIBE");
        if (fault == MqttFault.None)
        {
            Broker.OnSubscribe(packetId, filters);
        }

        return fault;
    }

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        MqttFault fault = Sending("PUBLISH");
        fault = fault == MqttFault.None ? PublishFault : fault;
        if (fault == MqttFault.None)
        {
            Broker.OnPublish(topic, payload, offset, count, qos, packetId);
        }

        return fault;
    }

    public MqttFault PubAck(int packetId)
    {
        MqttFault fault = Sending("PUBACK");
        if (fault == MqttFault.None)
        {
            Broker.OnPubAck(packetId);
        }

        return fault;
    }

    public MqttFault Ping()
    {
        rules.Pinging();
        MqttFault fault = SendFault();
        if (fault == MqttFault.None)
        {
            Broker.OnPing();
        }

        return fault;
    }

    public MqttFault Disconnect()
    {
        MqttFault fault = Sending("DISCONNECT");
        if (fault == MqttFault.None)
        {
            Broker.OnDisconnect();
        }

        return fault;
    }

    public MqttFault TryReceive(MqttInbound packet)
    {
        rules.Receiving();
        packet.Kind = MqttKind.Nothing;
        if (!arriving.TryDequeue(out SimInbound next))
        {
            return MqttFault.None;
        }

        if (next.Kind == MqttKind.PingResp)
        {
            rules.Ponged();
        }

        packet.Kind = next.Kind;
        packet.Code = next.Code;
        packet.Codes = next.Codes;
        packet.PacketId = next.PacketId;
        packet.Qos = next.Qos;
        packet.Retain = next.Retain;
        packet.Topic = next.Topic;
        packet.Payload = next.Payload;
        packet.PayloadOffset = 0;
        packet.PayloadCount = next.Payload is null || next.Kind == MqttKind.OverlongBegins ? next.Length : next.Payload.Length;
        return next.Fault;
    }

    public void Close()
    {
        if (IsOpen)
        {
            Closes++;
            Broker.OnClose();
        }

        IsOpen = false;
        rules.Closed();
        arriving.Clear();
    }

    /// <summary>A packet arrives; on a closed wire it is lost.</summary>
    public void Arrive(SimInbound packet)
    {
        if (IsOpen)
        {
            arriving.Enqueue(packet);
        }
    }

    /// <summary>A packet without a topic arrives.</summary>
    public void Arrive(MqttKind kind, int packetId = 0, int code = 0) =>
        Arrive(new SimInbound { Kind = kind, PacketId = packetId, Code = code, Codes = Broker.CodesOwed });

    /// <summary>A PUBLISH arrives, whatever the node subscribed to.</summary>
    public void ArriveMessage(string topic, byte[]? payload = null, int qos = 0, int packetId = 0, bool retain = false) =>
        Arrive(new SimInbound
        {
            Kind = MqttKind.Publish, Topic = topic, Payload = payload ?? [1, 2, 3], Qos = qos, PacketId = packetId, Retain = retain,
        });

    /// <summary>A longer PUBLISH goes by unread: its remaining length, in bytes.</summary>
    public int InboundMax { get; set; } = int.MaxValue;

    /// <summary>A PUBLISH as a wire hands it out: whole, or, if it is too long, its beginning, some of it, its end.</summary>
    public void ArrivePublish(SimInbound publish)
    {
        byte[] topic = System.Text.Encoding.UTF8.GetBytes(publish.Topic);
        byte[] id = publish.Qos == 0 ? [] : [(byte)(publish.PacketId >> 8), (byte)publish.PacketId];
        byte[] body = [(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, .. id, .. publish.Payload];
        if (body.Length <= InboundMax)
        {
            Arrive(publish);
            return;
        }

        byte[] beginning = body[..Math.Min(OverlongPublish.BeginningBytes, body.Length)];
        Arrive(publish with { Kind = MqttKind.OverlongBegins, Topic = null!, Payload = beginning, Code = beginning.Length, Length = body.Length });
        ArriveSkipping();
        ArriveOverlong(body.Length, publish.Qos, publish.PacketId, publish.Retain);
    }

    /// <summary>A PUBLISH that was too long went by.</summary>
    public void ArriveOverlong(int count, int qos = 0, int packetId = 0, bool retain = false) =>
        Arrive(new SimInbound { Kind = MqttKind.Overlong, Qos = qos, PacketId = packetId, Length = count, Retain = retain });

    /// <summary>Some of a PUBLISH that is too long went by.</summary>
    public void ArriveSkipping() => Arrive(new SimInbound { Kind = MqttKind.Skipping });

    /// <summary>The connection fails when all that arrived before is taken.</summary>
    public void Fail(MqttFault fault) => Arrive(new SimInbound { Fault = fault });

    private MqttFault Sending(string what)
    {
        rules.Sending(what);
        return SendFault();
    }

    private MqttFault SendFault()
    {
        MqttFault fault = NextSendFault;
        NextSendFault = MqttFault.None;
        return fault;
    }
}
