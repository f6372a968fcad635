using FieldNode.Cli.Pki;
using FieldNode.Virtual;
using Spectre.Console;

namespace FieldNode.Cli.Rollouts;

/// <summary><c>fieldnode update --nodes</c> and <c>--resume</c> from arguments to exit status.</summary>
internal sealed class RolloutRun(LinkOptions link, TextWriter output, bool json)
{
    private const int SaveEveryMs = 1000;
    private const int DrawEveryMs = 500;

    private readonly RolloutScreen screen = new(output, json);
    private DeskMark me = null!;
    private DeskWatch watch = null!;
    private FieldSight field = null!;

    /// <summary>Looks, tells the plan, and does it if it is told to.</summary>
    internal async Task<int> BeginAsync(RolloutOptions options, CancellationToken cancellation)
    {
        var bundles = new BundleSet(options);
        IReadOnlyDictionary<string, int> days = CertificateDays(options.PkiFolder, options.Group);
        string[] wanted = options.FilesFolder is null ? [] : [.. BundleSet.NamesIn(options.FilesFolder).Where(options.Nodes.Has)];
        Prepare(options.Group, options.Nodes, options.Yes);
        using DeskLock? held = options.Yes ? DeskLock.Take(Site(), options.Group, me) : null;
        await using var way = new FieldLink(link, field, screen);
        await way.ConnectAsync(cancellation);
        screen.Say("survey", $"waiting {options.WaitMs / 1000} s for births of {options.Group}/{options.Nodes.Text}", ("seconds", options.WaitMs / 1000));
        await SurveyAsync(way, new Survey(field, options.Nodes, me) { Wanted = wanted.ToHashSet() }, options, cancellation);
        var check = new PreCheck(bundles, options) { CertificateDays = days };
        RolloutPlan plan = RolloutPlan.Of(field, bundles, check, options, DateTime.UtcNow);
        BundleFacts facts = BundleFacts.Of(bundles, options.BundlePath);
        screen.Plan(plan, facts, options, options.StopAt);
        if (!options.Yes)
        {
            return plan.Nodes.Count > 0 ? ExitStatus.Ok : ExitStatus.Wrong;
        }
        if (plan.Nodes.Count == 0)
        {
            throw new UserError("no node of the plan is left: nothing was sent");
        }
        if (plan.Nodes.Count != options.Expect)
        {
            throw new UserError($"the plan has {Plural.Of(plan.Nodes.Count, "node")}, and --expect says {options.Expect}: nothing was sent. Look at the plan; if it is right, --expect {plan.Nodes.Count}");
        }
        var state = new RolloutState
        {
            Group = options.Group, Pattern = options.Nodes.Text, Bundle = facts with { Path = Path.GetFullPath(options.BundlePath) }, Started = DateTime.UtcNow, Rings = plan.RingNames, StopAt = options.StopAt.ToString(),
            Parallel = options.Parallel, SoakSeconds = options.SoakMs / 1000, Tries = options.Tries, CertificateDays = options.CertificateDays, JournalMax = options.JournalMax,
            FilesFolder = options.FilesFolder is null ? null : Path.GetFullPath(options.FilesFolder),
            PkiFolder = options.PkiFolder is null ? null : Path.GetFullPath(options.PkiFolder), Nodes = plan.Nodes, LeftOut = plan.LeftOut,
        };
        string path = options.StatePath ?? $"rollout-{SafeName(options.Group)}-{facts.Sequence}-{state.Started:yyyyMMdd-HHmmss}.json";
        if (File.Exists(path))
        {
            throw new UserError($"{path}: there is a file already. --resume {path} goes on with it; else name another one: --state FILE", ExitStatus.Usage);
        }
        return await DoAsync(way, new Rollout(state, field, bundles, check, options), path, options.ReportPath, cancellation);
    }

