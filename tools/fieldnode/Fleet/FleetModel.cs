using FieldNode.Host;

namespace FieldNode.Cli.Fleet;

/// <summary>All nodes of a broker as one who only listens knows them. No I/O, and no clock is read here: times come in.</summary>
/// <param name="limits">From when on something is worth a word.</param>
/// <param name="eventsMax">Room for what happens between two calls of <see cref="TakeEvents"/>: 10,000 nodes that die and are born again at once tell some each.</param>
internal sealed class FleetModel(FleetLimits limits, int eventsMax = 100_000)
{
    private const int NodesForClock = 3;

    private readonly SortedDictionary<string, FleetNode> nodes = new(StringComparer.Ordinal);
    private readonly Queue<FleetEvent> fresh = new();
    private readonly FleetFaults faults = new(limits);
    private long? hearingSinceMs;
    private long untold;

    /// <summary>The strict host below: its decoding and its rules are those of <c>fieldnode watch</c>.</summary>
    internal HostModel Host { get; } = new(new HostOptions { JoinsLate = true, AheadMsMax = (long)limits.ClockOff.TotalMilliseconds });

    internal FleetTrends Trends { get; } = new();

    /// <summary>In the order of group and name.</summary>
    internal IReadOnlyCollection<FleetNode> Nodes => nodes.Values;

    internal bool IsHearing => hearingSinceMs is not null;

    /// <summary>What is wrong with this desk's own clock; null: nothing that shows.</summary>
    internal string? ClockTrouble { get; private set; }

    internal int Count(FleetState state) => nodes.Values.Count(node => node.State == state);

    internal FleetNode? Find(string group, string node) => nodes.GetValueOrDefault($"{group}/{node}");

    internal void Restore(IEnumerable<StoredNode> stored, DateTime utc)
    {
        foreach (StoredNode one in stored)
        {
            NodeOf(one.Group, one.Name).Restore(one);
            if (one.HeardUtc > utc.AddMinutes(1))
            {
                ClockTrouble = $"the store has heard {one.Group}/{one.Name} at {one.HeardUtc:yyyy-MM-dd HH:mm:ss}, which is still to come: this desk's clock is, or was, wrong";
            }
        }
    }

    internal void LinkUp(long nowMs) => hearingSinceMs = nowMs;

    internal void LinkLost()
    {
        hearingSinceMs = null;
        Host.LinkLost();
        foreach (FleetNode node in nodes.Values)
        {
            node.LinkLost();
        }
    }

    /// <summary>Takes a message as it came.</summary>
    internal HostMessage Take(Received received, long nowMs)
    {
        HostMessage message = Host.Consume(received.Topic, received.Payload, received.Utc, received.Retained);
        if (message.Parts is not { Type: not MessageType.State, IsCommand: false } parts || received.Retained || Host.Find(parts.Group, parts.Node) is not { } edge
            || message.Findings.Any(finding => finding.Kind == FindingKind.Undecodable))
        {
            return message;
        }
        FleetNode node = NodeOf(parts.Group, parts.Node);
        foreach (string text in node.Take(message, edge, limits, nowMs))
        {
            Tell(node, message.ReceivedUtc, text);
        }
        if (node.IsLive)
        {
            Trends.Take(parts, message.Metrics);
        }
        return message;
    }

    /// <summary>Judges each node anew; to be called about once a second.</summary>
    internal void Step(long nowMs, DateTime utc)
    {
        bool isClockOurs = JudgeClock();
        foreach (FleetNode node in nodes.Values)
        {
            FleetState former = node.State;
            FleetFault? formerWorst = node.Faults.FirstOrDefault();
            (node.State, DateTime since) = StateOf(node, nowMs, utc);
            node.SinceUtc = since;
            node.Faults = faults.Of(node, utc, nowMs, isClockOurs, IsHearing);
            if (node.State == FleetState.Good && node.Faults.Length > 0)
            {
                node.State = FleetState.Bad;
            }
            Settle(node, former, formerWorst, utc);
        }
    }

    /// <summary>What happened since the last call.</summary>
    internal IReadOnlyList<FleetEvent> TakeEvents()
    {
        FleetEvent[] all = [.. fresh];
        fresh.Clear();
        return all;
    }

    /// <summary>How many events there was no room for since the last call.</summary>
    internal long TakeUntold()
    {
        long count = untold;
        untold = 0;
        return count;
    }

