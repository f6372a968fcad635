using System.Globalization;
using FieldNode.Cli.Rollouts;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>Roll-outs, as the files that they write have them: the rings, and each node.</summary>
internal static class RolloutView
{
    /// <summary>Ends in the order of a picture, each with its words and with the state whose colour it has.</summary>
    private static readonly (NodeStatus Status, string Words, string Kind)[] Ends =
    [
        (NodeStatus.Updated, "updated", "good"), (NodeStatus.RolledBack, "rolled back", "bad"), (NodeStatus.Refused, "refused", "bad"), (NodeStatus.Bricked, "bricked", "gone"),
        (NodeStatus.Unclear, "unclear", "bad"), (NodeStatus.Gone, "gone", "gone"), (NodeStatus.LeftOut, "left out", "old"), (NodeStatus.Running, "under way", "running"),
        (NodeStatus.Waiting, "not begun", "none"),
    ];

    internal static string Of(FleetDesk desk)
    {
        Html live = Html.Empty.AddEach(desk.Rollouts, rollout => One(desk, rollout));
        return PageFrame.Of(desk, "Roll-outs", Html.Of($"<h1>Roll-outs</h1>"), live);
    }

    private static Html One(FleetDesk desk, FleetRollout rollout)
    {
        if (rollout.State is not { } state)
        {
            return Html.Of($"""<section><h2>{rollout.File}</h2><p class="trouble">{rollout.Trouble}</p></section>""");
        }
        Html made = Html.Of($"""
            <section><h2>Group {state.Group}, version {state.Bundle.Version}, number {state.Bundle.Sequence}</h2>
            <p><b>{FleetWords.NameOf(state.Phase)}</b>{(state.Why.Length > 0 ? ": " : "")}{state.Why}. Begun {Time(state.Started)}, as of {Time(state.Written)}.</p>
            <table class="reflow"><caption>Rings</caption><thead><tr><th scope="col">Ring</th><th scope="col">Nodes</th><th scope="col">How it stands</th><th scope="col"></th></tr></thead><tbody>

            """);
        for (int ring = 0; ring < state.Rings.Count; ring++)
        {
            RolloutNode[] nodes = [.. state.Nodes.Where(node => node.Ring == ring)];
            (string Kind, string Words, int Count)[] parts = [.. Ends.Select(end => (end.Kind, end.Words, nodes.Count(node => node.Status == end.Status))).Where(part => part.Item3 > 0)];
            made.Add($"""
                <tr><th scope="row">{state.Rings[ring]}{(ring == state.Ring && state.Phase is RolloutPhase.Running or RolloutPhase.Soaking ? " (now)" : "")}</th><td data-label="Nodes">{nodes.Length}</td>
                <td data-label="How it stands">{string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"))}</td><td>{FleetChart.Parts(parts)}</td></tr>

                """);
        }
        return made.Add($"""
            </tbody></table>
            <table class="reflow"><caption>Nodes</caption><thead><tr><th scope="col">Node</th><th scope="col">Ring</th><th scope="col">Came to</th><th scope="col">Has</th><th scope="col">What happened</th></tr></thead><tbody>

            """).AddEach(state.Nodes.Take(1000), node => Node(desk, state, node)).Add($"</tbody></table>{(state.Nodes.Count > 1000 ? "The first 1,000 nodes are shown." : "")}</section>\n");
    }

    private static Html Node(FleetDesk desk, RolloutState state, RolloutNode node)
    {
        (_, string words, string kind) = Ends.First(end => end.Status == node.Status);
        Html name = desk.Model.Find(state.Group, node.Name) is { } known ? Html.Of($"""<a href="{FieldView.AddressOf(known)}">{node.Name}</a>""") : Html.Of($"{node.Name}");
        return Html.Of($"""
            <tr><th scope="row">{name}</th><td data-label="Ring">{state.Rings[node.Ring]}</td><td data-label="Came to"><span class="state {kind}">{words}</span></td><td data-label="Has">{node.Percent} %</td><td data-label="What happened">{node.Words}</td></tr>

            """);
    }

    private static string Time(DateTime utc) => utc == default ? "at a time not said" : utc.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
