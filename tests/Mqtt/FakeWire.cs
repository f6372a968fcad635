namespace FieldNode.Mqtt.Tests;

/// <summary>
/// A wire under a script. By itself it is a good broker that answers everything at once; a test switches answers off,
/// or queues packets and faults. It asserts what a session owes a broker: nothing is sent on a closed wire, CONNECT
/// comes first, and only one PINGREQ waits for its answer.
/// </summary>
public sealed class FakeWire : IMqttWire, IWireReady
{
    private readonly Queue<(MqttFault Fault, MqttInbound Packet)> arriving = new();
    private bool connected;
    private int pingsOpen;
    private int codes;

    /// <summary>Packets sent, in words; CONNECT with its will in hex.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Answers that the broker does not give.</summary>
    public HashSet<MqttKind> Mute { get; } = [];

    /// <summary>What the next Opens return, in order; then None.</summary>
    public Queue<MqttFault> OpenFaults { get; } = new();

    /// <summary>Called at the start of Open.</summary>
    public Action? Opening { get; set; }

    /// <summary>Called within Open: the clock may jump there.</summary>
    public Action? DuringOpen { get; set; }

    /// <summary>If not None, the next send fails with it.</summary>
    public MqttFault NextSendFault { get; set; }

    public int ConnAckCode { get; set; }

    public int SubAckCode { get; set; } = 1;

    /// <summary>Codes in the SUBACK; null: one for each filter.</summary>
    public int? SubAckCodes { get; set; }

    /// <summary>False: no attempt makes sense now.</summary>
    public bool IsReady { get; set; } = true;

    public bool IsOpen { get; private set; }

    public int Opens { get; private set; }

    public int Closes { get; private set; }

    public int LastPacketId { get; private set; }

    public string LastFaultText => "";

    public MqttFault Open(string host, int port)
    {
        Opens++;
        Opening?.Invoke();
        Close();
        DuringOpen?.Invoke();
        MqttFault fault = OpenFaults.Count > 0 ? OpenFaults.Dequeue() : MqttFault.None;
        IsOpen = fault == MqttFault.None;
        return fault;
    }

    public MqttFault Connect(
        string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        Assert.False(connected, "CONNECT twice on one connection");
        connected = true;
        return Send($"CONNECT {Convert.ToHexString(will, 0, willCount)}", MqttKind.ConnAck, 0, ConnAckCode);
    }

    public MqttFault Subscribe(int packetId, string[] filters)
    {
        codes = SubAckCodes ?? filters.Length;
        return Send($"SUBSCRIBE {string.Join(' ', filters)}", MqttKind.SubAck, packetId, SubAckCode);
    }

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId) =>
        Send($"PUBLISH{qos} {topic}", qos == 1 ? MqttKind.PubAck : MqttKind.Nothing, packetId, 0);

    public MqttFault PubAck(int packetId) => Send($"PUBACK {packetId}", MqttKind.Nothing, 0, 0);

    public MqttFault Ping()
    {
        Assert.Equal(0, pingsOpen);
        pingsOpen++;
        return Send("PINGREQ", MqttKind.PingResp, 0, 0);
    }

    public MqttFault Disconnect() => Send("DISCONNECT", MqttKind.Nothing, 0, 0);

    public MqttFault TryReceive(MqttInbound packet)
    {
        Assert.True(IsOpen, "receive on a closed wire");
        if (arriving.Count == 0)
        {
            packet.Kind = MqttKind.Nothing;
            return MqttFault.None;
        }

        (MqttFault fault, MqttInbound next) = arriving.Dequeue();
        pingsOpen -= next.Kind == MqttKind.PingResp && pingsOpen > 0 ? 1 : 0;
        packet.Kind = next.Kind;
        packet.Code = next.Code;
        packet.Codes = codes;
        packet.PacketId = next.PacketId;
        packet.Qos = next.Qos;
        packet.Topic = next.Topic;
        packet.Retain = next.Retain;
        packet.Payload = next.Payload;
        packet.PayloadCount = next.PayloadCount;
        return fault;
    }

    public void Close()
    {
        Closes += IsOpen ? 1 : 0;
        IsOpen = false;
        connected = false;
        pingsOpen = 0;
        arriving.Clear();
    }

    /// <summary>The connection fails when all that arrived before is taken.</summary>
    public void Fail(MqttFault fault) => arriving.Enqueue((fault, new MqttInbound()));

    /// <summary>A packet arrives.</summary>
    public void Arrive(MqttKind kind, int packetId = 0, int code = 0) =>
        arriving.Enqueue((MqttFault.None, new MqttInbound { Kind = kind, PacketId = packetId, Code = code }));

    /// <summary>A PUBLISH arrives.</summary>
    public void ArriveMessage(string topic, int qos = 0, int packetId = 0)
    {
        MqttInbound packet = new() { Kind = MqttKind.Publish, Topic = topic, Qos = qos, PacketId = packetId };
        packet.Payload = [1, 2, 3];
        packet.PayloadCount = 3;
        arriving.Enqueue((MqttFault.None, packet));
    }

    /// <summary>A PUBLISH that was too long went by; and that some of one did.</summary>
    public void ArriveOverlong(int count, int qos = 0, int packetId = 0, bool retain = false) => arriving.Enqueue((MqttFault.None,
        new MqttInbound { Kind = MqttKind.Overlong, Qos = qos, PacketId = packetId, PayloadCount = count, Retain = retain }));

    public void ArriveSkipping() => arriving.Enqueue((MqttFault.None, new MqttInbound { Kind = MqttKind.Skipping }));

    private MqttFault Send(string words, MqttKind answer, int packetId, int code)
    {
        Assert.True(IsOpen, $"{words} on a closed wire");
        Assert.True(connected, $"{words} before CONNECT");
        MqttFault fault = NextSendFault;
        NextSendFault = MqttFault.None;
        if (fault != MqttFault.None)
        {
            return fault;
        }

        Sent.Add(words);
        LastPacketId = packetId == 0 ? LastPacketId : packetId;
        if (answer != MqttKind.Nothing && !Mute.Contains(answer))
        {
            Arrive(answer, packetId, code);
        }

        return MqttFault.None;
    }
}
