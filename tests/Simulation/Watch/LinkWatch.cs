using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;

namespace FieldNode.Simulation;

/// <summary>
/// What the node owes its network: it waits between attempts at one server, stands still for no more than its share at all of them together, and counts bdSeq.
/// </summary>
/// <param name="servers">How many servers it has.</param>
internal sealed class LinkWatch(World world, int servers)
{
    private const long WaitMsMin = 1000;       // MqttOptions.BackoffMinMs
    private const long GraceMs = 3_600_000;    // Backoff.GraceMs: of a shorter outage three minutes may be blind
    private const long StableMs = 25_000;      // a session that was online for MqttSession.StableMs starts the account anew
    private const int ShareOf = 20;
    private const long SilentMsMax = 45_000;   // half a keep-alive of 30 s, 10 s for PINGRESP, and a send that takes its 5 s
    private const int DoubtedConnects = 3;

    private readonly bool[] mustWait = new bool[servers]; // the last attempt or session of this life there ended, and not by the node's will
    private readonly long[] endedMs = new long[servers];
    private int server;         // that is tried, or connected
    private bool hasLeft;       // on purpose: the next attempt is free
    private bool isOut;
    private long outSinceMs;
    private long blindMs;
    private long longestMs;
    private long openedMs = -1; // of the connection that stands, or -1
    private long heardMs;
    private int lastBdSeq = -1;
    private int cuts;           // since the last CONNECT
    private int doubts;         // CONNECTs whose bdSeq the flash may have spoilt

    /// <summary>The flash lost something: until both halves of the record have been written again, bdSeq may be what it was before.</summary>
    public void DoubtFlash() => (doubts, HasFlashRotted) = (DoubtedConnects, true);

    /// <summary>The flash lost something in this run.</summary>
    public bool HasFlashRotted { get; private set; }

    /// <summary>The supply went: a new run of the node waits for nobody.</summary>
    public void OnPowerCut()
    {
        Array.Clear(mustWait);
        hasLeft = false;
        isOut = false;
        openedMs = -1;
        cuts++;
        (blindMs, longestMs) = (0, 0);
    }

    /// <summary>The connection ended.</summary>
    public void OnEnd(bool isIntended)
    {
        long nowMs = world.Clock.NowMs;
        if (openedMs >= 0 && nowMs - openedMs >= StableMs)
        {
            isOut = false;
            (blindMs, longestMs) = (0, 0);
        }

        openedMs = -1;
        hasLeft = isIntended;
        mustWait[server] = !isIntended;
        endedMs[server] = nowMs;
        if (!isOut)
        {
            (isOut, outSinceMs) = (true, nowMs);
        }
    }

    /// <summary>An attempt begins.</summary>
    public void OnOpen(int at)
    {
        long nowMs = world.Clock.NowMs;
        if (mustWait[at] && !hasLeft && nowMs - endedMs[at] < WaitMsMin - 1)
        {
            world.Break($"an attempt {nowMs - endedMs[at]} ms after the last one ended (server {at})");
        }

        hasLeft = false;
        server = at;
        if (!isOut)
        {
            (isOut, outSinceMs) = (true, nowMs);
        }
    }

    /// <summary>An attempt is over.</summary>
    public void OnOpened(MqttFault fault, long tookMs)
    {
        long nowMs = world.Clock.NowMs;
        blindMs += tookMs;
        longestMs = Math.Max(longestMs, tookMs);
        long mayMs = Math.Max(GraceMs, nowMs - outSinceMs) / ShareOf + longestMs;
        if (blindMs > mayMs)
        {
            world.Break($"blind for {blindMs} ms of an outage of {nowMs - outSinceMs} ms; {mayMs} ms are allowed");
        }

        mustWait[server] = fault != MqttFault.None;
        endedMs[server] = nowMs;
        openedMs = fault == MqttFault.None ? nowMs : -1;
    }

    /// <summary>A packet came, or the news that the connection is gone.</summary>
    public void OnHeard() => heardMs = world.Clock.NowMs;

    /// <summary>The node looked for a packet, and there was none.</summary>
    public void OnSilence()
    {
        long silentMs = world.Clock.NowMs - Math.Max(heardMs, openedMs);
        if (silentMs > SilentMsMax)
        {
            world.Break($"the node has heard nothing for {silentMs} ms, and takes the link for a living one");
        }
    }

    /// <summary>CONNECT goes out with a will.</summary>
    public void OnConnect(byte[] will)
    {
        Payload payload = Payload.Parser.ParseFrom(will);
        int bdSeq = (int)payload.Metrics.First(metric => metric.Name == "bdSeq").LongValue;
        int steps = (bdSeq - lastBdSeq) & 0xFF;
        if (lastBdSeq >= 0 && doubts == 0 && (steps < 1 || steps > 1 + cuts))
        {
            world.Break($"bdSeq {bdSeq} after {lastBdSeq}, with {cuts} power cuts in between");
        }

        doubts -= doubts > 0 ? 1 : 0;
        lastBdSeq = bdSeq;
        cuts = 0;
    }
}
