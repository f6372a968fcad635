using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>Events as a table, as lines, as JSON.</summary>
internal static class EventScreen
{
    internal static void Table(IReadOnlyList<LoggedEvent> events, IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn("time (UTC)").AddColumn("run", c => c.RightAligned()).AddColumn("kind").AddColumn("event")
            .AddColumn("times", c => c.RightAligned());
        foreach (LoggedEvent e in events)
        {
            table.AddRow(
                Markup.Escape(TimeOf(e)), e.Run.ToString(CultureInfo.InvariantCulture), EventWords.KindName(e.Kind),
                Markup.Escape(EventWords.Of(e)), e.Times == 1 ? "" : e.Times.ToString(CultureInfo.InvariantCulture));
        }
        console.Write(table);
    }

    internal static string Line(LoggedEvent e) =>
        $"{TimeOf(e)} run {e.Run} {EventWords.KindName(e.Kind)}: {EventWords.Of(e)}{(e.Times == 1 ? "" : $" ({e.Times} times)")}";

    internal static string Json(LoggedEvent e) => JsonSerializer.Serialize(new
    {
        sequence = e.Sequence,
        run = e.Run,
        time = e.Time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        reckoned = e.IsTimeReckoned,
        upMs = e.UpMs,
        kind = EventWords.KindName(e.Kind),
        group = EventWords.GroupOf(e.Kind),
        a = e.A,
        b = e.B,
        times = e.Times,
        name = e.Name,
        text = EventWords.Of(e),
    });

    /// <summary>"~" before a time that is reckoned; without any time, how long the node had been up.</summary>
    private static string TimeOf(LoggedEvent e) => e.Time is { } time
        ? (e.IsTimeReckoned ? "~" : "") + time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"+{e.UpMs / 1000.0:0.000} s");
}
