using System.Text;

namespace FieldNode.Host;

/// <summary>
/// What a host does wrong in its STATE (Sparkplug 3.0.0, 5.3 and 6.4.28), as far as a subscriber sees it. A node with a primary host hangs on this
/// message: births wait for it.
/// </summary>
internal sealed class StateRules
{
    /// <summary>Nodes refuse a STATE that is further ahead (docs/SPEC.md, "Primary host").</summary>
    private const long AheadMsMax = 300_000;

    private const ulong LeastMs = 100_000_000_000; // 1973 in ms, the year 5138 in seconds
    private const int ChangesMax = 6;

    private static readonly TimeSpan FlapTime = TimeSpan.FromSeconds(60);

    private readonly Queue<DateTime> changes = new();
    private ulong? onlineMs;     // the newest of any online that was heard as it was said
    private bool? online;
    private bool isLegacyTold;
    private bool isKept;

    /// <summary>True once, when a host was heard as it spoke and it is not known whether the broker keeps what it says.</summary>
    internal bool WantsProof { get; private set; }

    /// <summary>STATE/{host}, or the text of version 2.2 on the topic of version 3.</summary>
    internal static bool IsLegacyText(ReadOnlySpan<byte> payload) => Encoding.UTF8.GetString(payload) is "ONLINE" or "OFFLINE";

    internal void TakeLegacy(string host, FindingBook book)
    {
        if (!isLegacyTold)
        {
            isLegacyTold = true; // once: a host says it again and again
            book.Add(FindingKind.StateLegacy,
                $"host {host} announces itself as version 2.2 did: nodes that go by version 3.0 do not hear it, and wait. Set the host to Sparkplug 3.0, or "
                + "primaryHost.legacy to true in the node file");
        }
    }

    internal void Take(string host, bool isOnline, ulong timestampMs, bool retained, DateTime utc, FindingBook book)
    {
        isKept |= retained;
        CheckTime(host, timestampMs, utc, book);
        if (retained)
        {
            return; // said some time ago: no news, and nothing to compare with
        }
        WantsProof = !isKept && isOnline;
        if (isOnline && timestampMs < onlineMs)
        {
            book.Add(FindingKind.StateFight,
                $"host {host} is online with the time {timestampMs}, {onlineMs - timestampMs} ms before that of its last online: nodes do not count it. Two hosts have this id, or its "
                + "clock was set back: give each host an id of its own, and keep its clock by NTP");
        }
        onlineMs = isOnline ? Math.Max(onlineMs ?? 0, timestampMs) : onlineMs;
        CountChange(host, isOnline, utc, book);
    }

    /// <summary>The broker was asked what it keeps of this host, and sent nothing.</summary>
    internal static void TakeNothingKept(string host, FindingBook book) => book.Add(FindingKind.StateNotRetained,
        $"the broker keeps no STATE of host {host}: a node that connects later does not learn that it is online, and waits. Have the host publish STATE, and its will, retained");

    /// <summary>The answer to <see cref="WantsProof"/> is asked for once.</summary>
    internal void ProofAsked()
    {
        WantsProof = false;
        isKept = true;
    }

    private static void CheckTime(string host, ulong timestampMs, DateTime utc, FindingBook book)
    {
        long ahead = MetricReader.AheadMs(timestampMs, utc);
        if (timestampMs < LeastMs)
        {
            book.Add(FindingKind.StateTime, $"STATE of host {host} has timestamp {timestampMs}: ms since 1970 are due, and this looks like seconds or an uptime");
        }
        else if (ahead > AheadMsMax)
        {
            book.Add(FindingKind.StateTime,
                $"STATE of host {host} is {ahead / 1000} s ahead: nodes refuse more than {AheadMsMax / 1000} s, and wait. Set the host's clock (NTP) and start it again, so that what the "
                + "broker keeps is replaced");
        }
    }

    private void CountChange(string host, bool isOnline, DateTime utc, FindingBook book)
    {
        if (online == isOnline)
        {
            return;
        }
        online = isOnline;
        changes.Enqueue(utc);
        while (utc - changes.Peek() > FlapTime)
        {
            changes.Dequeue();
        }
        if (changes.Count >= ChangesMax)
        {
            book.Add(FindingKind.StateFlaps,
                $"host {host} went online or offline {changes.Count} times within {FlapTime.TotalSeconds:0} s, and nodes leave and come with it: two hosts with one client id push each "
                + "other off the broker, or its link is bad");
            changes.Clear(); // and is told again only when it goes on
        }
    }
}
