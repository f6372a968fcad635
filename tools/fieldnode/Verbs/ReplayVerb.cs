using System.CommandLine;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary><c>fieldnode replay</c>: what happened to a node in the field, once more at a desk.</summary>
internal static class ReplayVerb
{
    internal const string Examples = """
        Examples:
          fieldnode replay --config node.json --events copy-of-the-state
          fieldnode replay --config node.json --events state --from 2026-11-24T13:00Z --to 2026-11-24T15:00Z
          fieldnode events state --json > tuesday.jsonl; fieldnode replay --config node.json --events tuesday.jsonl
          fieldnode replay --config node.json --events state --json | jq -c 'select(.matched==false)'

        The events become a script (links that fail, slaves that fall silent, power cuts, clocks that are set, each at its time), and the node of this
        program runs through it in virtual time, on a plant that the node file describes. The time line shows what the script does, each event of the
        field, and whether the run's node told it again. What did not come again, the script does not explain: there is the trouble to look for.
        What no script can make is listed as not scripted. docs/replay.md has what becomes what, and what a replay cannot show.
        --json prints one object per line of the time line: type is note, script, field, only-in-run, quality or, at last, replay.
        Exit status: 0 the run told the same, 1 it did not, or something was damaged and skipped, 2 used wrongly.
        """;

    private const double WithinMaxS = 86_400;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var config = new Option<string>("--config") { Description = "The node file that the node had.", Required = true, HelpName = "FILE" };
        var events = new Option<string?>("--events")
        {
            Description = "State folder of the node, a copy of a board's files, or a file made by 'fieldnode events --json'. Default: state beside the node file.",
            HelpName = "FOLDER-OR-FILE",
        };
        var from = new Option<string?>("--from")
        {
            Description = "From a time on: 2026-11-24T13:00Z, or so long ago: 30m, 2h, 7d. Default: as far as the ring is whole, a week at most.", HelpName = "WHEN",
        };
        var to = new Option<string?>("--to") { Description = "Until a time. Default: the last event.", HelpName = "WHEN" };
        var within = new Option<double>("--within")
        {
            Description = "Seconds that an event of the run may be apart from the field's.", HelpName = "S", DefaultValueFactory = _ => 60,
        };
        var seed = new Option<int>("--seed") { Description = "How values move, which no ring tells.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON object per line." };
        var command = new Command("replay", "Run what happened to a node once more, in virtual time.") { config, events, from, to, within, seed, json };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            double withinS = parsed.GetValue(within);
            if (!(withinS is >= 0 and <= WithinMaxS))
            {
                throw new UserError($"--within {withinS} is not allowed: 0 to {WithinMaxS:0} s", ExitStatus.Usage);
            }
            var wanted = new ReplayOptions(parsed.GetRequiredValue(config), parsed.GetValue(events), When("--from", parsed.GetValue(from), now),
                When("--to", parsed.GetValue(to), now), (long)(withinS * 1000), parsed.GetValue(seed));
            return Show(wanted, parsed.GetValue(json), output, error, cancellation);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Replays, without a screen.</summary>
    /// <param name="change">Changes the script before it runs; null: it stays.</param>
    internal static ReplayReport Replay(
        ReplayOptions wanted, List<string> skipped, Action<TimeSpan>? progress, CancellationToken cancellation, Action<ReplayScript>? change = null)
    {
        NamedFile.MustBeThere(wanted.Config, "Say which node file the node had: --config FILE");
        SettingsResult read = SettingsFile.Read(wanted.Config);
        NodeSettings settings = read.Settings
            ?? throw new UserError($"{wanted.Config}: {read.Faults[0]}. 'fieldnode check' shows all that is wrong with it");
        byte[] file = RegularFile.ReadAllBytes(wanted.Config);
        int crc = Crc32.Of(file, 0, file.Length);
        FieldRing ring = FieldRingReader.Read(wanted.Events ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(wanted.Config))!, "state"));
        skipped.AddRange(ring.Skipped);
        var notes = new List<string>();
        if (ring.SettingsCrc is { } known && known != crc)
        {
            notes.Add($"{wanted.Config} (CRC {crc:x8}) is another node file than the node had last (CRC {known:x8}): what comes of it may differ");
        }
        IReadOnlyList<FieldRun> all = FieldRuns.Of(ring.Events, notes);
        long wholeMs = ReplaySpan.WholeFromMs(all);
        IReadOnlyList<FieldRun> runs = ReplaySpan.Cut(all, wanted.From, wanted.To, notes);
        TellVersions(runs, notes);
        ReplayScript script = ReplayScript.Of(settings, [crc], runs);
        change?.Invoke(script);
        var run = new ReplayRun(script, wanted.Seed, progress);
        long endMs = runs[^1].LastMs + Math.Min(wanted.WithinMs, 60_000) + 1000;
        run.Run(endMs, cancellation);
        var comparison = new Comparison(script, run.Told, wanted.WithinMs, wholeMs);
        return new ReplayReport(script, comparison, notes, [.. run.Quality.Lines(endMs)], run.Took);
    }

    private static void TellVersions(IReadOnlyList<FieldRun> runs, List<string> notes)
    {
        string[] others = [.. runs.SelectMany(run => run.Events).Where(e => e.What.Kind == EventKind.Started && e.What.Name != RecordFile.Firmware)
            .Select(e => e.What.Name).Distinct()];
        if (others.Length > 0)
        {
            notes.Add($"the field's node ran version {string.Join(", ", others)}; the node of this program is {RecordFile.Firmware}");
        }
    }

    private static DateTimeOffset? When(string option, string? text, DateTimeOffset now) => text is null ? null : EventFilter.When(option, text, now);

    private static int Show(ReplayOptions wanted, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var skipped = new List<string>();
        Action<TimeSpan>? progress = Console.IsErrorRedirected || error != Console.Error ? null : ShowProgress(error);
        ReplayReport report;
        try
        {
            report = Replay(wanted, skipped, progress, cancellation);
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            throw new UserError("ended before the replay was through; nothing was compared", ExitStatus.Wrong, e);
        }
        foreach (string line in skipped)
        {
            error.WriteLine("fieldnode replay: skipped: " + SafeText.Of(line));
        }
        if (json)
        {
            foreach (string line in ReplayScreen.Json(report))
            {
                output.WriteLine(line);
            }
        }
        else
        {
            Print(report, output);
        }
        return report.IsSame && skipped.Count == 0 ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private static void Print(ReplayReport report, TextWriter output)
    {
        foreach (string note in report.Notes)
        {
            output.WriteLine("note: " + SafeText.Of(note));
        }
        if (!Console.IsOutputRedirected && output == Console.Out)
        {
            ReplayScreen.Table(report, AnsiConsole.Console);
        }
        else
        {
            foreach (string line in ReplayScreen.Lines(report))
            {
                output.WriteLine(line);
            }
        }
        foreach (string line in report.Quality.Concat(ReplayScreen.Differences(report)).Append(ReplayScreen.Last(report)))
        {
            output.WriteLine(line);
        }
    }

    private static Action<TimeSpan> ShowProgress(TextWriter error)
    {
        long shown = Environment.TickCount64;
        return took =>
        {
            if (Environment.TickCount64 - shown > 2000)
            {
                shown = Environment.TickCount64;
                error.WriteLine($"{took.TotalHours:0} hours replayed");
            }
        };
    }
}
