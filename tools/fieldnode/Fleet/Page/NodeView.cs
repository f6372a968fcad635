using System.Globalization;
using FieldNode.Cli.Pages;
using FieldNode.Host;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>One node: what is wrong and what to do, what it says of itself, its certificate, its devices and tags, its events.</summary>
internal static class NodeView
{
    private const int TagsMax = 300; // of a device; bad ones first where there are more

    internal static string Of(FleetDesk desk, FleetNode node, DateTime utc)
    {
        Html live = Html.Of($"""
            <h1>{node.Path}</h1>
            <p><span class="state {FleetWords.StateOf(node.State)}">{FleetWords.StateOf(node.State)}</span> since {FleetWords.Since(node.SinceUtc, utc)}</p>

            """);
        live.Add($"{Faults(node)}{Facts(node, utc)}{Certificate(desk, node, utc)}{Ledger(node)}");
        live.Add($"<h2>Devices and tags</h2>\n");
        if (node.Edge is { } edge && edge.Own.Metrics.Count > 0)
        {
            live.AddEach(edge.Devices, device => Device(desk, node, device, utc)).Add($"{Device(desk, node, edge.Own, utc)}");
        }
        else
        {
            live.Add($"<p>Its birth was not heard since this desk started, so its tags have no names yet.</p>\n<ul>").AddEach(node.Facts.Devices,
                device => Html.Of($"<li>{device.Name}: {(device.Online ? "there" : "away")} when it was heard last, {Plural.Of(device.Tags, "tag")}, {device.Bad} not good</li>")).Add($"</ul>\n");
        }
        live.Add($"<h2>Events</h2>\n<p>What this desk saw of it. What the node itself keeps: <code>fieldnode events</code>.</p>\n<ol class=\"events\">")
            .AddEach(desk.EventsOf(node), one => Html.Of($"<li><time>{Time(one.Utc)}</time> {one.Text}</li>\n")).Add($"</ol>\n");
        return PageFrame.Of(desk, node.Path, Html.Empty, live);
    }

    private static Html Faults(FleetNode node) => node.Faults.Length == 0
        ? Html.Of($"<p>Nothing is wrong.</p>\n")
        : Html.Of($"<h2>What is wrong</h2>\n<ol class=\"faults\">").AddEach(node.Faults, fault => Html.Of($"<li>{fault.Text}. <span class=\"todo\">{fault.ToDo}</span></li>\n")).Add($"</ol>\n");

    private static Html Facts(FleetNode node, DateTime utc)
    {
        NodeFacts facts = node.Facts;
        (string Name, string? Value)[] all =
        [
            ("Claims version", facts.Version), ("Its device Update claims", facts.VersionRunning), ("A roll-out brought", node.Expected),
            ("Runs from slot", facts.Slot is { } slot ? slot == 0 ? "0, the factory firmware" : FieldView.Number(slot) : null), ("Sequence", FieldView.Number(facts.Sequence)),
            ("Update", facts.UpdateState is { } state ? FleetWords.UpdateStateOf(state) : null), ("Hardware", facts.Model),
            ("Node file, CRC-32", facts.SettingsCrc?.ToString("x8", CultureInfo.InvariantCulture)), ("Up", facts.UptimeS is { } up ? FleetWords.Span(up) : null),
            ("Run", FieldView.Number(facts.Boots)), ("The last run", facts.LastReset is null ? null : FleetWords.ResetOf(facts.LastReset)), ("Sessions after the first", FieldView.Number(facts.Reconnects)),
            ("Free memory", facts.FreeMemory is { } free ? string.Create(CultureInfo.InvariantCulture, $"{free:N0} B") : null),
            ("Its clock", node.ClockAheadMs is { } ahead ? string.Create(CultureInfo.InvariantCulture, $"{ahead / 1000.0:+0.0;-0.0;0.0} s from this desk's") : null),
            ("Heard", node.HeardUtc is { } heard ? FleetWords.Since(heard, utc) : "never"), ("Born", node.BornUtc is { } born ? Time(born) : null),
        ];
        return Html.Of($"<h2>What it says of itself</h2>\n<dl>").AddEach(all.Where(one => !string.IsNullOrEmpty(one.Value)), one => Html.Of($"<div><dt>{one.Name}</dt><dd>{one.Value}</dd></div>\n")).Add($"</dl>\n");
    }

