using System.Diagnostics;
using System.Globalization;
using FieldNode.Host;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FieldNode.Cli;

/// <summary>
/// The screen of a watch: what was found and what to do, whole; the tags or the tree; the tag of the cursor with its full name; the keys. It fits any terminal from 40 cells on.
/// </summary>
/// <param name="hasKeys">Somebody sits at a keyboard.</param>
internal sealed class WatchScreen(IAnsiConsole console, string title, WatchView view, bool hasKeys)
{
    private const string Keys = "↑ ↓ PgUp PgDn  / search  b bad first  t devices  r ask for births  q end";
    private const string TreeKeys = "↑ ↓ PgUp PgDn  Enter shows its tags  t tags  r ask for births  q end";
    private const string TypingKeys = "words of name or quality; Enter keeps them, Esc drops them";

    private const int HeightOfDetails = 16;
    private const int WideFrom = 100;
    private const int ValueWidth = 12; // the whole value stands below

    private static readonly string[] TagHeads = ["Device", "Tag", "Value", "Unit", "Quality", "Age"];
    private static readonly int[] TagLeast = [6, 8, 10, 4, 7, 5];
    private static readonly string[] TreeHeads = ["Node, device", "State", "Tags", "Bad"];
    private static readonly int[] TreeLeast = [12, 9, 5, 5];

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Rate messages = new(TimeSpan.FromSeconds(5));
    private IReadOnlyList<string> rowKeys = [];
    private int page = 1;

