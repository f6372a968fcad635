using System.Text.Json;
using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>
/// The node's way from server to server, seen at its own end, where there is one order of all that happens (Sparkplug 3.0.0, 5.4, 5.5 and 5.13): births go out
/// only where this very server said that the primary host is online, and then they do; the node leaves a server where the host is offline, for the
/// next one of its list, and none where it is born without a cause; it stays at none that cannot be had.
/// </summary>
/// <param name="servers">How many servers it has.</param>
/// <param name="hasHost">Births wait for a primary host.</param>
internal sealed class WalkWatch(World world, int servers, bool hasHost)
{
    private const int InARowMax = 12;          // 1 s, doubled as often, is beyond the longest wait for another server (MqttOptions.BackoffMaxMs)
    private const long HostWaitMs = 30_000;    // sparkplug.primaryHost.waitMs
    private const long AnswerMsMax = 20_000;   // the PUBACK of an NDEATH, a send that takes its time, a delay before births
    private const int Nowhere = -1;

    // By server, as STATE has its time there; of this run of the node.
    private readonly long[] lastMs = new long[servers];
    private readonly long[] lastOnlineMs = new long[servers];

    private int server;
    private int due = Nowhere;  // where the next attempt has to go: it left the one before it
    private int inARow;         // attempts at one server that came to nothing
    private bool isOnline;      // subscribed
    private bool isBorn;
    private bool isHostOnline;  // by this connection
    private long saidMs;        // its last STATE that counts came, or SUBACK
    private bool isSentOn;      // a host commanded it to its next server
    private bool leftForNothing;
    private long offlineMs;     // such a one found the node born and said offline; Nowhere: none did

    /// <summary>A new run of the node begins with the first server and remembers nothing.</summary>
    public void OnPowerCut()
    {
        Array.Clear(lastMs);
        Array.Clear(lastOnlineMs);
        (due, inARow, isOnline, leftForNothing) = (Nowhere, 0, false, false);
    }

    /// <summary>An attempt begins.</summary>
    public void OnOpen(int at)
    {
        if (due != Nowhere && at != due)
        {
            world.Break($"the node left a server, went to server {at}, and server {due} is next in its list");
        }

        if (leftForNothing)
        {
            world.Break($"the node left server {server}, where its births were out, and nobody had told it to");
        }

        inARow = at == server ? inARow + 1 : 1;
        if (servers > 1 && inARow > InARowMax)
        {
            world.Break($"the node tried server {at} {inARow} times in a row, and none of the others");
        }

        (server, due, isOnline, isBorn, isHostOnline, isSentOn, offlineMs) = (at, Nowhere, false, false, false, false, Nowhere);
    }

    /// <summary>The node takes a packet.</summary>
    public void OnTaken(SimInbound packet)
    {
        if (packet.Kind == MqttKind.SubAck)
        {
            (isOnline, inARow, saidMs) = (true, 0, world.Clock.NowMs);
        }
        else if (packet is { Kind: MqttKind.Publish, Topic: ScadaHost.StateTopic, Payload: not null })
        {
            TakeState(packet.Payload);
        }
        else if (packet is { Kind: MqttKind.Publish, Payload: not null } && packet.Topic.Contains("/NCMD/", StringComparison.Ordinal))
        {
            isSentOn |= Payload.Parser.ParseFrom(packet.Payload).Metrics.Any(metric => metric.Name == ScadaHost.NextServer);
        }

        Look();
    }

    /// <summary>The node publishes.</summary>
    public void OnPublish(string topic)
    {
        if (!topic.Contains("/NBIRTH/", StringComparison.Ordinal))
        {
            return;
        }

        if (hasHost && !isHostOnline)
        {
            world.Break($"births at server {server}, which has not said that the primary host is online there");
        }

        isBorn = true;
    }

    /// <summary>Time passes.</summary>
    public void Look()
    {
        if (!hasHost || !isOnline)
        {
            return;
        }

        long waitedMs = world.Clock.NowMs - saidMs;
        if (offlineMs != Nowhere && world.Clock.NowMs - offlineMs > AnswerMsMax)
        {
            world.Break($"the node stays at server {server}, where its primary host is offline");
        }

        if (!isBorn && isHostOnline && waitedMs > AnswerMsMax)
        {
            world.Break($"the primary host has been online at server {server} for {waitedMs} ms, and the node has no births out there");
        }

        if (!isBorn && !isHostOnline && servers > 1 && waitedMs > HostWaitMs + AnswerMsMax)
        {
            world.Break($"the node has waited at server {server} for {waitedMs} ms, where its primary host is not, and has other servers");
        }
    }

    /// <summary>The connection ended.</summary>
    public void OnEnd(bool isIntended)
    {
        due = isIntended ? (server + 1) % servers : Nowhere;
        leftForNothing = isIntended && isBorn && !isSentOn && offlineMs == Nowhere; // or its run ends
        isOnline = false;
    }

    // Online counts if no STATE of this server was later; offline, if no online one was.
    private void TakeState(byte[] payload)
    {
        using JsonDocument json = JsonDocument.Parse(payload);
        bool online = json.RootElement.GetProperty("online").GetBoolean();
        long atMs = json.RootElement.GetProperty("timestamp").GetInt64();
        if (atMs < (online ? lastMs[server] : lastOnlineMs[server]))
        {
            return;
        }

        lastMs[server] = Math.Max(lastMs[server], atMs);
        lastOnlineMs[server] = online ? atMs : lastOnlineMs[server];
        (isHostOnline, saidMs) = (online, world.Clock.NowMs);
        if (!online && isBorn && offlineMs == Nowhere)
        {
            offlineMs = world.Clock.NowMs;
        }
    }
}
