using System.Diagnostics;
using System.Globalization;
using FieldNode.Host;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FieldNode.Cli;

/// <summary>The host's view as a table that stays in its place and fits the terminal.</summary>
internal sealed class HostScreen(IAnsiConsole console, string title, string footer)
{
    /// <summary>Lines that are not values: title, counts, note, the table's frame and head, footer.</summary>
    private const int FrameLines = 9;
    private const int ValueWidthMax = 24;

    private static readonly string[] Heads = ["Device", "Metric", "Value", "Unit", "Quality", "Age"];

    /// <summary>A blank after each cell, and the border's own between all of them and at both ends.</summary>
    private static readonly int Overhead = Heads.Length + Heads.Length + 1;

    private static readonly int[] LeastWidths = [6, 6, 10, 4, 15, 6];

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly Rate messages = new(TimeSpan.FromSeconds(5));

    /// <summary>
    /// Keeps the table on the screen while <paramref name="work"/> runs; it may ask for a refresh at any rate.
    /// </summary>
    internal Task RunAsync(HostModel model, Func<Action<ScreenStatus>, Task> work) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            var shown = Stopwatch.StartNew();
            var last = new ScreenStatus(TimeSpan.Zero, null);
            void Draw()
            {
                context.UpdateTarget(
                    Build(model, last, DateTime.UtcNow, console.Profile.Width, console.Profile.Height));
                context.Refresh();
                shown.Restart();
            }
            await work(status =>
            {
                last = status;
                if (shown.Elapsed >= Period)
                {
                    Draw();
                }
            });
            Draw();
        });

    internal IRenderable Build(HostModel model, ScreenStatus status, DateTime utc, int width, int height)
    {
        messages.Mark(status.Running, model.Messages);
        return new Rows(
            new Markup($"[bold]{Markup.Escape(title)}[/]   {status.Running:hh\\:mm\\:ss}"),
            Counts(model),
            Trouble(model, status, width),
            Values(model, utc, Math.Max(2, height - FrameLines), width),
            new Markup($"[dim]{Markup.Escape(footer)}[/]"));
    }

    private Markup Counts(HostModel model)
    {
        long Sum(Func<EdgeNode, long> of) => model.Nodes.Sum(of);
        long data = Sum(node => node.Counts.Data);
        string perMessage = data == 0
            ? "-"
            : (Sum(node => node.DataBytes) / data).ToString(CultureInfo.InvariantCulture);
        int online = model.Nodes.Count(node => node.Online);
        string hosts = model.HostTroubles == 0 ? "" : $"  [red]{model.HostTroubles}[/] of hosts";
        int devices = model.Nodes.Sum(node => node.Devices.Count(device => device.Online));
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"nodes [green]{online}[/] devices [green]{devices}[/]  births {Sum(node => node.Counts.Births)}"
            + $"  data {data}  {messages.PerSecond:0.0} msg/s  {perMessage} B/data msg"
            + $"  {(model.Faults == 0 ? "[green]0" : $"[red]{model.Faults}")} wrong[/]{hosts}"));
    }

    /// <summary>One line: the last fault, or what is going on.</summary>
    private static Markup Trouble(HostModel model, ScreenStatus status, int width)
    {
        Finding? last = model.Findings.LastOrDefault(finding => !finding.IsNote);
        string text = ColumnWidths.Crop(SafeText.Of(last?.ToString() ?? status.Note ?? " "), width);
        return new Markup(Cell(text, last is null ? "dim" : "red"));
    }

    /// <summary>One table, or several side by side where the rows are too many and the terminal is wide.</summary>
    private static IRenderable Values(HostModel model, DateTime utc, int rowsMax, int width)
    {
        List<MetricRow> rows = AllRows(model, utc);
        int[] widths = ColumnWidths.Fit(rows.Select(row => row.Cells), LeastWidths, width - Overhead);
        int abreast = Math.Max(1, width / (widths.Sum() + Overhead));
        int room = rowsMax * Math.Min(abreast, Math.Max(1, (rows.Count + rowsMax - 1) / rowsMax));
        int shown = rows.Count <= room ? rows.Count : room - 1;
        List<Table> tables = [.. rows.Take(shown).Chunk(rowsMax).Select(part => Values(part, widths))];
        if (tables.Count == 0)
        {
            tables.Add(Values([], widths));
        }
        if (shown < rows.Count)
        {
            tables[^1].AddRow("", $"[dim]and {rows.Count - shown} more[/]", "", "", "", "");
        }
        if (tables.Count == 1)
        {
            return tables[0];
        }
        var grid = new Grid();
        tables.ForEach(_ => grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0) }));
        return grid.AddRow([.. tables]);
    }

    private static Table Values(MetricRow[] rows, int[] widths)
    {
        var table = new Table().Border(TableBorder.Horizontal).BorderColor(Color.Grey);
        for (int i = 0; i < Heads.Length; i++)
        {
            table.AddColumn(new TableColumn($"[dim]{Heads[i]}[/]")
            {
                Width = widths[i],
                NoWrap = true,
                Padding = new Padding(0, 0, 1, 0),
                Alignment = Heads[i] is "Value" or "Age" ? Justify.Right : Justify.Left,
            });
        }
        foreach (MetricRow row in rows)
        {
            table.AddRow([.. row.Cells.Select((cell, column) => Cell(
                Crop(cell, widths[column], Heads[column]),
                Heads[column] == "Quality" ? row.QualityColor : row.Color))]);
        }
        return table;
    }

    /// <summary>Devices first, for they are what a person came for; the order stays, so that nothing jumps.</summary>
    private static List<MetricRow> AllRows(HostModel model, DateTime utc)
    {
        var rows = new List<MetricRow>();
        foreach (EdgeNode node in model.Nodes)
        {
            string prefix = model.Nodes.Count == 1 ? "" : node.Name + "/";
            foreach (EdgeDevice device in node.Devices.Append(node.Own))
            {
                rows.AddRange(device.Metrics.Select(
                    metric => Row(device.Name is null ? node.Name : prefix + device.Name, device, metric, utc)));
            }
        }
        return rows;
    }

    private static MetricRow Row(string place, EdgeDevice device, EdgeMetric metric, DateTime utc)
    {
        bool good = metric.Quality == MetricProperties.GoodQuality;
        string[] cells =
        [
            place,
            metric.Name,
            ShortValue(metric),
            metric.Unit ?? "",
            device.Online ? QualityText.Of(metric.Quality, metric.Reason) : "offline",
            Age(metric.TimestampMs, utc),
        ];
        return new MetricRow(
            [.. cells.Select(SafeText.Of)],
            !device.Online ? "dim" : good ? "default" : "yellow",
            !device.Online ? "dim" : good ? "green" : "yellow");
    }

    /// <summary>Of a metric's path the end says most.</summary>
    private static string Crop(string text, int width, string head) =>
        head == "Metric" ? ColumnWidths.CropFront(text, width) : ColumnWidths.Crop(text, width);

    private static string Cell(string text, string color) => $"[{color}]{Markup.Escape(text)}[/]";

    internal static string ShortValue(EdgeMetric metric) => metric.Value switch
    {
        float number => Real(number),
        double number => Real(number),
        _ => ColumnWidths.Crop(metric.ValueText, ValueWidthMax),
    };

    /// <summary>Always three decimals, so that the points stand below each other and still.</summary>
    private static string Real(double number) =>
        number.ToString(Math.Abs(number) < 1e6 ? "0.000" : "G7", CultureInfo.InvariantCulture);

    internal static string Age(ulong? timestampMs, DateTime utc)
    {
        if (timestampMs is null)
        {
            return "";
        }
        double seconds = Math.Max(0, -MillisecondsAhead(timestampMs.Value, utc) / 1000.0);
        return seconds switch
        {
            < 100 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
            < 6000 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
            _ => (seconds / 3600).ToString("0", CultureInfo.InvariantCulture) + " h",
        };
    }

    private static long MillisecondsAhead(ulong timestampMs, DateTime utc) =>
        (long)Math.Min(timestampMs, long.MaxValue) - new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The cells of a line, and their colours.</summary>
    private sealed record MetricRow(string[] Cells, string Color, string QualityColor);
}
