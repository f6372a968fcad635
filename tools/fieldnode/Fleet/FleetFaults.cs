using FieldNode.Journal;

namespace FieldNode.Cli.Fleet;

/// <summary>What is wrong with a node, the gravest first. A node that is gone or old is judged by that alone: the rest is history.</summary>
internal sealed class FleetFaults(FleetLimits limits)
{
    internal const string SafeModeSuffix = " safe mode";
    internal const string UpdateOnlySuffix = " update only";

    /// <param name="isClockOurs">Most nodes are off by as much: this desk's clock is the one that is wrong.</param>
    /// <param name="isHearing">This desk has a link to the broker.</param>
    internal FleetFault[] Of(FleetNode node, DateTime utc, long nowMs, bool isClockOurs, bool isHearing)
    {
        IEnumerable<FleetFault?> found = node.State switch
        {
            FleetState.Gone => [Gone(node, utc), TwoNodes(node, nowMs), Flaps(node, nowMs), Certificate(node, utc)],
            FleetState.Old => [TwoNodes(node, nowMs), Flaps(node, nowMs), Certificate(node, utc), Old(node, isHearing)],
            _ => Living(node, utc, nowMs, isClockOurs),
        };
        return [.. found.OfType<FleetFault>().OrderBy(fault => fault.Kind)];
    }

    private IEnumerable<FleetFault?> Living(FleetNode node, DateTime utc, long nowMs, bool isClockOurs)
    {
        NodeFacts facts = node.Facts;
        yield return TwoNodes(node, nowMs);
        yield return Flaps(node, nowMs);
        yield return Certificate(node, utc);
        yield return Version(node, nowMs);
        yield return Mode(facts);
        yield return RolledBack(facts);
        yield return Reset(facts);
        yield return Devices(facts);
        if (node.Lost is { } lost && IsRecent(lost.AtMs, nowMs))
        {
            yield return new(FleetFaultKind.LosesSamples, $"lost {Plural.Of(lost.Count, "sample")}: {facts.Dropped} in this run", FleetWords.ToDoOfMetric("Journal/Dropped"));
        }
        if (node.JournalFills)
        {
            yield return new(FleetFaultKind.JournalFills, $"its journal fills: {Plural.Of(facts.Depth ?? 0, "value", "waits", "wait")}, the oldest for {FleetWords.Span(facts.OldestS ?? 0)}",
                FleetWords.ToDoOfMetric("Journal/Depth"));
        }
        if (facts.BadTags > 0 && facts.FirstBad is { } tag)
        {
            yield return new(FleetFaultKind.BadTags, $"{Plural.Of(facts.BadTags, "tag")} not good: {FleetWords.Of(tag)}", FleetWords.ToDoOf(tag));
        }
        yield return Moved(FleetFaultKind.StepFaults, facts.StepFaults, "step", "of its loop failed in this run", "Node/Step faults");
        yield return Moved(FleetFaultKind.StoreFaults, facts.StoreFaults, "write", "to its flash failed in this run", "Node/Store faults");
        yield return Moved(FleetFaultKind.BirthsRefused, facts.BirthsNotEchoed, "birth", "did not come back to it", "Node/Births/Not echoed");
        yield return Moved(FleetFaultKind.TwoNodes, facts.BirthsByOthers, "message", "on its birth topics not its own, it says", "Node/Births/By others");
        if (node.IsClockOff && !isClockOurs && node.ClockAheadMs is { } ahead)
        {
            yield return new(FleetFaultKind.ClockWrong, $"its clock is {FleetWords.Span(Math.Abs(ahead / 1000.0))} {(ahead > 0 ? "ahead of" : "behind")} this desk's",
                "Check its time server, then this desk's clock");
        }
        if (node.Finding is { } finding && IsRecent(finding.AtMs, nowMs))
        {
            yield return new(FleetFaultKind.BreaksRules, $"breaks a rule of Sparkplug: {finding.Text}", $"fieldnode watch --conform --node {node.Path} shows all of it");
        }
    }

    private static FleetFault Gone(FleetNode node, DateTime utc) => node.IsDead && node.DiedUtc is { } died
        ? new(FleetFaultKind.Gone, $"gone since {FleetWords.Since(died, utc)}: its death came", "Look at its LED or log, then its supply and network; fieldnode events tells what happened")
        : new(FleetFaultKind.Gone, $"gone: not heard since {(node.HeardUtc is { } heard ? FleetWords.Since(heard, utc) : "this desk knows it")}, and no death came",
            "Look at its LED or log, and whether the broker lets this desk read it");

    private static FleetFault Old(FleetNode node, bool isHearing) => !isHearing
        ? new(FleetFaultKind.Old, "not known: this desk has no link to the broker", "See above what is wrong with the link")
        : node.HeardMs is null
            ? new(FleetFaultKind.Old, "not heard yet since this desk connected", "Wait: a node says something each 10 s")
            : node.Edge is { WasBorn: true }
                ? new(FleetFaultKind.Old, "born, and silent since", "Wait for its death or its next word; look at its link")
                : new(FleetFaultKind.Old, "it sends data, and its birth was not heard: what is shown is from before", "--ask asks it for its births; else wait for the next one");

