using System.Text.Json;
using FieldNode.Host;

namespace FieldNode.Conformance;

/// <summary>
/// A node with a primary host: births only while it is online, and the way to the next server when it goes (Sparkplug 3.0.0, 5.4, 5.5
/// and 5.9). Graded only where the options name a primary host.
/// </summary>
internal sealed class StateRules(GradeBook book, CheckerOptions options)
{
    private const string Wait = "message-flow-edge-node-birth-publish-phid-wait";
    private const string Offline = "message-flow-edge-node-birth-publish-phid-offline";
    private const string Ends = "operational-behavior-edge-node-termination-host-offline";
    private const string Several = "operational-behavior-primary-application-state-with-multiple-servers";

    private readonly Dictionary<string, HostState> hosts = new(StringComparer.Ordinal);
    private long offlineMs = -1;     // a valid offline came while the node was born
    private string offlineServer = "";
    private long staleMs = -1;       // an offline came that does not count
    private string? leftServer;      // the session ended for an offline, the next CONNECT is due
    private long leftMs;

    internal void Take(DeliverEvent delivery, SessionState? session)
    {
        SparkplugTopic? topic = SparkplugTopic.Parse(delivery.Topic, out _);
        if (options.PrimaryHost is null || topic is not { Type: MessageType.State } || Parse(delivery) is not (bool online, ulong at))
        {
            return;
        }
        HostState host = HostOf(delivery.Server);
        if (topic.Node != options.PrimaryHost)
        {
            host.SawOtherHost |= online;
            return;
        }
        bool counts = host.Take(online, at, delivery.UtcMs);
        if (session is not { NodeBorn: true } || online)
        {
            return;
        }
        if (counts)
        {
            offlineMs = offlineMs < 0 ? delivery.UtcMs : offlineMs;
            offlineServer = delivery.Server;
            staleMs = -1;
        }
        else
        {
            staleMs = delivery.UtcMs;
        }
    }

    internal void TakeConnect(ConnectEvent connect)
    {
        HostOf(connect.Server).NewSession();
        if (leftServer is null)
        {
            return;
        }
        string due = Next(leftServer);
        bool right = options.Servers.Count < 2 || connect.Server == due;
        book.Check($"{Ends}-reconnect", right, $"after an offline STATE the node went to {connect.Server}; {due} is next in its list");
        if (options.Servers.Count > 1)
        {
            book.Check($"{Several}-walk", right, $"the node went from {leftServer} to {connect.Server}; {due} is next in its list");
        }
        leftServer = null;
    }

    /// <summary>An NBIRTH; what the broker says meanwhile of the host crosses it on the way.</summary>
    internal void TakeNodeBirth(SessionState session, long utcMs)
    {
        if (options.PrimaryHost is null)
        {
            return;
        }
        HostState host = HostOf(session.Server);
        bool isOnline = host.Online || utcMs < host.OfflineSinceMs + options.CrossingMs;
        book.Check(Wait, isOnline, "NBIRTH without a STATE that says the primary host is online");
        book.Check($"{Wait}-id", isOnline || !host.SawOtherHost, "NBIRTH after the STATE of another host");
        book.Check($"{Wait}-online", isOnline || !host.SaidOffline, "NBIRTH after a STATE with online=false");
        book.Check($"{Wait}-timestamp", isOnline || !host.SawStaleOnline, "NBIRTH after a STATE older than the one before it");
        if (options.Servers.Count > 1)
        {
            book.Check("operational-behavior-edge-node-birth-sequence-wait", isOnline,
                $"NBIRTH on {session.Server} without an online STATE there");
        }
    }

    /// <summary>Births and data that come well after an offline STATE.</summary>
    internal void TakePublish(NodeMessage message)
    {
        long utcMs = message.Sender.UtcMs;
        if (offlineMs >= 0 && utcMs > offlineMs + options.CrossingMs && message.Kind is MessageType.NData or MessageType.DData)
        {
            book.Check(Offline, offlineMs < 0 || utcMs <= offlineMs + options.CrossingMs, "data after the primary host went offline");
        }
        if (staleMs >= 0 && utcMs > staleMs + options.CrossingMs && (message.IsData || message.IsBirth))
        {
            book.Check($"{Ends}-timestamp", true, "");
            staleMs = -1;
        }
    }

    internal void TakeEnd(SessionState session, long utcMs)
    {
        if (offlineMs >= 0 && session.Server == offlineServer)
        {
            if (session.Leaving || !options.LinksBreak || utcMs > offlineMs + options.CrossingMs)
            {
                book.Check(Offline, session.Leaving, "the session ended after an offline STATE without an NDEATH before");
                book.Check(Ends, true, "");
            }
            offlineMs = -1;
            leftServer = session.Server;
            leftMs = utcMs;
        }
        else if (staleMs >= 0 && session.Leaving)
        {
            book.Check($"{Ends}-timestamp", false, "the node left for an offline STATE that is older than the last online one");
            staleMs = -1;
        }
    }

    internal void Passed(long utcMs)
    {
        if (offlineMs >= 0 && utcMs - offlineMs > options.AnswerMsMax)
        {
            book.Check([Ends, Offline], false, $"still connected {options.AnswerMsMax} ms after an offline STATE");
            offlineMs = -1;
        }
        if (leftServer is not null && !options.LinksBreak && utcMs - leftMs > options.AnswerMsMax)
        {
            book.Check($"{Ends}-reconnect", false, $"no CONNECT within {options.AnswerMsMax} ms after the session ended");
            leftServer = null;
        }
    }

    private string Next(string server)
    {
        int at = options.Servers.ToList().IndexOf(server);
        return options.Servers.Count == 0 ? server : options.Servers[(at + 1) % options.Servers.Count];
    }

    private HostState HostOf(string server)
    {
        if (!hosts.TryGetValue(server, out HostState? host))
        {
            hosts.Add(server, host = new HostState());
        }
        return host;
    }

    private (bool Online, ulong TimestampMs)? Parse(DeliverEvent delivery)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(delivery.Payload);
            bool online = json.RootElement.GetProperty("online").GetBoolean();
            ulong at = json.RootElement.GetProperty("timestamp").GetUInt64();
            // No statement says so, but a node must refuse it, or one such message silences it for good.
            return at <= (ulong)(delivery.UtcMs + FutureMsMax) ? (online, at) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null; // nothing that a node could obey
        }
    }

    private const long FutureMsMax = 300_000;
}
