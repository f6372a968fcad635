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

    private readonly Rate messages = new(TimeSpan.FromSeconds(5));

    internal Task RunAsync(HostModel model, Func<Action<ScreenStatus>, Task> work) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            await work(status =>
            {
                context.UpdateTarget(Build(model, status, DateTime.UtcNow, console.Profile.Height));
                context.Refresh();
            });
        });

    internal IRenderable Build(HostModel model, ScreenStatus status, DateTime utc, int height)
    {
        messages.Mark(status.Running, model.Messages);
        return new Rows(
            new Markup($"[bold]{Markup.Escape(title)}[/]   {status.Running:hh\\:mm\\:ss}"),
            Counts(model),
            Trouble(model, status),
            Values(model, utc, Math.Max(1, height - FrameLines)),
            new Markup($"[dim]{Markup.Escape(footer)}[/]"));
    }

    private Markup Counts(HostModel model)
    {
        long Sum(Func<EdgeNode, long> of) => model.Nodes.Sum(of);
        long data = Sum(node => node.Counts.Data);
        string perMessage = data == 0 ? "-" : (Sum(node => node.DataBytes) / data).ToString(CultureInfo.InvariantCulture);
        int online = model.Nodes.Count(node => node.Online);
        int devices = model.Nodes.Sum(node => node.Devices.Count(device => device.Online));
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"nodes [green]{online}[/] devices [green]{devices}[/]  births {Sum(node => node.Counts.Births)}"
            + $"  data {data}  {messages.PerSecond:0.0} msg/s  {perMessage} B/data msg"
            + $"  {(model.Faults == 0 ? "[green]0" : $"[red]{model.Faults}")} wrong[/]"));
    }

    private static Markup Trouble(HostModel model, ScreenStatus status)
    {
        Finding? last = model.Findings.LastOrDefault(finding => !finding.IsNote);
        return last is null
            ? new Markup($"[dim]{Markup.Escape(SafeText.Of(status.Note ?? ""))}[/]").Overflow(Overflow.Ellipsis)
            : new Markup($"[red]{Markup.Escape(SafeText.Of(last.ToString()))}[/]").Overflow(Overflow.Ellipsis);
    }

    private static Table Values(HostModel model, DateTime utc, int rowsMax)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Expand();
        table.AddColumn(Column("Node").LeftAligned());
        table.AddColumn(Column("Metric").LeftAligned());
        table.AddColumn(Column("Value").RightAligned());
        table.AddColumn(Column("Unit").LeftAligned());
        table.AddColumn(Column("Quality").LeftAligned());
        table.AddColumn(Column("Age").RightAligned());
        List<string[]> rows = AllRows(model, utc);
        int shown = rows.Count <= rowsMax ? rows.Count : rowsMax - 1;
        for (int i = 0; i < shown; i++)
        {
            table.AddRow(rows[i]);
        }
        if (shown < rows.Count)
        {
            table.AddRow("", $"[dim]and {rows.Count - shown} more[/]", "", "", "", "");
        }
        return table;
    }

    private static TableColumn Column(string head) => new TableColumn($"[dim]{head}[/]").NoWrap();

    /// <summary>Devices first, for they are what a person came for; the order stays, so that nothing jumps.</summary>
    private static List<string[]> AllRows(HostModel model, DateTime utc)
    {
        var rows = new List<string[]>();
        foreach (EdgeNode node in model.Nodes)
        {
            foreach (EdgeDevice device in node.Devices.Append(node.Own))
            {
                rows.AddRange(device.Metrics.Select(metric => Row(node, device, metric, utc)));
            }
        }
        return rows;
    }

    private static string[] Row(EdgeNode node, EdgeDevice device, EdgeMetric metric, DateTime utc)
    {
        string place = device.Name is null ? node.Name : $"{node.Name}/{device.Name}";
        string quality = QualityText.Of(metric.Quality, metric.Reason);
        string color = !device.Online ? "dim" : metric.Quality == MetricProperties.GoodQuality ? "default" : "yellow";
        return
        [
            Cell(place, color),
            Cell(metric.Name, color),
            Cell(ShortValue(metric), color),
            Cell(metric.Unit ?? "", color),
            device.Online ? Cell(quality, metric.Quality == MetricProperties.GoodQuality ? "green" : "yellow") : "[dim]offline[/]",
            Cell(Age(metric.TimestampMs, utc), "dim"),
        ];
    }

    private static string Cell(string text, string color) => $"[{color}]{Markup.Escape(SafeText.Of(text))}[/]";

    private static string ShortValue(EdgeMetric metric)
    {
        string text = metric.Value switch
        {
            float number => number.ToString("0.###", CultureInfo.InvariantCulture),
            double number => number.ToString("0.###", CultureInfo.InvariantCulture),
            _ => metric.ValueText,
        };
        return text.Length <= ValueWidthMax ? text : text[..(ValueWidthMax - 1)] + "…";
    }

    private static string Age(ulong? timestampMs, DateTime utc)
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
}