    /// <summary>Keeps the screen while <paramref name="work"/> runs; it may ask for a refresh at any rate, and for one at once.</summary>
    internal Task RunAsync(HostModel model, Func<Action<WatchStatus, bool>, Task> work) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            var shown = Stopwatch.StartNew();
            var last = new WatchStatus(TimeSpan.Zero);
            void Draw()
            {
                context.UpdateTarget(Build(model, last, DateTime.UtcNow, console.Profile.Width, console.Profile.Height));
                context.Refresh();
                shown.Restart();
            }
            await work((status, atOnce) =>
            {
                last = status;
                if (atOnce || shown.Elapsed >= Period)
                {
                    Draw();
                }
            });
            Draw();
        });

    /// <summary>A key goes to the rows that are on the screen.</summary>
    internal void Take(ConsoleKeyInfo key) => view.Take(key, rowKeys, page);

    /// <summary>The node of the line that is looked at; null if there is none.</summary>
    internal EdgeNode? NodeOfCursor(HostModel model) =>
        rowKeys.Count == 0 ? model.Nodes.FirstOrDefault()
            : model.Nodes.FirstOrDefault(node => rowKeys[Math.Min(view.Cursor, rowKeys.Count - 1)].StartsWith($"{node.Group}/{node.Name}/", StringComparison.Ordinal));

    internal IRenderable Build(HostModel model, WatchStatus status, DateTime utc, int width, int height)
    {
        messages.Mark(status.Running, model.Messages);
        var lines = new List<Markup> { Line($"{title}   {status.Running:hh\\:mm\\:ss}", "bold", width), Counts(model, width) };
        lines.AddRange(Notes(model, status, width, Math.Max(2, height / 3)));
        IReadOnlyList<TagRow> tags = view.IsTree ? [] : view.Tags(model);
        IReadOnlyList<TreeRow> tree = view.IsTree ? WatchView.Tree(model) : [];
        rowKeys = view.IsTree ? [.. tree.Select(row => row.Place)] : [.. tags.Select(row => row.Path)];
        int foot = hasKeys && height >= HeightOfDetails ? 5 : 1; // rule, three lines of the cursor's tag, keys
        page = Math.Max(1, height - lines.Count - 3 - foot); // rule and heads, and a free line for the terminal
        view.Settle(rowKeys, page);
        bool oneNode = model.Nodes.Count() == 1;
        string[][] cells = view.IsTree
            ? [.. tree.Skip(view.Top).Take(page).Select(TreeCells)]
            : [.. tags.Skip(view.Top).Take(page).Select(row => TagCells(row, utc, oneNode, width < WideFrom ? ValueWidth : 2 * ValueWidth))];
        string[] colors = view.IsTree
            ? [.. tree.Skip(view.Top).Take(page).Select(row => row.IsOnline ? "default" : "dim")]
            : [.. tags.Skip(view.Top).Take(page).Select(row => row.Rank switch { 3 => "default", 1 => "dim", 0 => "red", _ => "yellow" })];
        lines.AddRange(Table(view.IsTree ? TreeHeads : TagHeads, view.IsTree ? TreeLeast : TagLeast, cells, colors, width, rowKeys.Count));
        for (int i = cells.Length; i < Math.Min(page, 3); i++)
        {
            lines.Add(Line(i == 0 ? Nothing(model) : " ", "dim", width));
        }
        lines.AddRange(Foot(tags, utc, width, foot > 1));
        return new Rows(lines);
    }

    private Markup Counts(HostModel model, int width)
    {
        EdgeNode[] nodes = [.. model.Nodes];
        int bad = TagRow.All(model).Count(row => row.Rank is 0 or 2);
        string hosts = model.HostTroubles == 0 ? "" : $"  {model.HostTroubles} of hosts";
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{Plural.Of(nodes.Count(n => n.Online), "node")} {Plural.Of(nodes.Sum(n => n.Devices.Count(d => d.Online)), "device")} online  {Plural.Of(bad, "tag")} not good"
            + $"  {messages.PerSecond:0.0} msg/s  {model.Faults} wrong{hosts}");
        return Line(text, model.Faults + model.HostTroubles > 0 ? "red" : bad > 0 ? "yellow" : "green", width);
    }

    /// <summary>What is wrong, the link first, each with what to do: that part is never cut.</summary>
    private static IEnumerable<Markup> Notes(HostModel model, WatchStatus status, int width, int linesMax)
    {
        Finding? fault = model.Findings.LastOrDefault(finding => !finding.IsNote);
        (string? Text, string Color)[] notes = [(status.Trouble, "red"), (fault is null ? null : string.Create(CultureInfo.InvariantCulture, $"{fault.Utc:HH:mm:ss} {fault}"), "red"), (status.Note, "yellow")];
        notes = [.. notes.Where(note => note.Text is not null)];
        return notes.SelectMany(note => Cells.Wrap(SafeText.Of(note.Text!), width, Math.Max(1, linesMax / notes.Length)).Select(line => Line(line, note.Color, width)));
    }

    private IEnumerable<Markup> Table(string[] heads, int[] least, string[][] cells, string[] colors, int width, int count)
    {
        const string Mark = "> ";
        int[] widths = ColumnWidths.Yield([.. cells.Prepend(heads)], least, width - Mark.Length - (heads.Length - 1) * 2, yielding: view.IsTree ? 1 : 2);
        string Row(string[] row) => string.Join("  ", row.Select((cell, i) => Cells.Fill(
            heads[i] is "Tag" or "Device" ? Cells.CropFront(cell, widths[i]) : Cells.Crop(cell, widths[i]), widths[i], heads[i] is "Value" or "Age" or "Tags" or "Bad")));
        yield return Line(new string(' ', Mark.Length) + Row(heads), "dim", width);
        string where = count == 0 ? "" : $" {view.Top + 1} to {view.Top + cells.Length} of {count} ";
        yield return Line(where + new string('─', Math.Max(0, width - where.Length)), "dim", width);
        for (int i = 0; i < cells.Length; i++)
        {
            bool isChosen = hasKeys && view.Top + i == view.Cursor;
            yield return Line((isChosen ? Mark : "  ") + Row(cells[i]), (isChosen ? "bold " : "") + colors[i], width);
        }
    }

    private static string[] TagCells(TagRow row, DateTime utc, bool oneNode, int valueWidth) => Safe(
        (oneNode ? "" : row.Node.Name + (row.Device.Name is null ? "" : "/")) + (row.Device.Name ?? (oneNode ? row.Node.Name : "")),
        row.Metric.Name, Cells.Crop(MetricCells.ShortValue(row.Metric), valueWidth), Cells.Crop(row.Metric.Unit ?? "", 10), row.Quality, MetricCells.Age(row.Metric.TimestampMs, utc));

    private static string[] TreeCells(TreeRow row)
    {
        TagRow[] tags = [.. row.Tags];
        return Safe(row.Name, row.State, tags.Length.ToString(CultureInfo.InvariantCulture), tags.Count(tag => tag.Rank is 0 or 2).ToString(CultureInfo.InvariantCulture));
    }

    private static string[] Safe(params string[] cells) => [.. cells.Select(SafeText.Of)];

    private string Nothing(HostModel model) => !model.Nodes.Any() ? "  nothing was heard of any node yet"
        : view.Search.Length > 0 || view.Place.Length > 0 ? "  no tag is like this; Esc shows all" : "  no birth yet: tags come with it";

    private IEnumerable<Markup> Foot(IReadOnlyList<TagRow> tags, DateTime utc, int width, bool hasDetails)
    {
        if (hasDetails)
        {
            foreach (Markup line in Details(tags, utc, width))
            {
                yield return line;
            }
        }
        yield return Line(hasKeys ? KeysNow(width) : "Ctrl-C ends it", "dim", width);
    }

    private IEnumerable<Markup> Details(IReadOnlyList<TagRow> tags, DateTime utc, int width)
    {
        yield return Line(new string('─', width), "dim", width);
        IReadOnlyList<string> name = [" "];
        string detail = " ";
        if (view.Cursor < tags.Count)
        {
            TagRow row = tags[view.Cursor];
            name = Cells.Wrap(SafeText.Of(row.Path), width, 2);
            detail = SafeText.Of(Detail(row, utc));
        }
        yield return Line(name[0], "bold", width);
        yield return name.Count > 1 ? Line(name[1], "bold", width) : Line(detail, "default", width);
        yield return name.Count > 1 ? Line(detail, "default", width) : Line(" ", "default", width);
    }

    /// <summary>What is chosen, and which keys there are.</summary>
    private string KeysNow(int width)
    {
        string chosen = (view.IsTyping || view.Search.Length > 0 ? $"/{view.Search}{(view.IsTyping ? "_" : "")}  " : "")
            + (view.Place.Length > 0 ? $"in {view.Place}  " : "") + (view.BadFirst ? "bad first  " : "");
        string keys = view.IsTyping ? TypingKeys : view.IsTree ? TreeKeys : chosen.Length > 0 ? "Esc takes it back  q end" : Keys;
        return Cells.Crop(SafeText.Of(chosen), Math.Max(0, width - keys.Length - 1)) + keys;
    }

    private static string Detail(TagRow row, DateTime utc)
    {
        EdgeMetric metric = row.Metric;
        string range = metric is { Low: double low, High: double high } ? string.Create(CultureInfo.InvariantCulture, $"  {low} to {high}") : "";
        string alias = metric.Alias is ulong number ? $"  alias {number}" : "";
        string unit = metric.Unit is null ? "" : " " + metric.Unit;
        return $"{Cells.Crop(metric.ValueText, 40)}{unit}  {row.Quality}  {metric.Type}{range}{alias}  {MetricCells.Age(metric.TimestampMs, utc)} old";
    }

    private static Markup Line(string text, string style, int width) =>
        new Markup($"[{style}]{Markup.Escape(Cells.Crop(text, width))}[/]") { Overflow = Overflow.Crop };
}
