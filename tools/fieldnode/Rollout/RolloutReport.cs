using System.Globalization;
using System.Net;
using System.Text;

namespace FieldNode.Cli.Rollouts;

/// <summary>A page of a roll-out that prints: nothing is loaded, no script, and what nodes and files call themselves is text.</summary>
internal static class RolloutReport
{
    private const string Style = """
        body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #111; background: #fff }
        table { border-collapse: collapse; width: 100%; margin: 1em 0 }
        th, td { border: 1px solid #999; padding: .25em .5em; text-align: left; vertical-align: top }
        thead { display: table-header-group }
        tr { break-inside: avoid }
        .bad { font-weight: bold }
        .bar { width: 100%; height: 1em }
        @media print { body { margin: 0; font-size: 10px } }
        """;

    private static readonly (NodeStatus Status, string Words, string Fill)[] Kinds =
    [
        (NodeStatus.Updated, "updated", "#2a7d2a"), (NodeStatus.RolledBack, "rolled back", "#c77700"), (NodeStatus.Refused, "refused", "#8a5a00"),
        (NodeStatus.Bricked, "bricked", "#b00020"), (NodeStatus.Unclear, "unclear", "#7a3e9d"), (NodeStatus.Gone, "gone", "#666"), (NodeStatus.LeftOut, "left out", "#999"),
        (NodeStatus.Running, "under way", "#1f6fb2"), (NodeStatus.Waiting, "not begun", "#ddd"),
    ];

    internal static string Of(RolloutState state)
    {
        var page = new StringBuilder();
        RolloutCounts counts = state.Counts;
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Append($"<title>Roll-out: {Text(state.Group)}, version {Text(state.Bundle.Version)}</title>\n<style>\n{Style}</style></head><body>\n");
        page.Append($"<h1>Roll-out to group {Text(state.Group)}</h1>\n");
        page.Append($"<p>Version {Text(state.Bundle.Version)}, number {state.Bundle.Sequence}, for board {Text(state.Bundle.Board)}: {Text(string.Join(", ", state.Bundle.Parts))}. ");
        page.Append($"Begun {Time(state.Started)}, as of {Time(state.Written)}");
        page.Append(state.Desk is { } desk ? $", by {Text(desk.User)} at {Text(desk.Host)}" : "").Append(".</p>\n");
        page.Append($"<p><b>{Text(state.Phase.ToString())}</b>{(state.Why.Length > 0 ? ": " + Text(state.Why) : "")}</p>\n<p>{Text(counts.Line(state.Seconds))}</p>\n");
        AddRings(page, state);
        AddNodes(page, state);
        if (state.LeftOut.Count > 0)
        {
            page.Append("<h2>Left out of the plan</h2>\n<table><thead><tr><th>node</th><th>why</th></tr></thead><tbody>\n");
            foreach (LeftOut one in state.LeftOut)
            {
                page.Append($"<tr><td>{Text(one.Node)}</td><td>{Text(one.Why)}</td></tr>\n");
            }
            page.Append("</tbody></table>\n");
        }
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddRings(StringBuilder page, RolloutState state)
    {
        page.Append("<h2>Rings</h2>\n<table><thead><tr><th>ring</th><th>nodes</th><th>how it stands</th><th></th></tr></thead><tbody>\n");
        for (int ring = 0; ring < state.Rings.Count; ring++)
        {
            RolloutNode[] nodes = [.. state.Nodes.Where(node => node.Ring == ring)];
            (NodeStatus Status, string Words, string Fill, int Count)[] parts =
                [.. Kinds.Select(kind => (kind.Status, kind.Words, kind.Fill, nodes.Count(node => node.Status == kind.Status))).Where(part => part.Item4 > 0)];
            page.Append($"<tr><td>{Text(state.Rings[ring])}</td><td>{nodes.Length}</td><td>{string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"))}</td><td>");
            page.Append($"<svg class=\"bar\" viewBox=\"0 0 {Math.Max(1, nodes.Length)} 1\" preserveAspectRatio=\"none\" role=\"presentation\">");
            int at = 0;
            foreach ((_, _, string fill, int count) in parts)
            {
                page.Append($"<rect x=\"{at}\" y=\"0\" width=\"{count}\" height=\"1\" fill=\"{fill}\"/>");
                at += count;
            }
            page.Append("</svg></td></tr>\n");
        }
        page.Append("</tbody></table>\n");
    }

    private static void AddNodes(StringBuilder page, RolloutState state)
    {
        page.Append("<h2>Nodes</h2>\n<table><thead><tr><th>node</th><th>ring</th><th>came to</th><th>from</th><th>began</th><th>took</th><th>tries</th><th>bytes</th><th>repeats</th><th>what happened</th></tr></thead><tbody>\n");
        foreach (RolloutNode node in state.Nodes.OrderByDescending(node => node.IsFailure).ThenBy(node => node.Ring).ThenBy(node => node.Name, StringComparer.Ordinal))
        {
            string took = node.Began is { } began && node.Ended is { } ended ? string.Create(CultureInfo.InvariantCulture, $"{(ended - began).TotalSeconds:0} s") : "";
            string from = node.From.Length == 0 ? "" : $"{node.From}{(node.FromSequence > 0 ? $" ({node.FromSequence})" : "")}";
            page.Append($"<tr{(node.IsFailure ? " class=\"bad\"" : "")}><td>{Text(node.Name)}</td><td>{Text(state.Rings[node.Ring])}</td><td>{Words(node.Status)}</td><td>{Text(from)}</td>");
            page.Append($"<td>{(node.Began is { } at ? Time(at) : "")}</td><td>{took}</td><td>{node.Tries}</td><td>{node.Bytes}</td><td>{node.Retries}</td><td>{Text(node.Words)}</td></tr>\n");
        }
        page.Append("</tbody></table>\n");
    }

    internal static string Words(NodeStatus status) => Kinds.First(kind => kind.Status == status).Words;

    private static string Text(string text) => WebUtility.HtmlEncode(SafeText.Of(text));

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