    /// <summary>Goes on with a roll-out whose desk ended or died.</summary>
    internal async Task<int> ResumeAsync(string path, UpdateOptions waits, string? stopAt, string? report, CancellationToken cancellation)
    {
        RolloutState state = RolloutState.Read(path);
        state.StopAt = stopAt is null ? state.StopAt : StopRule.Parse(stopAt).ToString();
        var options = new RolloutOptions
        {
            Group = state.Group, Nodes = new NodePattern(state.Pattern), BundlePath = state.Bundle.Path, FilesFolder = state.FilesFolder, PkiFolder = state.PkiFolder, Yes = true, StopAt = StopRule.Parse(state.StopAt),
            Parallel = state.Parallel, SoakMs = 1000 * state.SoakSeconds, Tries = state.Tries, CertificateDays = state.CertificateDays, JournalMax = state.JournalMax, Node = waits, ReportPath = report, Json = json,
        };
        var bundles = new BundleSet(options);
        if (!bundles.IsForEach && bundles.Mark != state.Bundle.Mark)
        {
            throw new UserError($"{state.Bundle.Path}: another bundle than the one that this roll-out was begun with (number {state.Bundle.Sequence}). Put that one there, or begin a new roll-out", ExitStatus.Usage);
        }
        state.Reopen();
        foreach (RolloutNode node in state.Nodes.Where(_ => bundles.IsForEach))
        {
            bundles.Of(node.Name, out _); // each has its own expiry
        }
        IReadOnlyDictionary<string, int> days = DaysOnResume(options);
        Prepare(state.Group, options.Nodes, rolls: true);
        using DeskLock held = DeskLock.Take(Site(), state.Group, me);
        await using var way = new FieldLink(link, field, screen);
        await way.ConnectAsync(cancellation);
        int open = state.Nodes.Count(node => !node.IsOver);
        screen.Say("resume", $"goes on with {path}: {state.Nodes.Count - open} of {Plural.Of(state.Nodes.Count, "node")} are through, {open} are left", ("nodes", state.Nodes.Count), ("left", open));
        return await DoAsync(way, new Rollout(state, field, bundles, new PreCheck(bundles, options) { CertificateDays = days }, options), path, options.ReportPath, cancellation);
    }

    private async Task SurveyAsync(FieldLink way, Survey survey, RolloutOptions options, CancellationToken cancellation)
    {
        while (way.NowMs < options.WaitMs)
        {
            if (!await way.HearAsync(isPlan: true, cancellation))
            {
                field.LinkLost();
            }
            watch.Step(way.NowMs); // its clock; the requests carry the mark themselves
            YieldTo(null);
            await way.SendAsync(survey.Step(way.NowMs, DateTime.UtcNow), cancellation);
        }
        if (watch.Holder() is { } other)
        {
            screen.Say("desk", $"another desk rolls out to this group now: {other.Words}");
        }
    }