    internal StoredNode Stored(FleetNode node) => new()
    {
        Group = node.Group, Name = node.Name, State = node.Steady?.State ?? FleetState.Old, SinceUtc = node.Steady?.SinceUtc ?? node.SinceUtc, HeardUtc = node.HeardUtc,
        BornUtc = node.BornUtc, DiedUtc = node.IsDead ? node.DiedUtc : null, BdSeq = node.BdSeq, Facts = node.Facts,
    };

    private (FleetState State, DateTime SinceUtc) StateOf(FleetNode node, long nowMs, DateTime utc)
    {
        DateTime lastHeard = node.HeardUtc ?? node.SinceUtc;
        if (node.IsDead)
        {
            return (FleetState.Gone, node.DiedUtc ?? lastHeard);
        }
        if (hearingSinceMs is not { } hearing)
        {
            return (node.Steady?.State == FleetState.Gone ? FleetState.Gone : FleetState.Old, lastHeard);
        }
        double silentMs = nowMs - Math.Max(node.HeardMs ?? hearing, hearing);
        if (silentMs >= Math.Max(limits.GoneAfter.TotalMilliseconds, limits.OldAfter.TotalMilliseconds) || (node.HeardMs is null && node.Steady?.State == FleetState.Gone))
        {
            return (FleetState.Gone, lastHeard);
        }
        return !node.IsLive || silentMs >= limits.OldAfter.TotalMilliseconds ? (FleetState.Old, lastHeard) : (FleetState.Good, utc);
    }

    /// <summary>Keeps since when a state holds, and tells what changed.</summary>
    private void Settle(FleetNode node, FleetState former, FleetFault? formerWorst, DateTime utc)
    {
        if (node.State != FleetState.Old)
        {
            if (node.Steady is not { } steady || steady.State != node.State)
            {
                node.Steady = (node.State, node.State == FleetState.Gone ? node.SinceUtc : utc);
                node.IsUnsaved = true;
            }
            node.SinceUtc = node.Steady.Value.SinceUtc;
        }
        FleetFault? worst = node.Faults.FirstOrDefault();
        if (node.State == former && worst?.Kind == formerWorst?.Kind)
        {
            return;
        }
        bool isOurLink = !IsHearing || (former == FleetState.Old && worst is null && formerWorst is null);
        if (!isOurLink && worst is { Kind: not FleetFaultKind.Old } && worst.Kind != formerWorst?.Kind)
        {
            Tell(node, utc, node.State == FleetState.Gone ? worst.Text : $"{FleetWords.StateOf(node.State)}: {worst.Text}");
        }
        else if (node.State == FleetState.Good && former is FleetState.Bad or FleetState.Gone)
        {
            Tell(node, utc, "good: nothing is wrong any more");
        }
        else if (node.State == FleetState.Old && former is FleetState.Good or FleetState.Bad && IsHearing && node.HeardMs is not null)
        {
            Tell(node, utc, $"old: {worst?.Text}");
        }
    }

    /// <summary>If most nodes are off by about the same, it is this desk that is.</summary>
    private bool JudgeClock()
    {
        long[] known = [.. nodes.Values.Where(node => node is { IsLive: true, ClockAheadMs: not null }).Select(node => node.ClockAheadMs!.Value).Order()];
        long median = known.Length == 0 ? 0 : known[known.Length / 2];
        double room = limits.ClockOff.TotalMilliseconds;
        bool isOurs = known.Length >= NodesForClock && Math.Abs((double)median) > room && known.Count(one => Math.Abs((double)one - median) < room) * 5 >= known.Length * 4;
        if (isOurs)
        {
            ClockTrouble = $"nearly all nodes are {FleetWords.Span(Math.Abs(median / 1000.0))} {(median > 0 ? "ahead of" : "behind")} this desk's clock: set the desk's";
        }
        else if (known.Length >= NodesForClock)
        {
            ClockTrouble = null;
        }
        return isOurs;
    }

    private void Tell(FleetNode node, DateTime utc, string text)
    {
        fresh.Enqueue(new FleetEvent(utc, node.Group, node.Name, text));
        while (fresh.Count > eventsMax)
        {
            fresh.Dequeue();
            untold++;
        }
    }

    private FleetNode NodeOf(string group, string name)
    {
        string key = $"{group}/{name}";
        if (!nodes.TryGetValue(key, out FleetNode? node))
        {
            nodes.Add(key, node = new FleetNode(group, name));
        }
        return node;
    }
}
