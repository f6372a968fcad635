using System.CommandLine;
using Spectre.Console;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary><c>fieldnode demo</c>: the whole way from the wire to a host, on one machine.</summary>
internal static class DemoVerb
{
    internal const string Examples = """
        Examples:
          fieldnode demo
          fieldnode demo --seconds 20
          fieldnode demo --svg demo.svg
          fieldnode demo --seconds 20 --json | jq -c 'select(.type=="DDATA") | .metrics'

        It needs nothing but this program. It makes throw-away certificates, a broker on 127.0.0.1 and a simulated
        plant, starts the node as a process of its own, and shows what a Sparkplug host sees. Then things happen: a
        4-20 mA wire comes off, a Modbus slave stops answering, both recover, and the host asks for a rebirth. It ends
        by itself when all of it was seen, after some 20 s; --seconds gives it another time, and needs 15 for all of it.
        In a terminal it is a live picture with a summary at the end; with output redirected, a line per message.
        --json prints an object per message as watch does, and all other lines go to stderr then.
        --svg writes the picture as it was when the node was asked to end, with the summary, into a file.
        Ctrl-C ends it at any instant: with one line, nothing left behind, and status 130.
        The broker grades the node's sessions, packet for packet, by the statements of Sparkplug 3.0.0.
        The last line counts what happened, and ends in ok only where all of it was right:
          demo: nbirth=2 dbirth=23 data=240 rebirth=1 decode_errors=0 seq_gaps=0 conformance_fails=0 node_listening_sockets=0 ok
        Exit status: 0 it ended in ok, 1 it did not, 2 used wrongly, 130 Ctrl-C.
        """;

    /// <summary>Births, a rebirth and a death need so long.</summary>
    private const double SecondsLeast = 5;

    /// <summary>Of the picture, and at most of the summary.</summary>
    private const int SvgColumns = 80;
    private const string SvgTitle = "fieldnode demo: a simulated plant, the node, a broker and a host, and what was checked";

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var seconds = new Option<double?>("--seconds")
        {
            Description = "End so many seconds after the node's birth, at least 5. Default: when its story is told.", HelpName = "N",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object per message." };
        var svg = new Option<string?>("--svg") { Description = "Write the picture and the summary into this file.", HelpName = "FILE" };
        var command = new Command("demo", "See a node run: plant, node, TLS, broker and host on this machine.")
        {
            seconds, json, svg,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new DemoOptions
            {
                Duration = Durations.Check(parsed.GetValue(seconds), SecondsLeast), IsInterrupted = () => Signals.WasInterrupted,
            };
            return RunAsync(options, parsed.GetValue(json), parsed.GetValue(svg), output, error, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DemoOptions options, bool json, string? svg, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var notes = new GatedNotes(json ? error : output);
        TextWriter words = json ? notes : error; // the same stream has one gate
        bool isLive = !json && !Console.IsOutputRedirected;
        IDemoScreen screen = json ? new LineScreen(output, MessageJson.Of, notes)
            : isLive ? new PlantScreen(AnsiConsole.Console)
            : new LineScreen(notes, MessageLine.Of, notes);
        PictureScreen? picture = svg is null ? null : new PictureScreen(screen);
        if (svg is not null)
        {
            TrySvg(svg); // what cannot be written is said before a demo was watched
        }
        var remains = new DemoRemains(notes);
        Signals.AtSecondInterrupt = remains.EndAtOnce;
        var run = new DemoRun(options, picture ?? screen, remains);
        DemoOutcome outcome;
        try
        {
            outcome = await run.RunAsync(cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested && !run.HasNode) // a step that is cut off fails in its own words
        {
            bool isInterrupt = options.IsInterrupted();
            remains.SayLast($"demo: ended by {(isInterrupt ? "Ctrl-C" : "a signal")} while {run.Step}; nothing is left behind");
            return isInterrupt ? ExitStatus.Interrupted : ExitStatus.Wrong;
        }
        if (options.IsInterrupted())
        {
            outcome = outcome with { IsInterrupted = true }; // at the very end, too
        }
        if (picture is { Held.Count: > 0 })
        {
            WriteSvg(svg!, [new StyledLine().Add("$ fieldnode demo", Ink.Title), new(), .. picture.Held, .. DemoSummary.Framed(outcome, SvgColumns), .. Last(outcome)]);
        }
        Report(outcome, run, isLive, notes, words);
        remains.SayLast(outcome.Line);
        return outcome.ExitStatus;
    }

    /// <summary>The summary, unless somebody was in a hurry; and of a run that went wrong what the node said last.</summary>
    private static void Report(DemoOutcome outcome, DemoRun run, bool isLive, TextWriter notes, TextWriter error)
    {
        foreach (string line in run.NodeLines)
        {
            error.WriteLine("node: " + SafeText.Of(line));
        }
        if (outcome.IsInterrupted)
        {
            return;
        }
        if (isLive)
        {
            int width = Math.Min(AnsiConsole.Profile.Width, SvgColumns);
            AnsiConsole.Write(StyledScreen.Of(DemoSummary.Framed(outcome, width), width, int.MaxValue));
            return;
        }
        foreach (StyledLine line in DemoSummary.Lines(outcome))
        {
            notes.WriteLine("-- " + string.Concat(line.Runs.Select(part => part.Text)));
        }
    }

    /// <summary>The last line, in as many lines of the picture as it takes.</summary>
    private static IEnumerable<StyledLine> Last(DemoOutcome outcome)
    {
        var line = new StyledLine();
        foreach (string word in SafeText.Of(outcome.Line).Split(' '))
        {
            if (line.Width + word.Length >= SvgColumns)
            {
                yield return line;
                line = new StyledLine();
            }
            line.Add((line.Width == 0 ? "" : " ") + word, outcome.IsOk ? Ink.Good : Ink.Bad);
        }
        yield return line;
    }

    private static void WriteSvg(string path, IReadOnlyList<StyledLine> lines) =>
        Guard(path, () => DurableFile.Write(path, SvgScreen.Write(lines, SvgColumns, SvgTitle)));

    /// <summary>Whether it can be written, without a change to a picture that is there.</summary>
    private static void TrySvg(string path) => Guard(path, () =>
    {
        bool isThere = File.Exists(path);
        File.Open(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        if (!isThere)
        {
            File.Delete(path);
        }
    });

    private static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string why = failure switch
            {
                DirectoryNotFoundException => "no such folder",
                UnauthorizedAccessException when Directory.Exists(path) => "a folder, not a file",
                UnauthorizedAccessException => "this user may not write it",
                _ => failure.Message,
            };
            throw new UserError($"--svg {path}: {why}", ExitStatus.Usage, failure);
        }
    }
}
