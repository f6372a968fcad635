using System.CommandLine;
using FieldNode.Cli.Diff;
using FieldNode.Journal;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary><c>fieldnode events</c>: what happened to a node, also without a link to it.</summary>
internal static class EventsVerb
{
    internal const string Examples = """
        Examples:
          fieldnode events /var/lib/fieldnode
          fieldnode events --config node.json --since 2h
          fieldnode events state --kind link,command-refused --last 20
          fieldnode events image-of-the-board --json | jq -c 'select(.kind=="tls-failed")'

        DIR is a node's state folder (run --state; by default the folder state beside the node file), or a copy of a
        board's files with its node folder. The node may be running. Nothing is written.
        ~ before a time: the clock was not set, and the time is computed from a later event of that run. + s: nobody knows
        the time; these are seconds since the run began. Events that repeat are one record with a count.
        --kind takes kinds (as the kind column shows them) and the groups node, link, field, command.
        --json prints one object per event, with these members, always all of them:
          sequence, run, time (ISO 8601 UTC, or null), reckoned, upMs, kind, group, a, b, times, name, text
          a, b       the numbers of the event, as docs/SPEC.md has them
        Exit status: 0 everything was read, 1 something was damaged and skipped (it says what), 2 used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "The node's state folder, or a copy of a board's files.", Arity = ArgumentArity.ZeroOrOne,
        };
        var state = new Option<string?>("--state") { Description = "The same as DIR.", HelpName = "DIR" };
        var config = new Option<string?>("--config")
        {
            Description = "The node file: its state folder is the one called state beside it.", HelpName = "FILE",
        };
        var since = new Option<string?>("--since")
        {
            Description = "Only since a time, or for a while back: 2026-11-27T10:00Z, 30m, 2h, 7d.", HelpName = "WHEN",
        };
        var kind = new Option<string[]>("--kind")
        {
            Description = "Only these kinds or groups.", HelpName = "KIND", AllowMultipleArgumentsPerToken = true,
        };
        var last = new Option<int?>("--last") { Description = "Only the newest N.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per event." };
        var command = new Command("events", "See what happened to a node, without a link to it.")
        {
            folder, state, config, since, kind, last, json,
        };
        command.SetAction(parsed =>
        {
            string from = FolderOf(parsed.GetValue(folder), parsed.GetValue(state), parsed.GetValue(config));
            var filter = new EventFilter(
                parsed.GetValue(since), parsed.GetValue(kind) ?? [], parsed.GetValue(last), DateTimeOffset.UtcNow);
            return Show(from, filter, parsed.GetValue(json), output, error);
        });
        return command;
    }

    private static string FolderOf(string? folder, string? state, string? config)
    {
        string? named = folder ?? state;
        if ((folder is not null && state is not null) || (named is null && config is null))
        {
            throw new UserError("say one folder: DIR, --state DIR, or --config FILE", ExitStatus.Usage);
        }
        string result = named ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(config!))!, "state");
        if (Directory.Exists(result))
        {
            return result;
        }
        if (named is null)
        {
            NamedFile.MustBeThere(config, "Say which node file: --config FILE, or the state folder itself");
        }
        if (File.Exists(result))
        {
            throw new UserError($"{result}: a file, not a folder. A node file goes with --config; else say where the node keeps its state", ExitStatus.Usage);
        }
        throw new UserError($"{result}: no such folder. Say where the node keeps its state", ExitStatus.Usage);
    }

    private static int Show(string folder, EventFilter filter, bool json, TextWriter output, TextWriter error)
    {
        RingContent content = RingReader.Read(folder);
        if (content.Files == 0)
        {
            throw new UserError($"{folder}: no event files there. Is it the state folder of a node?", ExitStatus.Usage);
        }
        IReadOnlyList<LoggedEvent> events = [.. filter.Of(content.Events).Select(one =>
            one.Kind == EventKind.SettingsChanged ? one with { Detail = NodeFileChange.Line(content.Folder, one.B, one.A) } : one)];
        if (!json && !Console.IsOutputRedirected && output == Console.Out)
        {
            EventScreen.Table(events, AnsiConsole.Console);
        }
        else
        {
            foreach (LoggedEvent one in events)
            {
                output.WriteLine(json ? EventScreen.Json(one) : EventScreen.Line(one));
            }
        }
        foreach (string line in content.Skipped)
        {
            error.WriteLine("fieldnode events: skipped: " + SafeText.Of(line));
        }
        return content.Skipped.Count == 0 ? ExitStatus.Ok : ExitStatus.Wrong;
    }
}
