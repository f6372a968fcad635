using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FieldNode.Cli.Fleet;

/// <summary>The live table: a line of counts, what is wrong with the desk itself, the nodes, and of the one at the cursor everything that is wrong with what to do.</summary>
internal sealed class FleetScreen(IAnsiConsole console, string title, FleetView view, bool hasKeys)
{
    private const string Keys = "↑ ↓ PgUp PgDn  / filter  s sort  q end";
    private const string TypingKeys = "words of name, state, version, fault; Enter keeps them, Esc drops them";
    private const int DetailLines = 5;
    private const int HeightOfDetails = 16;

    /// <summary>Columns that a narrow terminal drops, one after the other; the node, its state and what is wrong stay.</summary>
    private static readonly int[] Dropped = [4, 7, 6, 8, 9, 5, 1, 3];

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<FleetNode> rows = [];
    private int page = 1;

    internal Task RunAsync(Func<Func<DateTime, IRenderable>> build, Func<Action<bool>, Task> work) => console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
    {
        var shown = Stopwatch.StartNew();
        void Draw()
        {
            context.UpdateTarget(build()(DateTime.UtcNow));
            context.Refresh();
            shown.Restart();
        }
        await work(atOnce =>
        {
            if (atOnce || shown.Elapsed >= Period)
            {
                Draw();
            }
        });
        Draw();
    });

    internal void Take(ConsoleKeyInfo key) => view.Take(key, rows, page);

    internal IRenderable Build(FleetModel model, string? trouble, DateTime utc) => Build(model, trouble, utc, console.Profile.Width, console.Profile.Height);

    internal IRenderable Build(FleetModel model, string? trouble, DateTime utc, int width, int height)
    {
        var lines = new List<Markup> { Line(title, "bold", width), Counts(model, width) };
        lines.AddRange(new[] { trouble, model.ClockTrouble }.OfType<string>().SelectMany(text => Cells.Wrap(SafeText.Of(text), width, 3).Select(line => Line(line, "red", width))));
        rows = FleetList.Of(model, view.Filter, view.Sort, utc);
        int foot = height >= HeightOfDetails ? DetailLines + 2 : 1;
        page = Math.Max(1, height - lines.Count - 3 - foot);
        view.Settle(rows, page);
        lines.AddRange(Table(rows.Skip(view.Top).Take(page).ToArray(), utc, width));
        if (rows.Count == 0)
        {
            lines.Add(Line(model.Nodes.Count == 0 ? "  nothing was heard of any node yet" : "  no node is like this; Esc shows all", "dim", width));
        }
        if (foot > 1)
        {
            lines.AddRange(Details(utc, width));
        }
        string chosen = $"by {view.Sort.ToString().ToLowerInvariant()}{(view.IsTyping || view.Filter.Length > 0 ? $"  /{view.Filter}{(view.IsTyping ? "_" : "")}" : "")}   ";
        lines.Add(Line(SafeText.Of(chosen) + (view.IsTyping ? TypingKeys : hasKeys ? Keys : "Ctrl-C ends it"), "dim", width));
        return new Rows(lines);
    }

    private static Markup Counts(FleetModel model, int width)
    {
        int gone = model.Count(FleetState.Gone);
        int bad = model.Count(FleetState.Bad);
        return Line(string.Create(CultureInfo.InvariantCulture, $"{Plural.Of(model.Nodes.Count, "node")}: {model.Count(FleetState.Good)} good, {bad} bad, {gone} gone, {model.Count(FleetState.Old)} old"),
            gone + bad > 0 ? "red" : "green", width);
    }

    private IEnumerable<Markup> Table(FleetNode[] shown, DateTime utc, int width)
    {
        int[] columns = [.. Enumerable.Range(0, FleetRow.Heads.Length)];
        foreach (int drop in Dropped)
        {
            if (columns.Sum(i => FleetRow.Least[i] + 2) + 2 <= width)
            {
                break;
            }
            columns = [.. columns.Where(i => i != drop)];
        }
        string[][] cells = [.. shown.Select(node => FleetRow.Cells(node, utc)).Select(row => columns.Select(i => row[i]).ToArray())];
        string[] heads = [.. columns.Select(i => FleetRow.Heads[i])];
        int rest = width - 2 - (heads.Length - 1) * 2;
        // What is wrong takes the room that the others leave: what they need comes first.
        int[] widths = ColumnWidths.Yield([.. cells.Select(row => row[..^1]).Prepend(heads[..^1])], [.. columns[..^1].Select(i => FleetRow.Least[i])], rest - FleetRow.Least[^1], 2);
        widths = [.. widths, Math.Max(1, rest - widths.Sum())];
        string Row(string[] row) => string.Join("  ", row.Select((cell, i) => Cells.Fill(i == 0 ? Cells.CropFront(cell, widths[i]) : Cells.Crop(cell, widths[i]), widths[i])));
        yield return Line("  " + Row(heads), "dim", width);
        yield return Line(new string('─', width), "dim", width);
        for (int i = 0; i < cells.Length; i++)
        {
            bool isChosen = hasKeys && view.Top + i == view.Cursor;
            string color = shown[i].State switch { FleetState.Good => "default", FleetState.Old => "dim", FleetState.Gone => "red", _ => "yellow" };
            yield return Line((isChosen ? "> " : "  ") + Row(cells[i]), (isChosen ? "bold " : "") + color, width);
        }
    }

    private IEnumerable<Markup> Details(DateTime utc, int width)
    {
        yield return Line(new string('─', width), "dim", width);
        string[] text = [];
        if (view.Cursor < rows.Count)
        {
            FleetNode node = rows[view.Cursor];
            string[] wrong = node.Faults.Length == 0 ? [FleetRow.Line(node, utc)] : [.. node.Faults.Select(fault => fault.ToString())];
            text = [.. wrong.SelectMany(line => Cells.Wrap(SafeText.Of(line), width, wrong.Length == 1 ? DetailLines - 1 : 2))];
            yield return Line(SafeText.Of(node.Path), "bold", width);
        }
        for (int i = 0; i < DetailLines - 1 + (view.Cursor < rows.Count ? 0 : 1); i++)
        {
            yield return Line(i < text.Length ? text[i] : " ", "default", width);
        }
    }

    private static Markup Line(string text, string style, int width) => new($"[{style}]{Markup.Escape(Cells.Crop(text, width))}[/]") { Overflow = Overflow.Crop };
}
