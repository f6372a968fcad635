using System.Globalization;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>The field at a glance: how many are good, bad, gone and old, and the nodes.</summary>
internal static class FieldView
{
    private const int RowsMax = 100;

    private static readonly FleetState[] States = [FleetState.Gone, FleetState.Bad, FleetState.Old, FleetState.Good];

    internal static string Of(FleetDesk desk, FleetQuery query, DateTime utc)
    {
        IReadOnlyList<FleetNode> nodes = FleetList.Of(desk.Model, query.Words, query.Sort, utc, query.State);
        int pages = Math.Max(1, (nodes.Count + RowsMax - 1) / RowsMax);
        int page = Math.Min(query.Page, pages);
        Html live = Html.Of($"""<ul class="tiles">""").AddEach(States, state => Tile(desk, query, state)).Add($"</ul>\n");
        if (desk.Alerts?.Standing.Count() is > 0 and var alerts)
        {
            live.Add($"<p>{Plural.Of(alerts, "alert", "stands", "stand")}.</p>");
        }
        if (nodes.Count == 0)
        {
            live.Add($"""<p>{(desk.Model.Nodes.Count == 0 ? "Nothing was heard of any node yet." : "No node is like this.")} <a href="/">Show all</a></p>""");
        }
        else
        {
            live.Add($"""
                <table class="reflow"><caption>{Caption(query, nodes.Count, page, pages)}</caption>
                <thead><tr><th scope="col">Node</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Claims version</th><th scope="col">Slot</th><th scope="col">Certificate</th><th scope="col">Up</th>
                <th scope="col">Waiting</th><th scope="col">Lost</th><th scope="col">Devices</th><th scope="col">What is wrong, and what to do</th></tr></thead>
                <tbody>

                """).AddEach(nodes.Skip((page - 1) * RowsMax).Take(RowsMax), node => Row(node, utc)).Add($"</tbody></table>\n");
        }
        if (pages > 1)
        {
            live.Add($"""<nav aria-label="Pages"><p>""").AddEach(Near(page, pages), number => number == page
                ? Html.Of($"<b aria-current=\"page\">{number}</b> ")
                : Html.Of($"""<a href="{query.Address(query.State, number)}">{number}</a> """)).Add($"</p></nav>");
        }
        return PageFrame.Of(desk, "Field", Head(query), live);
    }

    /// <summary>The address of a node's view.</summary>
    internal static string AddressOf(FleetNode node) => $"/node?group={Uri.EscapeDataString(node.Group)}&node={Uri.EscapeDataString(node.Name)}";

    private static IEnumerable<int> Near(int page, int pages) => Enumerable.Range(1, pages).Where(number => number == 1 || number == pages || Math.Abs(number - page) < 4);

    private static string Caption(FleetQuery query, int count, int page, int pages) => string.Create(CultureInfo.InvariantCulture,
        $"{Plural.Of(count, "node")}{(query.State is { } state ? $", {FleetWords.StateOf(state)}" : "")}{(query.Words.Length > 0 ? $", with \"{query.Words}\"" : "")}{(pages > 1 ? $"; page {page} of {pages}" : "")}");

    private static Html Head(FleetQuery query) => Html.Of($"""
        <form action="/" method="get" role="search"><h1>Field</h1>
        <label>Find <input type="search" name="q" value="{query.Words}" maxlength="{FleetQuery.WordsMax}"></label>
        <label>Order <select name="sort">
        """).AddEach(Enum.GetValues<FleetSort>(), sort => sort == query.Sort
            ? Html.Of($"""<option value="{sort.ToString().ToLowerInvariant()}" selected>{sort.ToString().ToLowerInvariant()}</option>""")
            : Html.Of($"""<option value="{sort.ToString().ToLowerInvariant()}">{sort.ToString().ToLowerInvariant()}</option>"""))
        .Add($"</select></label>").Add($"{State(query)}<button>Show</button></form>");

    private static Html? State(FleetQuery query) => query.State is { } state ? Html.Of($"""<input type="hidden" name="state" value="{FleetWords.StateOf(state)}">""") : null;

    private static Html Tile(FleetDesk desk, FleetQuery query, FleetState state)
    {
        bool isChosen = query.State == state;
        return Html.Of($"""<li><a class="tile {FleetWords.StateOf(state)}" href="{query.Address(isChosen ? null : state, 1)}"{(isChosen ? Html.Of($" aria-current=\"true\"") : null)}><b>{desk.Model.Count(state)}</b> {FleetWords.StateOf(state)}</a></li>""");
    }

    private static Html Row(FleetNode node, DateTime utc)
    {
        NodeFacts facts = node.Facts;
        string devices = facts.Devices.Count == 0 ? "" : facts.Devices.Count(device => !device.Online) is > 0 and var away ? $"{away} of {facts.Devices.Count} away" : $"{facts.Devices.Count}";
        FleetFault? worst = node.Faults.FirstOrDefault();
        return Html.Of($"""
            <tr class="{FleetWords.StateOf(node.State)}"><th scope="row"><a href="{AddressOf(node)}">{node.Path}</a></th>
            <td class="n" data-label="State"><span class="state {FleetWords.StateOf(node.State)}">{FleetWords.StateOf(node.State)}</span></td><td class="since" data-label="Since">{FleetWords.Since(node.SinceUtc, utc)}</td>
            <td data-label="Claims version">{facts.Version}</td><td class="n" data-label="Slot">{Number(facts.Slot)}</td><td class="n" data-label="Certificate">{(facts.DaysLeft(utc) is { } days ? $"{days} d" : "")}</td>
            <td class="n" data-label="Up">{(facts.UptimeS is { } up ? FleetWords.Span(up) : "")}</td><td class="n" data-label="Waiting">{Number(facts.Depth)}</td><td class="n" data-label="Lost">{Number(facts.Dropped)}</td>
            <td data-label="Devices">{devices}</td><td class="wide" data-label="Wrong">{(worst is null ? null : Html.Of($"{worst.Text}. <span class=\"todo\">{worst.ToDo}</span>"))}</td></tr>

            """);
    }

    internal static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
