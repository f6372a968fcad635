using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>A replay as a table, as lines, as JSON.</summary>
internal static class ReplayScreen
{
    internal static void Table(ReplayReport report, IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("time (UTC)", c => c.NoWrap()).AddColumn("of").AddColumn("what").AddColumn("the run's node");
        foreach (ReplayRow row in report.Rows)
        {
            (string who, string what, string run) = Words(report, row);
            string colour = row.Cue is not null ? "grey" : IsDifferent(report, row) ? "red" : row.Field?.Role == EventRole.NotScripted && row.Run is null ? "yellow" : "default";
            table.AddRow(ReplayWords.Time(row.AtMs), who, $"[{colour}]{Markup.Escape(what)}[/]", $"[{colour}]{Markup.Escape(run)}[/]");
        }
        console.Write(table);
    }

    internal static IEnumerable<string> Lines(ReplayReport report)
    {
        foreach (ReplayRow row in report.Rows)
        {
            (string who, string what, string run) = Words(report, row);
            yield return $"{ReplayWords.Time(row.AtMs)} {who,-6} {what}{(run.Length > 0 ? $" | {run}" : "")}";
        }
    }

    /// <summary>What did not come again, and what only the run has: the reason to look at a replay.</summary>
    internal static IEnumerable<string> Differences(ReplayReport report)
    {
        foreach (PlacedEvent one in report.Script.Events.Where(report.Comparison.IsUnexplained))
        {
            yield return $"not explained by the script: {ReplayWords.Time(one.AtMs)} {Text(one.What)}";
        }
        foreach (RunEvent one in report.Comparison.OnlyInRun.Where(one => !report.Comparison.MayBeOff(one.AtMs)))
        {
            yield return $"only in the run: {ReplayWords.Time(one.AtMs)} {Text(one.What)}";
        }
    }

    internal static string Last(ReplayReport report)
    {
        Comparison all = report.Comparison;
        return string.Create(CultureInfo.InvariantCulture,
            $"replay: events={all.Events} scripted={all.Scripted} matched={all.Matched} unexplained={all.Unexplained} not_scripted={all.NotScripted} "
            + $"only_in_run={all.Surplus} virtual_hours={report.Took.TotalHours:0.0}");
    }

    internal static IEnumerable<string> Json(ReplayReport report)
    {
        foreach (string note in report.Notes)
        {
            yield return JsonSerializer.Serialize(new { type = "note", text = note });
        }
        foreach (ReplayRow row in report.Rows)
        {
            yield return row.Cue is { } cue ? JsonSerializer.Serialize(new { type = "script", time = Iso(row.AtMs), text = cue.Words })
                : row.Field is { } field ? JsonSerializer.Serialize(new
                {
                    type = "field", time = Iso(row.AtMs), sequence = field.What.Sequence, run = field.What.Run, kind = EventWords.KindName(field.What.Kind),
                    times = field.What.Times, name = field.What.Name, text = EventWords.Of(field.What), role = Role(field.Role), why = field.Why,
                    matched = row.Run is not null, runTime = row.Run is null ? null : Iso(row.Run.AtMs), differenceMs = row.Run?.AtMs - row.AtMs,
                })
                : JsonSerializer.Serialize(new
                {
                    type = "only-in-run", time = Iso(row.AtMs), kind = EventWords.KindName(row.Run!.What.Kind), times = row.Run.What.Times, name = row.Run.What.Name,
                    text = EventWords.Of(row.Run.What), maybeOff = report.Comparison.MayBeOff(row.AtMs),
                });
        }
        foreach (string quality in report.Quality)
        {
            yield return JsonSerializer.Serialize(new { type = "quality", text = quality });
        }
        Comparison all = report.Comparison;
        yield return JsonSerializer.Serialize(new
        {
            type = "replay", events = all.Events, scripted = all.Scripted, matched = all.Matched, unexplained = all.Unexplained, notScripted = all.NotScripted,
            onlyInRun = all.Surplus, virtualHours = Math.Round(report.Took.TotalHours, 1),
        });
    }

    private static bool IsDifferent(ReplayReport report, ReplayRow row) =>
        row.Field is { } field ? report.Comparison.IsUnexplained(field) : row.Run is not null && !report.Comparison.MayBeOff(row.AtMs);

    private static (string Who, string What, string Run) Words(ReplayReport report, ReplayRow row) => row switch
    {
        { Cue: { } cue } => ("script", SafeText.Of(cue.Words), ""),
        { Field: { } field } => ("field", Text(field.What), RunWords(field, row.Run)),
        _ => ("run", Text(row.Run!.What), report.Comparison.MayBeOff(row.AtMs) ? "only here; the field's may have gone with the supply" : "only here"),
    };

    private static string RunWords(PlacedEvent field, RunEvent? run) => run is not null
        ? $"the same, {ReplayWords.Difference(run.AtMs - field.AtMs)}{(run.What.Times != field.What.Times ? $" ({run.What.Times} times)" : "")}"
        : field.Role switch
        {
            EventRole.Board => $"not compared, the board wrote it: {field.Why}",
            EventRole.NotScripted => SafeText.Of($"not scripted: {field.Why}"),
            _ => "did not come again: not explained by the script",
        };

    private static string Text(LoggedEvent one) => EventWords.Of(one) + (one.Times == 1 ? "" : $" ({one.Times} times)");

    private static string Role(EventRole role) => role switch
    {
        EventRole.Cause => "cause",
        EventRole.Board => "board",
        EventRole.NotScripted => "not-scripted",
        _ => "consequence",
    };

    private static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
