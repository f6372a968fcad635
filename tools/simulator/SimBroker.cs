using FieldNode.Mqtt;

namespace FieldNode;

/// <summary>
/// The broker behind a <see cref="SimWire"/>. By itself it grants everything at once; a test switches answers off or lets it refuse. It
/// writes down all that it sees of the node, each with its virtual time.
/// </summary>
/// <param name="nowMs">Virtual time for the records.</param>
internal sealed class SimBroker(Func<long>? nowMs = null)
{
    private readonly Dictionary<string, byte[]> retained = [];
    private readonly List<string> filters = [];
    private readonly List<SimInbound> held = [];
    private SimPacket? session; // CONNECT of the session that lives

    /// <summary>All that came, oldest first.</summary>
    public List<SimPacket> Packets { get; } = [];

    /// <summary>What a host that subscribes to all gets to see: the node's messages, and its wills.</summary>
    public List<SimPacket> Messages { get; } = [];

    /// <summary>False: only counts and the last payload are kept, and no memory is taken.</summary>
    public bool IsRecording { get; init; } = true;

    /// <summary>Topics that its access list lets nobody publish to: it drops the message without a word.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>A filter that it refuses in SUBACK, or null.</summary>
    public string? RefusedFilter { get; set; }

    /// <summary>It ends the connection instead, as RabbitMQ 3.10 and aedes do.</summary>
    public bool EndsOnRefusal { get; set; }

    /// <summary>Keeps what the node published and has subscribed to itself, until it is let go.</summary>
    public bool HoldsEchoes { get; set; }

    /// <summary>Answers that it does not give.</summary>
    public HashSet<MqttKind> Mute { get; } = [];

    /// <summary>A longer message ends the connection without a word, as brokers with a limit do it.</summary>
    public int PayloadMax { get; set; } = int.MaxValue;

    public int ConnAckCode { get; set; }
    public int SubAckCode { get; set; } = 1;

    /// <summary>Codes in a SUBACK; null: one for each filter.</summary>
    public int? SubAckCodes { get; set; }

    /// <summary>Codes that it has for the newest SUBSCRIBE.</summary>
    public int CodesOwed { get; private set; }

    /// <summary>Topic and payload of the newest CONNECT's will.</summary>
    public string WillTopic { get; private set; } = "";

    public byte[] Will { get; private set; } = [];

    /// <summary>Packet identifier of the newest packet that had one.</summary>
    public int LastPacketId { get; private set; }

    /// <summary>Messages published by the node.</summary>
    public long MessageCount { get; private set; }

    /// <summary>The buffer of the newest message, which the node may write over.</summary>
    public byte[] LastPayload { get; private set; } = [];

    /// <summary>Its length.</summary>
    public int LastCount { get; private set; }

    /// <summary>Which server of the node's list it plays now, from 0: the one that the node dialled.</summary>
    public int Server { get; set; }

    /// <summary>The wire of the session; set by it.</summary>
    public SimWire Wire { get; set; } = null!;

    /// <summary>Packets in words, without those of the connection itself.</summary>
    public IEnumerable<string> Sent =>
        Packets.Where(p => p.Kind is not (SimPacketKind.Open or SimPacketKind.Close or SimPacketKind.Will)).Select(p => p.ToString());

    /// <summary>How often a kind of packet came.</summary>
    public int Count(SimPacketKind kind) => Packets.Count(p => p.Kind == kind);

    /// <summary>Forgets what it wrote down.</summary>
    public void Clear()
    {
        Packets.Clear();
        Messages.Clear();
    }

    /// <summary>A host publishes: the node gets it if it has subscribed to it, a retained message also when it subscribes.</summary>
    /// <returns>Whether the node got it.</returns>
    public bool Publish(string topic, byte[] payload, int qos = 0, bool retain = false, int packetId = 1)
    {
        if (retain)
        {
            retained[topic] = payload;
        }

        bool heard = filters.Exists(filter => IsMatch(filter, topic));
        if (heard)
        {
            Wire.ArrivePublish(new SimInbound { Kind = MqttKind.Publish, Topic = topic, Payload = payload, Qos = qos, PacketId = qos == 0 ? 0 : packetId });
        }

        return heard;
    }

    /// <summary>Lets go of what it held, oldest first.</summary>
    public void Release()
    {
        HoldsEchoes = false;
        held.ForEach(Wire.ArrivePublish);
        held.Clear();
    }

