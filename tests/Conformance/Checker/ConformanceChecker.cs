using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>
/// A passive judge of one edge node. Feed it with all that the broker sees of the node, in the broker's order; it grades each normative
/// statement of Sparkplug 3.0.0 that can be seen on the wire.
/// <para>Where the text contradicts itself it reads: NBIRTH has seq 0 (chapter 4, not 5's 0 to 255); bdSeq is Int64 (the prose, not
/// the JSON example); Quality has type 3 (the text, not the official kit's 4).</para>
/// </summary>
public sealed class ConformanceChecker
{
    private readonly CheckerOptions options;
    private readonly GradeBook book = new();
    private readonly Dictionary<string, SessionState> sessions = new(StringComparer.Ordinal);
    private readonly TopicRules topics;
    private readonly EnvelopeRules envelope;
    private readonly SequenceRules sequence;
    private readonly ConnectRules connects;
    private readonly SubscribeRules subscribes;
    private readonly BirthRules births;
    private readonly MetricRules metrics;
    private readonly DataRules data;
    private readonly OrderRules order;
    private readonly DeathRules deaths;
    private readonly CommandRules commands;
    private readonly StateRules states;

    public ConformanceChecker(CheckerOptions options)
    {
        this.options = options;
        topics = new TopicRules(book, options);
        envelope = new EnvelopeRules(book, options);
        sequence = new SequenceRules(book);
        connects = new ConnectRules(book, options);
        subscribes = new SubscribeRules(book, options);
        births = new BirthRules(book, options);
        metrics = new MetricRules(book, options);
        data = new DataRules(book, options);
        order = new OrderRules(book, options);
        deaths = new DeathRules(book);
        commands = new CommandRules(book, options);
        states = new StateRules(book, options);
    }

    public GradeBook Book => book;

    /// <summary>Takes the next thing that the broker saw.</summary>
    public void Feed(WireEvent seen)
    {
        book.At(seen.UtcMs, seen.GetType().Name.Replace("Event", "", StringComparison.Ordinal));
        Judge(seen.UtcMs);
        sessions.TryGetValue(seen.Server, out SessionState? session);
        switch (seen)
        {
            case ConnectEvent or DisconnectEvent when options.PublishesOnly:
                break; // a mistake of the feeder: who sees publishes only has none
            case ConnectEvent connect:
                Connect(connect);
                break;
            case SubscribeEvent subscribe:
                session?.Subscriptions.Add(subscribe);
                break;
            case DeliverEvent delivery when session is not null || !options.PublishesOnly: // who only listens sees commands to dead nodes, too
                book.At(seen.UtcMs, delivery.Topic);
                commands.Take(delivery);
                states.Take(delivery, session);
                break;
            case PublishEvent publish:
                book.At(seen.UtcMs, publish.Topic);
                Publish(publish, session);
                break;
            case DisconnectEvent when session is not null:
                deaths.TakeDisconnect(session);
                End(session, seen.UtcMs);
                break;
            case LossEvent when session is not null:
                End(session, seen.UtcMs);
                break;
        }
    }

    /// <summary>Time passes and nothing comes: judges what should have come by now.</summary>
    public void Passed(long utcMs)
    {
        book.At(utcMs, "until now");
        Judge(utcMs);
    }

    /// <summary>Judges what should have come by now: at the end of a recording.</summary>
    public void Finish(long utcMs)
    {
        book.At(utcMs, "end");
        Judge(utcMs);
        commands.Finish(sessions.Values.FirstOrDefault());
    }

    private void Judge(long utcMs)
    {
        commands.Passed(utcMs);
        states.Passed(utcMs);
    }

    private void Connect(ConnectEvent connect)
    {
        if (options.Servers.Count > 1)
        {
            book.Check("operational-behavior-primary-application-state-with-multiple-servers-single-server",
                sessions.Keys.All(server => server == connect.Server),
                $"CONNECT to {connect.Server} while connected to {sessions.Keys.FirstOrDefault()}");
        }
        var session = new SessionState(connect.Server);
        sessions[connect.Server] = session;
        commands.End();
        states.TakeConnect(connect);
        connects.Take(connect, session);
    }

    private void End(SessionState session, long utcMs)
    {
        states.TakeEnd(session, utcMs);
        commands.End();
        sessions.Remove(session.Server);
    }

    private void Publish(PublishEvent publish, SessionState? session)
    {
        var message = new NodeMessage(publish);
        if (options.PublishesOnly)
        {
            session = Observed(message, session);
            if (session is null)
            {
                return;
            }
        }
        topics.Take(message);
        if (message.Kind is not MessageType kind)
        {
            return;
        }
        if (session is not null && message.IsBirth && !options.PublishesOnly && !options.FlagsUnseen)
        {
            subscribes.BeforeBirth(session, kind, message.Device);
        }
        states.TakePublish(message);
        order.Take(session, message, kind);
        envelope.Take(message, kind);
        if (message.Payload is not Payload payload)
        {
            Undecodable(message, kind);
            return;
        }
        if (session is null)
        {
            return;
        }
        sequence.Take(session, payload, kind);
        TakePayload(session, message, payload, kind);
        if (kind == MessageType.NDeath && options.PublishesOnly)
        {
            End(session, publish.UtcMs);
        }
    }

    private void TakePayload(SessionState session, NodeMessage message, Payload payload, MessageType kind)
    {
        if (kind == MessageType.NDeath)
        {
            deaths.TakeDeath(session, payload);
            return;
        }
        metrics.Take(session, message);
        switch (kind)
        {
            case MessageType.NBirth:
                states.TakeNodeBirth(session, message.Sender.UtcMs);
                births.TakeNode(session, payload);
                births.Declare(session, message, kind);
                commands.TakeNodeBirth(message.Sender.UtcMs);
                break;
            case MessageType.DBirth:
                births.TakeDevice(session, message.Device);
                births.Declare(session, message, kind);
                break;
            case MessageType.NData or MessageType.DData:
                commands.TakeData(session, message);
                data.Take(session, message, kind, commands);
                break;
        }
    }

    // Births have statements of their own for this; the others are broken in what they are there for.
    private void Undecodable(NodeMessage message, MessageType kind)
    {
        string id = kind == MessageType.DDeath ? "payloads-ddeath-timestamp"
            : $"topics-{SparkplugTopic.TextOf(kind).ToLowerInvariant()}-payload";
        if (!message.IsBirth)
        {
            book.Check(id, false, $"no Sparkplug payload: {message.DecodeError}");
        }
    }

    // An observer may come late: what it sees before the first NBIRTH says nothing. An NBIRTH with another bdSeq starts what it takes for a
    // session; an NDEATH with another one is the late will of an earlier session (MQTT orders the messages of one topic only).
    private SessionState? Observed(NodeMessage message, SessionState? session)
    {
        ulong? bdSeq = NodeMessage.BdSeqOf(message.Payload);
        if (message.Kind == MessageType.NBirth && (session is null || (bdSeq is not null && bdSeq != session.BirthBdSeq)))
        {
            commands.End();
            session = new SessionState(message.Sender.Server) { BirthBdSeq = bdSeq };
            sessions[message.Sender.Server] = session;
        }
        bool isOld = message.Kind == MessageType.NDeath && bdSeq is not null && session?.BirthBdSeq is not null && bdSeq != session.BirthBdSeq;
        return isOld ? null : session;
    }
}
