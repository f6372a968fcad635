using FieldNode.Conformance;
using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using Google.Protobuf;

namespace FieldNode.Simulation;

/// <summary>
/// A broker of the node's list. What it reads of the node goes to the judge and into the book of samples; what it hands on, by its kind, to the host.
/// <para>This file: packets. Broker.Ends.cs: how sessions end.</para>
/// </summary>
internal sealed partial class Broker
{
    private const double DropShare = 0.01;

    private readonly World world;
    private readonly Judge judge;
    private readonly SampleBook book;
    private readonly OrderWatch order;
    private readonly ScadaHost host;
    private readonly BrokerKind kind;
    private readonly long lagUs;
    private readonly Dictionary<string, byte[]> retained = [];
    private readonly List<Connection> connections = [];
    private int generation; // of its process: what an earlier one had in its queue is gone
    private Connection? session; // the one that is connected with the node's client id

    public Broker(World world, int index, BrokerKind kind, Judge judge, SampleBook book, OrderWatch order, ScadaHost host)
    {
        this.world = world;
        this.judge = judge;
        this.book = book;
        this.order = order;
        this.host = host;
        this.kind = kind;
        Index = index;
        Name = Site.BrokerName(index);
        lagUs = kind switch
        {
            BrokerKind.AnswersEarly => world.Chance.Between(200, 3000) * 1000,
            BrokerKind.DiesAfterAnswer => world.Chance.Between(50, 500) * 1000,
            _ => 0,
        };
    }

    /// <summary>Its place in the node's list.</summary>
    public int Index { get; }

    public string Name { get; }

    /// <summary>Of the way to it.</summary>
    public Weather Weather { get; } = new();

    /// <summary>Its process runs.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>CONNACK with this code while it is not 0.</summary>
    public int ConnAckCode { get; set; }

    /// <summary>Topic of the messages that it drops, for <see cref="BrokerKind.Forbids"/>.</summary>
    public string Forbidden { get; init; } = "";

    /// <summary>The connection whose session lives, or null.</summary>
    public Connection? Current => session;

    /// <summary>A TCP connection came about.</summary>
    /// <param name="number">Its number among the run's connections.</param>
    public Connection Accept(int number)
    {
        var connection = new Connection(world, this) { Number = number };
        connection.Session.HeardUs = world.Clock.NowUs;
        connection.Session.KeepAliveUs = 30_000_000; // for CONNECT
        connections.Add(connection);
        world.After(KeepAliveLookUs, () => LookAtKeepAlive(connection));
        return connection;
    }

    /// <summary>A packet of the node.</summary>
    public void Take(Connection from, Frame frame)
    {
        Session of = from.Session;
        of.HeardUs = world.Clock.NowUs;
        if (!of.IsConnected && frame.Kind is not (FrameKind.Connect or FrameKind.Close))
        {
            world.Break($"{frame.Kind} before CONNECT was accepted");
            return;
        }

        switch (frame.Kind)
        {
            case FrameKind.Connect:
                TakeConnect(from, frame);
                break;
            case FrameKind.Subscribe:
                TakeSubscribe(from, frame);
                break;
            case FrameKind.Publish:
                TakePublish(from, frame);
                break;
            case FrameKind.Ping:
                from.Answer();
                DieMaybe();
                break;
            case FrameKind.Disconnect:
                of.IsConnected = false;
                judge.Feed(new DisconnectEvent(judge.Utc, Name));
                End(from);
                from.CloseByBroker(isTold: true);
                break;
            case FrameKind.Close:
                OnLost(from);
                from.CloseByBroker(isTold: false);
                break;
        }
    }

    /// <summary>A host publishes.</summary>
    /// <returns>False: the broker is down.</returns>
    public bool Publish(string topic, byte[] payload, bool retain)
    {
        if (!IsUp)
        {
            return false;
        }

        if (retain)
        {
            retained[topic] = payload;
        }

        if (session is { Session.IsConnected: true } to && IsHeard(to, topic))
        {
            Deliver(to, topic, payload, isRetained: false);
        }

        return true;
    }

