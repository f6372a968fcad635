using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace FieldNode.Cli.Rollouts;

/// <summary>A roll-out for a person or a script: tables and a picture that moves in a terminal, lines into files, one object a line with --json.</summary>
internal sealed class RolloutScreen(TextWriter output, bool json)
{
    private const int NamesMax = 4;

    private long toldMs;

    /// <summary>In a terminal a picture is drawn over and over; what is said meanwhile stands above it.</summary>
    internal bool IsTerminal { get; } = !json && output == Console.Out && !Console.IsOutputRedirected;

    internal void Say(string name, string line, params (string Name, object? Value)[] members)
    {
        if (json)
        {
            var all = new Dictionary<string, object?>
            {
                ["time"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["event"] = name, ["words"] = line,
            };
            foreach ((string member, object? value) in members)
            {
                all[member] = value;
            }
            output.WriteLine(JsonSerializer.Serialize(all));
        }
        else if (IsTerminal)
        {
            AnsiConsole.MarkupLine(Markup.Escape(SafeText.Of(line)));
        }
        else
        {
            output.WriteLine(SafeText.Of(line));
        }
        output.Flush();
    }

    internal void Plan(RolloutPlan plan, BundleFacts bundle, RolloutOptions options, StopRule stopAt)
    {
        if (json)
        {
            Say("plan", PlanLine(plan, options), ("group", options.Group), ("nodes", plan.Nodes.Select(node => new
            {
                name = node.Name, ring = plan.RingNames[node.Ring], from = node.From, fromSequence = node.FromSequence, fromSlot = node.FromSlot,
            })), ("leftOut", plan.LeftOut.Select(one => new { name = one.Node, why = one.Why })), ("changes", plan.Changes.Select(one => new { what = one.Change, nodes = one.Nodes })),
                ("withoutFile", plan.WithoutFile), ("notKnown", plan.NotKnown), ("version", bundle.Version), ("sequence", bundle.Sequence), ("expect", plan.Nodes.Count));
            return;
        }
        Say("plan", $"plan: version {bundle.Version}, number {bundle.Sequence}, for board {bundle.Board}, expires {bundle.Expires:yyyy-MM-dd HH:mm}Z: {string.Join(", ", bundle.Parts)} ({UpdateScreen.Size(bundle.Bytes)})");
        if (IsTerminal)
        {
            Table(["ring", "node", "runs", "number", "slot"], plan.Nodes.Select(node => new[]
            {
                plan.RingNames[node.Ring], node.Name, node.From, node.FromSequence == 0 ? "" : $"{node.FromSequence}", node.FromSlot == 0 ? "factory" : $"{node.FromSlot}",
            }));
            Table(["left out", "why"], plan.LeftOut.Select(one => new[] { one.Node, one.Why }));
        }
        else
        {
            foreach (RolloutNode node in plan.Nodes)
            {
                Say("plan", $"plan: ring {plan.RingNames[node.Ring]}: {node.Name}: {node.From}{(node.FromSequence == 0 ? "" : $", number {node.FromSequence}")}, {(node.FromSlot == 0 ? "factory" : $"slot {node.FromSlot}")} → {bundle.Version}, number {bundle.Sequence}");
            }
            foreach (LeftOut one in plan.LeftOut)
            {
                Say("plan", $"plan: left out: {one.Node}: {one.Why}");
            }
        }
        foreach ((string change, List<string> nodes) in plan.Changes)
        {
            Say("plan", $"plan: settings: {change} ({Names(nodes, plan.Nodes.Count)})");
        }
        if (plan.WithoutFile.Count > 0)
        {
            Say("plan", $"plan: settings: what they change is not known of {Names(plan.WithoutFile, plan.Nodes.Count)}: --files DIR names the folder with the node files");
        }
        foreach (string what in plan.NotKnown)
        {
            Say("plan", $"plan: not looked at: {what}");
        }
        Say("plan", $"plan: rings {string.Join(", ", plan.RingNames.Select((name, ring) => $"{name}: {plan.Nodes.Count(node => node.Ring == ring)} (stops at {stopAt.FailuresAt(plan.Nodes.Count(node => node.Ring <= ring))} failed)"))}; "
            + $"{options.Parallel} at a time, {options.SoakMs / 1000} s between rings");
        Say("plan", PlanLine(plan, options));
    }

    internal void Node(RolloutNode node, RolloutState state)
    {
        if (node.IsOver || (node.Status == NodeStatus.Waiting && node.Tries > 0))
        {
            string what = node.IsOver ? RolloutReport.Words(node.Status) : "once more";
            Say("node", $"{node.Name}: {what}: {node.Words}", ("node", node.Name), ("status", node.Status.ToString()), ("ring", state.Rings[node.Ring]), ("reason", node.Reason.ToString()),
                ("number", (int)node.Reason), ("tries", node.Tries), ("bytes", node.Bytes), ("retries", node.Retries), ("from", node.From));
        }
        else if (node.Status == NodeStatus.Running && json)
        {
            Say("node", node.Phase.ToString(), ("node", node.Name), ("status", node.Status.ToString()), ("phase", node.Phase.ToString()), ("ring", state.Rings[node.Ring]), ("tries", node.Tries));
        }
    }

    /// <summary>How it stands in all: a line each ten seconds where there is no terminal.</summary>
    internal void Progress(RolloutState state, int underWay, long nowMs)
    {
        if (IsTerminal || nowMs - toldMs < 10_000)
        {
            return;
        }
        toldMs = nowMs;
        RolloutCounts counts = state.Counts;
        int over = state.Nodes.Count(node => node.IsOver);
        Say("progress", $"ring {state.Rings[state.Ring]}: {over} of {Plural.Of(counts.Nodes, "node")} through, {underWay} under way, {counts.Failures} failed", ("ring", state.Rings[state.Ring]),
            ("through", over), ("nodes", counts.Nodes), ("underWay", underWay), ("failed", counts.Failures), ("bytes", counts.Bytes), ("retries", counts.Retries));
    }

    /// <summary>The picture of a terminal: rings, and each node that is under way.</summary>
    internal static Table Picture(Rollout rollout)
    {
        RolloutState state = rollout.State;
        Table table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn("").AddColumn("");
        table.ShowHeaders = false;
        for (int ring = 0; ring < state.Rings.Count; ring++)
        {
            RolloutNode[] nodes = [.. state.Nodes.Where(node => node.Ring == ring)];
            int over = nodes.Count(node => node.IsOver);
            string left = ring == state.Ring && rollout.SoakLeft > TimeSpan.Zero ? $", next ring in {rollout.SoakLeft.TotalSeconds:0} s" : "";
            table.AddRow(Markup.Escape(state.Rings[ring]), Bar(over, nodes.Length), $"{over} of {nodes.Length}, {nodes.Count(node => node.IsFailure)} failed{left}");
        }
        foreach (RolloutNode node in rollout.UnderWay.OrderBy(node => node.Name, StringComparer.Ordinal))
        {
            table.AddRow(Markup.Escape(SafeText.Of(node.Name)), Bar(node.Percent, 100), $"{node.Phase} {node.Percent} %");
        }
        return table;
    }

    private static string Bar(int done, int of)
    {
        const int Width = 30;
        int full = of == 0 ? Width : Math.Clamp(Width * done / of, 0, Width); // a state file may be written by hand
        return $"[green]{new string('━', full)}[/][grey]{new string('━', Width - full)}[/]";
    }

    private static string PlanLine(RolloutPlan plan, RolloutOptions options) =>
        $"plan: {Plural.Of(plan.Nodes.Count, "node")}, {plan.LeftOut.Count} left out"
        + (options.Yes || plan.Nodes.Count == 0 ? "" : $". Nothing was sent: --yes --expect {plan.Nodes.Count} does it");

    private static string Names(List<string> names, int all) => names.Count == all && all > 1
        ? $"all {all} nodes"
        : string.Join(", ", names.Take(NamesMax)) + (names.Count > NamesMax ? $" and {names.Count - NamesMax} more" : "");

    private static void Table(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }
        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(SafeText.Of(cell)))]);
        }
        if (table.Rows.Count > 0)
        {
            AnsiConsole.Write(table);
        }
    }
}