    private FleetFault? TwoNodes(FleetNode node, long nowMs) => node.TwoNodes is { } two && IsRecent(two.AtMs, nowMs)
        ? new(FleetFaultKind.TwoNodes, $"two nodes have this name: {two.Why}", "Find the second one: a board that was copied, or a node that was started twice; give it a name of its own")
        : null;

    private FleetFault? Flaps(FleetNode node, long nowMs) => node.SessionsWithin(limits.FlapWindow, nowMs) is var count && count >= limits.FlapSessions
        ? new(FleetFaultKind.Flaps, $"comes and goes: {Plural.Of(count, "session")} in {FleetWords.Span(limits.FlapWindow)}",
            "Look for a second client with its name or client id in the broker's log, then at its link and supply")
        : null;

    private FleetFault? Certificate(FleetNode node, DateTime utc) => node.Facts.DaysLeft(utc) is { } days && days < limits.CertificateDays
        ? new(FleetFaultKind.CertificateEnds, "its certificate " + FleetWords.CertificateEnd(days),
            days < FleetLimits.UrgentDays ? $"Renew it today: fieldnode pki renew {node.Name}" : $"Renew it: fieldnode pki renew {node.Name}")
        : null;

    private FleetFault? Version(FleetNode node, long nowMs)
    {
        NodeFacts facts = node.Facts;
        string? own = Bare(facts.Version);
        if (own is not null && node.Expected is { } brought && own != brought)
        {
            return new(FleetFaultKind.VersionContradicts, $"claims version {own}, and a roll-out brought it {brought}", "See what became of the roll-out there; if it was confirmed, look who publishes in this node's name");
        }
        return own is not null && facts.VersionRunning is { } running && own != Bare(running)
            ? new(FleetFaultKind.VersionContradicts, $"claims version {own}, and its device Update claims {running}", "Do not trust either: read it at the node, and look who publishes in its name")
            : node.VersionJump is { } jump && IsRecent(jump.AtMs, nowMs)
                ? new(FleetFaultKind.VersionContradicts, $"claims version {facts.Version}, and in the same run it claimed {jump.Was}",
                    "A version changes with a restart only: look for a second node of this name")
                : null;
    }

    private static FleetFault? Mode(NodeFacts facts) => facts.Version switch
    {
        { } version when version.EndsWith(SafeModeSuffix, StringComparison.Ordinal) => new(FleetFaultKind.SafeMode, "safe mode: three runs in a row ended in a fault, and the field is left alone",
            "Read its events with fieldnode events, correct settings or firmware, and restart it"),
        { } version when version.EndsWith(UpdateOnlySuffix, StringComparison.Ordinal) => new(FleetFaultKind.UpdateOnly, "update only: the factory firmware is older than what the node has run",
            "Send a bundle: fieldnode update"),
        _ => null,
    };

    private static FleetFault? RolledBack(NodeFacts facts) => FleetWords.IsOfTrial(facts.UpdateReason)
        ? new(FleetFaultKind.RolledBack, $"its last update was taken back: {FleetWords.ReasonOf(facts.UpdateReason!.Value).Meaning}", FleetWords.ReasonOf(facts.UpdateReason.Value).ToDo)
        : null;

    private static FleetFault? Reset(NodeFacts facts) => facts is { LastReset: (long)RunEnd.StepFaults or (long)RunEnd.Exception or (long)RunEnd.Hang, UptimeS: < 86_400 }
        ? new(FleetFaultKind.BadReset, $"started {FleetWords.Span(facts.UptimeS.Value)} ago: the run before {FleetWords.ResetOf(facts.LastReset)}",
            FleetWords.ToDoOfReset(facts.LastReset.Value))
        : null;

    private static FleetFault? Devices(NodeFacts facts)
    {
        DeviceFacts[] away = [.. facts.Devices.Where(device => !device.Online)];
        long count = Math.Max(away.Length, facts.DevicesAway ?? 0);
        string names = away.Length == 0 ? "" : $": {string.Join(", ", away.Take(3).Select(device => device.Name))}{(away.Length > 3 ? " and more" : "")}";
        return count > 0 ? new(FleetFaultKind.DevicesAway, $"{Plural.Of(count, "device")} away{names}", FleetWords.ToDoOfMetric("Node/Devices away")) : null;
    }

    private static FleetFault? Moved(FleetFaultKind kind, long? count, string what, string happened, string metric) =>
        count > 0 ? new(kind, $"{Plural.Of(count.Value, what)} {happened}", FleetWords.ToDoOfMetric(metric)) : null;

    private bool IsRecent(long atMs, long nowMs) => nowMs - atMs <= limits.Lasting.TotalMilliseconds;

    private static string? Bare(string? version) => version is null ? null
        : version.EndsWith(SafeModeSuffix, StringComparison.Ordinal) ? version[..^SafeModeSuffix.Length]
        : version.EndsWith(UpdateOnlySuffix, StringComparison.Ordinal) ? version[..^UpdateOnlySuffix.Length] : version;
}
