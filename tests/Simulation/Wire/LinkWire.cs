using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>The node's wire in a simulation: connections through <see cref="Weather"/> to brokers that outlive them. Open blocks the loop, as on the device.</summary>
internal sealed class LinkWire : IMqttWire, IWireReady
{
    private const int SendBufferBytes = 5760;  // lwIP: TCP_SND_BUF of the stock firmware
    private const long SendTimeoutMs = 5_000;
    private const long WatchdogMs = 200_000;   // outside of the chip: docs/device.md, "Standing still, and the watchdog"

    private readonly World world;
    private readonly IReadOnlyList<Broker> brokers;
    private readonly LinkWatch watch;
    private readonly WalkWatch walk;
    private readonly Action powerGoes;
    private readonly WireRules rules = new();
    private Connection? connection;
    private int connections;
    private bool isLeaving;

    /// <summary>A wire to brokers.</summary>
    /// <param name="powerGoes">Ends the run of the node as a power cut does: the watchdog barks.</param>
    public LinkWire(World world, IReadOnlyList<Broker> brokers, LinkWatch watch, WalkWatch walk, Action powerGoes)
    {
        this.world = world;
        this.brokers = brokers;
        this.watch = watch;
        this.walk = walk;
        this.powerGoes = powerGoes;
    }

    /// <inheritdoc />
    public bool IsReady => world.Clock.NowUs >= NoAddressUntilUs;

    /// <inheritdoc />
    public string LastFaultText => "";

    /// <summary>Until then the interface has no address, in virtual µs.</summary>
    public long NoAddressUntilUs { get; set; }

    /// <summary>The connection that the node has, or null.</summary>
    public Connection? Current => connection;

    /// <summary>Called before each packet is sent: the supply may go there.</summary>
    public Action? Sending { get; set; }

    /// <summary>Called where a send stops the loop for want of room: in the midst of a step time passes, and brokers read.</summary>
    public Action? Blocks { get; set; }

    /// <summary>Called when the node takes a message: topic and payload.</summary>
    public Action<string, byte[]>? Handed { get; set; }

    /// <inheritdoc />
    public MqttFault Open(int server, string host, int port)
    {
        Close();
        Broker broker = brokers[server];
        watch.OnOpen(server);
        walk.OnOpen(server);
        long startUs = world.Clock.NowUs;
        MqttFault fault = Attempt(broker);
        long tookMs = (world.Clock.NowUs - startUs) / 1000;
        world.Tally.BlindMs += tookMs;
        watch.OnOpened(fault, tookMs);
        world.Trail.Note("open", (int)fault, broker.Name);
        if (fault == MqttFault.None)
        {
            connection = broker.Accept(++connections);
            rules.Opened();
        }

        return fault;
    }

    /// <inheritdoc />
    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        rules.Connecting();
        byte[] payload = will[..willCount];
        watch.OnConnect(payload);
        return Send(new Frame(FrameKind.Connect, world.Clock.NowUs) { ClientId = clientId, Topic = willTopic, Payload = payload, KeepAliveS = keepAliveS });
    }

    /// <inheritdoc />
    public MqttFault Subscribe(int packetId, string[] filters)
    {
        rules.Sending("SUBSCRIBE");
        return Send(new Frame(FrameKind.Subscribe, world.Clock.NowUs) { PacketId = packetId, Filters = filters });
    }

    /// <inheritdoc />
    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        rules.Sending("PUBLISH");
        byte[] bytes = payload.AsSpan(offset, count).ToArray();
        walk.OnPublish(topic);
        return Send(new Frame(FrameKind.Publish, world.Clock.NowUs) { Topic = topic, Payload = bytes, Qos = qos, PacketId = packetId });
    }

    /// <inheritdoc />
    public MqttFault PubAck(int packetId)
    {
        rules.Sending("PUBACK");
        return Send(new Frame(FrameKind.PubAck, world.Clock.NowUs) { PacketId = packetId });
    }

    /// <inheritdoc />
    public MqttFault Ping()
    {
        rules.Pinging();
        return Send(new Frame(FrameKind.Ping, world.Clock.NowUs));
    }

    /// <inheritdoc />
    public MqttFault Disconnect()
    {
        rules.Sending("DISCONNECT");
        isLeaving = true;
        return Send(new Frame(FrameKind.Disconnect, world.Clock.NowUs));
    }

    /// <inheritdoc />
    public MqttFault TryReceive(MqttInbound packet)
    {
        rules.Receiving();
        packet.Kind = MqttKind.Nothing;
        if (!connection!.TryTake(out SimInbound next))
        {
            watch.OnSilence();
            walk.Look();
            return MqttFault.None;
        }

        watch.OnHeard();
        walk.OnTaken(next);
        if (next.Kind == MqttKind.PingResp)
        {
            rules.Ponged();
            connection.OnAnswerTaken();
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
        packet.PayloadCount = next.Payload is null ? 0 : next.Payload.Length;
        if (next is { Kind: MqttKind.Publish, Payload: not null })
        {
            Handed?.Invoke(next.Topic, next.Payload);
        }

        return next.Fault;
    }

    /// <inheritdoc />
    public void Close()
    {
        if (connection is not null)
        {
            connection.CloseByNode();
            connection = null;
            watch.OnEnd(isLeaving);
            walk.OnEnd(isLeaving);
        }

        isLeaving = false;
        rules.Closed();
    }

    /// <summary>The supply goes: nobody is told.</summary>
    public void Die()
    {
        connection?.NodeDies();
        connection = null;
        rules.Closed();
    }

    private MqttFault Send(Frame frame)
    {
        Sending?.Invoke();
        if (connection!.Unacknowledged + frame.Bytes > SendBufferBytes && frame.Bytes < SendBufferBytes)
        {
            Blocks?.Invoke();
            long untilUs = world.Clock.NowUs + SendTimeoutMs * 1000;
            while (connection.Unacknowledged + frame.Bytes > SendBufferBytes)
            {
                if (world.Clock.NowUs >= untilUs)
                {
                    return MqttFault.SendTimeout;
                }

                world.Clock.Advance(50_000);
            }
        }

        connection.Send(frame);
        return MqttFault.None;
    }

    // Name look-up, connect, handshake: each takes its time, and all of it freezes the loop.
    private MqttFault Attempt(Broker broker)
    {
        SimClock clock = world.Clock;
        Weather weather = broker.Weather;
        if (clock.NowUs < weather.OpenFaultUntilUs)
        {
            clock.Advance(weather.OpenTakesMs * 1000);
            return weather.OpenFault;
        }

        clock.Advance(20_000 + 2 * weather.LatencyUs);
        if (clock.NowUs < weather.UpDarkUntilUs || clock.NowUs < weather.DownDarkUntilUs)
        {
            clock.Advance(47_000_000); // five SYN of lwIP
            return MqttFault.ConnectTimeout;
        }

        if (!broker.IsUp)
        {
            return MqttFault.ConnectionRefused;
        }

        if (clock.NowUs < weather.HandshakeHangsUntilUs)
        {
            clock.Advance(WatchdogMs * 1000);
            powerGoes();
        }

        clock.Advance(1_500_000);
        return broker.IsUp ? MqttFault.None : MqttFault.TlsFailed;
    }
}