    private void TakeConnect(Connection from, Frame frame)
    {
        world.Trail.Mix(frame.Payload);
        if (session is { } old && old != from && ConnAckCode == 0)
        {
            OnLost(old); // 3.1.4: it is taken over
            old.CloseByBroker(isTold: true);
        }

        judge.Feed(new ConnectEvent(judge.Utc, Name, true, frame.Topic, 1, false, frame.Payload));
        if (ConnAckCode != 0)
        {
            judge.Feed(new LossEvent(judge.Utc, Name));
            from.Reply(new SimInbound { Kind = MqttKind.ConnAck, Code = ConnAckCode });
            End(from);
            from.CloseByBroker(isTold: true);
            return;
        }

        session = from;
        from.Session.IsConnected = true;
        (from.Session.WillTopic, from.Session.Will) = (frame.Topic, frame.Payload);
        from.Session.KeepAliveUs = frame.KeepAliveS * 1_500_000L;
        from.Reply(new SimInbound { Kind = MqttKind.ConnAck });
    }

    private void TakeSubscribe(Connection from, Frame frame)
    {
        foreach (string filter in frame.Filters)
        {
            from.Session.Filters.Add(filter);
            judge.Feed(new SubscribeEvent(judge.Utc, Name, filter, 1));
        }

        from.Reply(new SimInbound { Kind = MqttKind.SubAck, PacketId = frame.PacketId, Code = 1, Codes = frame.Filters.Length });
        foreach ((string topic, byte[] payload) in retained)
        {
            if (IsHeard(from, topic))
            {
                Deliver(from, topic, payload, isRetained: true);
            }
        }
    }

    private void TakePublish(Connection from, Frame frame)
    {
        world.Trail.Note("publish", frame.Payload.Length, frame.Topic);
        world.Trail.Mix(frame.Payload);
        Payload? payload = Parse(frame.Payload);
        judge.Feed(new PublishEvent(judge.Utc, Name, frame.Topic, frame.Qos, false, frame.Payload) { Decoded = payload });
        book.AtBroker(frame.Topic, payload, from.Session.Unanswered);
        order.AtBroker(from.Number, frame.Topic, payload);
        if (frame.Qos == 1)
        {
            from.Reply(new SimInbound { Kind = MqttKind.PubAck, PacketId = frame.PacketId });
        }

        bool isDropped = kind switch
        {
            BrokerKind.Forbids => frame.Topic == Forbidden,
            BrokerKind.DropsQos0 => frame.Qos == 0 && world.Chance.Is(DropShare),
            _ => false,
        };
        if (isDropped)
        {
            return;
        }

        if (lagUs == 0)
        {
            HandOn(from, frame.Topic, payload);
            return;
        }

        int of = generation;
        world.After(lagUs, () =>
        {
            if (of == generation)
            {
                HandOn(from, frame.Topic, payload);
            }
        });
    }

    private void HandOn(Connection from, string topic, Payload? payload)
    {
        host.Take(this, topic, payload);
        if (from.Session.IsConnected && topic.Contains("BIRTH/", StringComparison.Ordinal) && IsHeard(from, topic) && payload is not null)
        {
            Deliver(from, topic, payload.ToByteArray(), isRetained: false); // an echo
        }
    }

    private void Deliver(Connection to, string topic, byte[] payload, bool isRetained)
    {
        judge.Feed(new DeliverEvent(judge.Utc, Name, topic, payload));
        to.Reply(new SimInbound { Kind = MqttKind.Publish, Topic = topic, Payload = payload, Retain = isRetained });
    }

    private static bool IsHeard(Connection by, string topic)
    {
        foreach (string filter in by.Session.Filters)
        {
            if (SimBroker.IsMatch(filter, topic))
            {
                return true;
            }
        }

        return false;
    }

    private static Payload? Parse(byte[] bytes)
    {
        try
        {
            return Payload.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