    /// <summary>MQTT 3.1.1, section 4.7: + is one level, # all that follow.</summary>
    public static bool IsMatch(string filter, string topic)
    {
        string[] wanted = filter.Split('/');
        string[] levels = topic.Split('/');
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
            {
                return true;
            }

            if (i >= levels.Length || (wanted[i] != "+" && wanted[i] != levels[i]))
            {
                return false;
            }
        }

        return wanted.Length == levels.Length;
    }

    public void OnOpen() => Note(SimPacketKind.Open);

    public void OnConnect(string clientId, string user, string password, string willTopic, byte[] will, int keepAliveS)
    {
        filters.Clear();
        (WillTopic, Will) = (willTopic, will);
        session = At(SimPacketKind.Connect) with
        {
            ClientId = clientId, User = user, Password = password, Topic = willTopic, Payload = will, KeepAliveS = keepAliveS,
        };
        Packets.Add(session);
        Answer(MqttKind.ConnAck, 0, ConnAckCode);
    }

    public void OnSubscribe(int packetId, string[] wanted)
    {
        filters.AddRange(wanted);
        Packets.Add(At(SimPacketKind.Subscribe) with { Filters = wanted, PacketId = packetId });
        LastPacketId = packetId;
        if (EndsOnRefusal && wanted.Contains(RefusedFilter))
        {
            Wire.Fail(MqttFault.ClosedByBroker);
            return;
        }

        CodesOwed = SubAckCodes ?? wanted.Length;
        Answer(MqttKind.SubAck, packetId, wanted.Contains(RefusedFilter) ? 0x80 : SubAckCode, CodesOwed);
        foreach ((string topic, byte[] payload) in retained.Where(one => filters.Exists(filter => IsMatch(filter, one.Key))))
        {
            Wire.ArrivePublish(new SimInbound { Kind = MqttKind.Publish, Topic = topic, Payload = payload, Retain = true });
        }
    }

    public void OnPublish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        MessageCount++;
        LastPayload = payload;
        LastCount = count;
        if (IsRecording)
        {
            var message = At(SimPacketKind.Publish) with
            {
                Topic = topic, Payload = payload.AsSpan(offset, count).ToArray(), Qos = qos, PacketId = packetId,
            };
            Packets.Add(message);
            if (!Denied.Contains(topic))
            {
                Messages.Add(message);
                Echo(message);
            }
        }

        if (count > PayloadMax)
        {
            Wire.Fail(MqttFault.ClosedByBroker);
        }
        else if (qos == 1)
        {
            LastPacketId = packetId;
            Answer(MqttKind.PubAck, packetId, 0);
        }
    }

    public void OnPubAck(int packetId)
    {
        LastPacketId = packetId;
        if (IsRecording)
        {
            Packets.Add(At(SimPacketKind.PubAck) with { PacketId = packetId });
        }
    }

    public void OnPing()
    {
        Note(SimPacketKind.PingReq);
        Answer(MqttKind.PingResp, 0, 0);
    }

    public void OnDisconnect()
    {
        Note(SimPacketKind.Disconnect);
        session = null; // the will goes with it
    }

    public void OnClose()
    {
        Note(SimPacketKind.Close);
        filters.Clear();
        held.Clear();
        if (session is not null && ConnAckCode == 0 && !Mute.Contains(MqttKind.ConnAck))
        {
            Packets.Add(session with { AtMs = nowMs?.Invoke() ?? 0, Kind = SimPacketKind.Will, Qos = 1 });
            Messages.Add(Packets[^1]);
        }

        session = null;
    }

    // What the node subscribed to comes back to it as well (MQTT 3.1.1, 3.3.1.3: with retain 0).
    private void Echo(SimPacket message)
    {
        if (!filters.Exists(filter => IsMatch(filter, message.Topic)))
        {
            return;
        }

        var echo = new SimInbound { Kind = MqttKind.Publish, Topic = message.Topic, Payload = message.Payload };
        if (HoldsEchoes)
        {
            held.Add(echo);
        }
        else
        {
            Wire.ArrivePublish(echo);
        }
    }

    private SimPacket At(SimPacketKind kind) => new(nowMs?.Invoke() ?? 0, kind) { Server = Server };

    private void Answer(MqttKind kind, int packetId, int code, int codes = 0)
    {
        if (!Mute.Contains(kind))
        {
            Wire.Arrive(new SimInbound { Kind = kind, PacketId = packetId, Code = code, Codes = codes });
        }
    }

    private void Note(SimPacketKind kind)
    {
        if (IsRecording)
        {
            Packets.Add(At(kind));
        }
    }
}
