using System.Globalization;
using FieldNode.Conformance;

namespace FieldNode.Cli;

/// <summary>Verdicts as lines, for people or as JSON; <see cref="WatchVerb.Examples"/> is the description of their form.</summary>
internal static class ConformLine
{
    /// <summary>Statements on the wire that a host cannot see.</summary>
    internal static int Unseeable => Catalogue.Rows.Count(row => row.IsOnWire) - SubscriberView.Rows.Count;

    internal static string Of(BrokenStatement broken, bool json) => json
        ? MessageJson.Object(writer =>
        {
            writer.WriteString("conform", "fail");
            writer.WriteString("node", broken.Node);
            writer.WriteString("id", broken.Id);
            writer.WriteString("level", broken.Level);
            writer.WriteString("statement", broken.Statement);
            writer.WriteString("evidence", broken.Evidence);
        })
        : SafeText.Of($"CONFORM {broken.Node} FAIL {broken.Id} ({broken.Level}: {broken.Statement}) {broken.Evidence}");

    internal static string Of(ConformTotal total, bool json) => json ? Json(total) : SafeText.Of(Text(total));

    private static string Json(ConformTotal total) => MessageJson.Object(writer =>
    {
        writer.WriteString("conform", total.Node is null ? "total" : "node");
        if (total.Node is null)
        {
            writer.WriteNumber("nodes", total.Nodes);
            writer.WriteNumber("unseeable", Unseeable);
        }
        else
        {
            writer.WriteString("node", total.Node);
        }
        writer.WriteNumber("passed", total.Passed);
        writer.WriteNumber("failed", total.Failed);
        writer.WriteNumber("notSeen", total.NotSeen);
        writer.WriteStartArray("broken");
        foreach ((string id, long times) in total.Broken)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteNumber("times", times);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    private static string Text(ConformTotal total)
    {
        string counts = string.Create(CultureInfo.InvariantCulture, $"passed={total.Passed} failed={total.Failed} not_seen={total.NotSeen}");
        if (total.Node is not null)
        {
            string broken = string.Join(", ", total.Broken.Select(b => $"{b.Id} {b.Times.ToString(CultureInfo.InvariantCulture)}x"));
            return $"conform {total.Node}: {counts}" + (broken.Length == 0 ? "" : $" ({broken})");
        }
        string end = total.Nodes == 0 ? " nothing graded: no NBIRTH came; --rebirth GROUP/NODE asks for one" : total.Failed == 0 ? " ok" : "";
        return string.Create(CultureInfo.InvariantCulture, $"conform: nodes={total.Nodes} {counts} unseeable={Unseeable}{end}");
    }
}
