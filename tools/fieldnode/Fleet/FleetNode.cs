using FieldNode.Host;

namespace FieldNode.Cli.Fleet;

/// <summary>
/// One node as the desk knows it: what it said last, whether that is news, since when it is as it is. Durations are counted by a monotonic clock; what is shown as a time is this
/// desk's clock.
/// </summary>
internal sealed class FleetNode(string group, string name)
{
    private const int RunMarginMs = 15_000; // uptime in a birth is as old as the last sample of the node's own metrics

    private readonly List<long> sessions = []; // when they began, ms
    private EdgeNode? edge;
    private NodeFacts facts = NodeFacts.None;
    private bool isDirty;
    private (long AtMs, long? Boots)? lastBirth;
    private (long AtMs, long Depth)? depthMark;
    private int clockOffInARow;

    internal string Group { get; } = group;

    internal string Name { get; } = name;

    internal string Path => $"{Group}/{Name}";

    /// <summary>Null: known from the store alone.</summary>
    internal EdgeNode? Edge => edge;

    internal FleetState State { get; set; } = FleetState.Old;

    /// <summary>Since when it is good, bad or gone; where it is old, when it was heard last.</summary>
    internal DateTime SinceUtc { get; set; }

    /// <summary>The last state that was certain, and since when.</summary>
    internal (FleetState State, DateTime SinceUtc)? Steady { get; set; }

    internal DateTime? HeardUtc { get; private set; }

    internal DateTime? BornUtc { get; private set; }

    internal DateTime? DiedUtc { get; private set; }

    internal ulong? BdSeq { get; private set; }

    /// <summary>When it was heard last on this connection, ms; null: not yet.</summary>
    internal long? HeardMs { get; private set; }

    /// <summary>Its birth came on this connection, and no death since.</summary>
    internal bool IsLive => !IsDead && edge is { Online: true, WasBorn: true };

    internal bool IsDead { get; private set; }

    /// <summary>How far its clock is ahead of ours by its last message, negative if behind; null: not known.</summary>
    internal long? ClockAheadMs { get; private set; }

    /// <summary>Several messages in a row say so.</summary>
    internal bool IsClockOff => clockOffInARow >= 3;

    /// <summary>Until when it counts as two nodes of one name, and what showed it.</summary>
    internal (long AtMs, string Why)? TwoNodes { get; private set; }

    internal (long AtMs, string Was)? VersionJump { get; private set; }

    /// <summary>When its count of lost samples rose last, and by how many.</summary>
    internal (long AtMs, long Count)? Lost { get; private set; }

    internal (long AtMs, string Text)? Finding { get; private set; }

    /// <summary>Values have waited for longer than they should, and are not becoming fewer.</summary>
    internal bool JournalFills { get; private set; }

    internal FleetFault[] Faults { get; set; } = [];

    /// <summary>Version that a roll-out brought it, by the file of the roll-out; null: none that is known.</summary>
    internal string? Expected { get; set; }

    /// <summary>Something changed since it was last kept.</summary>
    internal bool IsUnsaved { get; set; }

    internal int SessionsWithin(TimeSpan window, long nowMs) => sessions.Count(at => nowMs - at <= window.TotalMilliseconds);

    internal NodeFacts Facts
    {
        get
        {
            if (isDirty && edge is not null)
            {
                facts = NodeFactsReader.Of(edge);
                isDirty = false;
            }
            return facts;
        }
    }

    internal void Restore(StoredNode stored)
    {
        (HeardUtc, BornUtc, DiedUtc, BdSeq, facts) = (stored.HeardUtc, stored.BornUtc, stored.DiedUtc, stored.BdSeq, stored.Facts);
        Steady = (stored.State, stored.SinceUtc);
        IsDead = stored.State == FleetState.Gone && stored.DiedUtc is not null;
        (State, SinceUtc) = stored.State == FleetState.Gone ? (FleetState.Gone, stored.SinceUtc) : (FleetState.Old, stored.HeardUtc ?? stored.SinceUtc);
    }

    internal void LinkLost()
    {
        HeardMs = null;
        clockOffInARow = 0;
    }

    /// <summary>Takes a message that is the node's own.</summary>
    /// <returns>What happened, in words; empty: nothing but news of values.</returns>
    internal IReadOnlyList<string> Take(HostMessage message, EdgeNode known, FleetLimits limits, long nowMs)
    {
        edge = known;
        NodeFacts before = facts;
        bool isStale = message.Findings.Any(finding => finding.Kind == FindingKind.StaleDeath);
        IReadOnlyList<string> happened = message.Parts!.Type switch
        {
            MessageType.NBirth => TakeBirth(message, nowMs),
            MessageType.NDeath when isStale => [$"the death of an earlier session came late (bdSeq {message.BdSeq}; alive is {BdSeq}): ignored"],
            MessageType.NDeath => TakeDeath(message),
            MessageType.DDeath => [$"device {message.Parts.Device} is away"],
            MessageType.DBirth => [],
            _ => TakeData(message, nowMs),
        };
        if (message.Parts.Type != MessageType.NDeath)
        {
            (HeardUtc, HeardMs) = (message.ReceivedUtc, nowMs);
            TakeClock(message, limits);
        }
        if (message.Findings.LastOrDefault(finding => finding is { IsNote: false, IsOfHost: false, Kind: not FindingKind.TimestampAhead }) is { } finding)
        {
            Finding = (nowMs, finding.Text);
        }
        if (IsLive)
        {
            // What data say before a birth was heard has no names, and names of an earlier birth may be wrong.
            isDirty = true;
            if (message.Parts.Device is null)
            {
                TakeLedger(before, limits, nowMs);
            }
        }
        IsUnsaved = true;
        return happened;
    }