    private async Task<int> DoAsync(FieldLink way, Rollout rollout, string path, string? report, CancellationToken cancellation)
    {
        RolloutState state = rollout.State;
        state.Desk = new DeskFacts(me.Host, me.User, me.Pid, DateTimeOffset.FromUnixTimeMilliseconds(me.SinceMs).UtcDateTime);
        double secondsBefore = state.Seconds;
        rollout.Changed = node => screen.Node(node, state);
        rollout.Said = words => screen.Say("rollout", $"roll-out: {words}", ("phase", state.Phase.ToString()), ("ring", state.Rings[state.Ring]), ("why", state.Why));
        try
        {
            await ClaimAsync(way, state, cancellation);
            Save(state, path);
            screen.Say("state", $"state: {path} (kill this program at any time: fieldnode update --resume {path} … goes on)", ("file", path));
            long beganMs = way.NowMs;
            await (screen.IsTerminal
                ? AnsiConsole.Live(RolloutScreen.Picture(rollout)).StartAsync(live => FollowAsync(way, rollout, path, beganMs, secondsBefore, live, cancellation))
                : FollowAsync(way, rollout, path, beganMs, secondsBefore, null, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Save(state, path);
            throw new UserError($"paused: {state.Nodes.Count(node => node.IsOver)} of {Plural.Of(state.Nodes.Count, "node")} are through; those under way go on by themselves. fieldnode update --resume {path} … goes on");
        }
        return Finish(state, path, report);
    }

    private async Task FollowAsync(FieldLink way, Rollout rollout, string path, long beganMs, double secondsBefore, LiveDisplayContext? live, CancellationToken cancellation)
    {
        RolloutState state = rollout.State;
        long savedMs = beganMs;
        long drawnMs = beganMs;
        while (!rollout.IsOver)
        {
            if (!await way.HearAsync(isPlan: false, cancellation))
            {
                rollout.LinkLost();
            }
            if (watch.Step(way.NowMs))
            {
                await way.SendAsync([new Outgoing(state.Nodes[0].Name, me.Alone(DateTime.UtcNow))], cancellation);
            }
            IReadOnlyList<Outgoing> commands = rollout.Step(way.NowMs, DateTime.UtcNow);
            state.Seconds = secondsBefore + ((way.NowMs - beganMs) / 1000.0);
            if (rollout.IsDirty || way.NowMs - savedMs >= SaveEveryMs)
            {
                Save(state, path); // before the commands go out: who goes on knows which nodes were begun
                rollout.IsDirty = false;
                savedMs = way.NowMs;
            }
            YieldTo(path);
            await way.SendAsync(commands, cancellation);
            screen.Progress(state, rollout.UnderWay.Count(), way.NowMs);
            if (live is not null && way.NowMs - drawnMs >= DrawEveryMs)
            {
                drawnMs = way.NowMs;
                live.UpdateTarget(RolloutScreen.Picture(rollout));
            }
        }
    }

    // Says that it begins, and listens for one that begins at the same time.
    private async Task ClaimAsync(FieldLink way, RolloutState state, CancellationToken cancellation)
    {
        for (long endMs = way.NowMs + DeskWatch.ClaimMs; way.NowMs < endMs;)
        {
            if (!await way.HearAsync(isPlan: true, cancellation))
            {
                field.LinkLost();
            }
            if (watch.Step(way.NowMs))
            {
                await way.SendAsync([new Outgoing(state.Nodes[0].Name, me.Alone(DateTime.UtcNow))], cancellation);
            }
            YieldTo(null);
        }
        if (!watch.IsSeen)
        {
            screen.Say("desk", "lock: the broker does not show this certificate its own commands, so a desk on another machine would not be seen");
        }
    }

    private void YieldTo(string? path)
    {
        if (me.Rolls && watch.Holder() is { } other)
        {
            throw new UserError($"another desk rolls out to group {field.Group}: {other.Words}. "
                + (path is null ? "Nothing was sent. Wait for its end, or end it there (Ctrl-C keeps its state)" : $"It began first, so this one ends; fieldnode update --resume {path} … goes on later"));
        }
    }

    /// <summary>Tells what it came to, whether the page can be written or not.</summary>
    internal int Finish(RolloutState state, string path, string? report)
    {
        Save(state, path);
        string page = report ?? Path.ChangeExtension(path, ".html");
        Exception? unwritten = null;
        try
        {
            DurableFile.Write(page, RolloutReport.Of(state));
            screen.Say("report", $"report: {page}, {path}", ("page", page), ("file", path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unwritten = failure;
        }
        if (state.Phase == RolloutPhase.Stopped)
        {
            screen.Say("stopped", $"stopped: {state.Why}. docs/rollout.md says what to do", ("why", state.Why));
        }
        RolloutCounts counts = state.Counts;
        string line = counts.Line(state.Seconds);
        screen.Say("verdict", line, ("phase", state.Phase.ToString()), ("updated", counts.Updated), ("rolledBack", counts.RolledBack), ("refused", counts.Refused), ("bricked", counts.Bricked),
            ("unclear", counts.Unclear), ("gone", counts.Gone), ("leftOut", counts.LeftOut), ("notBegun", counts.NotBegun + counts.Running), ("seconds", state.Seconds), ("bytes", counts.Bytes), ("retries", counts.Retries));
        if (unwritten is not null)
        {
            throw new UserError($"{page}: the report cannot be written ({unwritten.Message}). What it would say is in {path}", ExitStatus.Wrong, unwritten);
        }
        return state.Phase == RolloutPhase.Done && state.Nodes.All(node => node.Status == NodeStatus.Updated) ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private void Prepare(string group, NodePattern nodes, bool rolls)
    {
        me = DeskMark.Own(DateTime.UtcNow, rolls);
        watch = new DeskWatch(me);
        field = new FieldSight(group, nodes) { Marked = watch.Hear };
    }

    private static void Save(RolloutState state, string path)
    {
        try
        {
            state.Save(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: the roll-out's state cannot be written ({failure.Message}). Nothing more is sent: make room, then --resume", ExitStatus.Wrong, failure);
        }
    }

    // One site has one CA of brokers; without TLS it is the broker's address.
    private string Site() => link.CaFile is { } ca && File.Exists(ca) ? RegularFile.ReadAllText(ca) : $"{link.Host}:{link.Port}";

    private static string SafeName(string group) => string.Concat(group.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    // Another machine may go on, and the site's PKI need not be there.
    private Dictionary<string, int> DaysOnResume(RolloutOptions options)
    {
        if (options.PkiFolder is { } folder && !Directory.Exists(folder))
        {
            screen.Say("resume", $"{folder}: the PKI is not here, so days of certificates count by births alone", ("folder", folder));
            return [];
        }
        return CertificateDays(options.PkiFolder, options.Group);
    }

    private static Dictionary<string, int> CertificateDays(string? folder, string group)
    {
        var days = new Dictionary<string, int>(StringComparer.Ordinal);
        if (folder is null)
        {
            return days;
        }
        using PkiFolder pki = PkiFolder.OpenToRead(folder, TimeProvider.System);
        foreach (PkiRecord record in pki.Entries.Select(entry => entry.Record).Where(record => record.Role == PkiRole.Node && record.Group == group && !record.IsRevoked))
        {
            int left = record.DaysLeft(pki.Now);
            days[record.Name] = days.TryGetValue(record.Name, out int other) ? Math.Max(other, left) : left;
        }
        return days;
    }
}