    private static Html Certificate(FleetDesk desk, FleetNode node, DateTime utc)
    {
        if (node.Facts.DaysLeft(utc) is not { } days)
        {
            return Html.Of($"<h2>Certificate</h2>\n<p>The node does not say how long it lasts.</p>\n");
        }
        string end = node.Facts.CertificateEnds is { } time ? $", on {time:yyyy-MM-dd}" : "";
        return Html.Of($"<h2>Certificate</h2>\n<p>It {FleetWords.CertificateEnd(days)}{end}. Renew it with <code>fieldnode pki renew {node.Name}</code>.</p>\n{FleetChart.Left(days, desk.Options.Limits.CertificateDays)}\n");
    }

    private static Html Ledger(FleetNode node)
    {
        NodeFacts facts = node.Facts;
        (string Name, long? Value)[] all =
        [
            ("Journal/Captured", facts.Captured), ("Journal/Sent", facts.Sent), ("Journal/Confirmed", facts.Confirmed), ("Journal/Resent", facts.Resent), ("Journal/Dropped", facts.Dropped),
            ("Journal/Unheld", facts.Unheld), ("Journal/Depth", facts.Depth), ("Journal/Oldest", facts.OldestS),
        ];
        return facts.Captured is null
            ? Html.Of($"<h2>Store and forward</h2>\n<p>It has no journal: what happens while the link is down is lost.</p>\n")
            : Html.Of($"<h2>Store and forward</h2>\n<table class=\"reflow\"><thead><tr><th scope=\"col\">Metric</th><th scope=\"col\">Now</th><th scope=\"col\">Means</th></tr></thead><tbody>")
                .AddEach(all, one => Html.Of($"<tr><th scope=\"row\">{one.Name}</th><td data-label=\"Now\">{FieldView.Number(one.Value)}</td><td data-label=\"Means\">{Symptom.Plain(MetricWords.Find(one.Name)!.Meaning)}</td></tr>\n"))
                .Add($"</tbody></table>\n");
    }

    private static Html Device(FleetDesk desk, FleetNode node, EdgeDevice device, DateTime utc)
    {
        TagRow[] rows = [.. device.Metrics.Select(metric => new TagRow(node.Edge!, device, metric))];
        string more = rows.Length > TagsMax ? $", {TagsMax} of them here, what is not good first" : "";
        IEnumerable<TagRow> shown = rows.Length > TagsMax ? rows.OrderBy(row => row.Rank).Take(TagsMax) : rows;
        string state = device.Online ? "there" : node.Edge!.WasBorn ? "away" : "not known now";
        return Html.Of($"""
            <details{(device.Name is null ? null : Html.Of($" open"))}><summary><h3>{device.Name ?? "The node itself"}</h3> {state}, {Plural.Of(rows.Length, "tag")}{more}</summary>
            <table class="reflow"><thead><tr><th scope="col">Tag</th><th scope="col">Value</th><th scope="col">Quality</th><th scope="col">Age</th><th scope="col">Trend</th></tr></thead><tbody>

            """).AddEach(shown, row => Tag(desk, node, row, utc)).Add($"</tbody></table></details>\n");
    }

    private static Html Tag(FleetDesk desk, FleetNode node, TagRow row, DateTime utc)
    {
        string value = MetricCells.ShortValue(row.Metric) + (row.Metric.Unit is null ? "" : " " + row.Metric.Unit);
        FleetTrend? trend = desk.Model.Trends.Of(node.Group, node.Name, row.Device.Name, row.Metric.Name);
        string rank = row.Rank switch { 3 => "good", 1 => "old", _ => "bad" };
        return Html.Of($"""
            <tr><th scope="row">{row.Metric.Name}</th><td data-label="Value">{value}</td><td data-label="Quality"><span class="state {rank}">{row.Quality}</span></td>
            <td data-label="Age">{MetricCells.Age(row.Metric.TimestampMs, utc)}</td><td data-label="Trend">{(trend is null ? null : FleetChart.Of(trend))}</td></tr>

            """);
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