    private IReadOnlyList<string> TakeBirth(HostMessage message, long nowMs)
    {
        NodeFacts before = facts;
        bool isSession = BornUtc is null || IsDead || message.BdSeq != BdSeq || HeardMs is null;
        bool wasKnown = BornUtc is not null;
        bool isNew = message.BdSeq != BdSeq || IsDead;
        (IsDead, BdSeq, BornUtc) = (false, message.BdSeq, message.ReceivedUtc);
        isDirty = true;
        NodeFacts now = Facts;
        if (isSession)
        {
            sessions.Add(nowMs);
            sessions.RemoveAll(at => nowMs - at > 3_600_000);
        }
        Compare(now, nowMs);
        lastBirth = (nowMs, now.Boots);
        if (!wasKnown)
        {
            return [$"heard for the first time: version {now.Version ?? "not said"}, bdSeq {message.BdSeq}"];
        }
        return isNew ? [$"born, bdSeq {message.BdSeq}", .. Changes(before, now)] : [.. Changes(before, now)];
    }

    /// <summary>A run that began before the last birth of another run: no single node can have both.</summary>
    private void Compare(NodeFacts now, long nowMs)
    {
        if (lastBirth is { Boots: long before } last && now is { Boots: long boots, UptimeS: long uptime } && boots != before
            && nowMs - uptime * 1000.0 + RunMarginMs < last.AtMs)
        {
            TwoNodes = (nowMs, $"run {boots} has been up for {uptime} s, and run {before} was born {(nowMs - last.AtMs) / 1000} s ago");
        }
    }

    private IEnumerable<string> Changes(NodeFacts before, NodeFacts now)
    {
        if (before.Boots is long was && now.Boots is long boots && boots != was)
        {
            yield return $"started anew, run {boots}: the last run {FleetWords.ResetOf(now.LastReset)}";
        }
        if (before.Version is not null && now.Version is not null && before.Version != now.Version)
        {
            yield return $"claims version {now.Version}; it was {before.Version}";
        }
        if (before.Slot is not null && now.Slot is not null && before.Slot != now.Slot)
        {
            yield return $"runs from slot {now.Slot}; it was {before.Slot}";
        }
        if (before.SettingsCrc is long crc && now.SettingsCrc is long other && crc != other)
        {
            yield return $"has another node file: CRC {other:x8}, it was {crc:x8}";
        }
        if (before.CertificateEnds is { } end && now.CertificateEnds is { } later && end != later)
        {
            yield return $"has another certificate: until {later:yyyy-MM-dd}, it was {end:yyyy-MM-dd}";
        }
    }

    private IReadOnlyList<string> TakeDeath(HostMessage message)
    {
        if (IsDead)
        {
            return [];
        }
        (IsDead, DiedUtc) = (true, message.ReceivedUtc);
        return [$"died, bdSeq {message.BdSeq}"];
    }

    private IReadOnlyList<string> TakeData(HostMessage message, long nowMs)
    {
        if (!IsDead)
        {
            return [];
        }
        bool isOfThisLink = edge!.WasBorn;
        if (isOfThisLink && DiedUtc is { } died && message.ReceivedUtc - died > TimeSpan.FromSeconds(2))
        {
            // A will may overtake the last data by a moment, no more.
            TwoNodes = (nowMs, $"data come {(message.ReceivedUtc - died).TotalSeconds:0} s after its death");
        }
        else if (!isOfThisLink)
        {
            IsDead = false; // the death was of a session that nobody here knew
            return ["heard again, and its birth was not heard"];
        }
        return [];
    }

    private void TakeClock(HostMessage message, FleetLimits limits)
    {
        if (message.TimestampMs is not { } stamp || stamp > long.MaxValue)
        {
            return;
        }
        ClockAheadMs = (long)stamp - new DateTimeOffset(message.ReceivedUtc, TimeSpan.Zero).ToUnixTimeMilliseconds();
        clockOffInARow = Math.Abs((double)ClockAheadMs) > limits.ClockOff.TotalMilliseconds ? clockOffInARow + 1 : 0;
    }

    private void TakeLedger(NodeFacts before, FleetLimits limits, long nowMs)
    {
        NodeFacts now = Facts;
        bool isSameRun = before.Boots is not null && before.Boots == now.Boots;
        if (isSameRun && before.Version is not null && now.Version is not null && before.Version != now.Version)
        {
            VersionJump = (nowMs, before.Version);
        }
        long lost = (now.Dropped ?? 0) - (isSameRun ? before.Dropped ?? 0 : 0);
        if (lost > 0 && before.Boots is not null)
        {
            Lost = (nowMs, lost);
        }
        JournalFills = JournalFills && now.OldestS * 1000.0 >= limits.JournalWait.TotalMilliseconds;
        if (now is not { Depth: long depth, OldestS: long oldest } || oldest * 1000.0 < limits.JournalWait.TotalMilliseconds)
        {
            depthMark = null;
        }
        else if (depthMark is not { } mark)
        {
            depthMark = (nowMs, depth);
        }
        else if (nowMs - mark.AtMs >= limits.JournalWait.TotalMilliseconds / 2)
        {
            JournalFills = depth > mark.Depth;
            depthMark = (nowMs, depth);
        }
    }
}
