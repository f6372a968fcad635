using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FieldNode.Cli;
using FieldNode.Virtual;
using Spectre.Console;

namespace FieldNode.PurdueLab;

/// <summary>The command line.</summary>
internal static class LabCommand
{
    private const string Examples = """
        Examples:
          sudo tools/purdue-lab/run
          sudo tools/purdue-lab/run --lab direct
          sudo tools/purdue-lab/run --only scan-from-l4,dcmd-from-l4
          sudo tools/purdue-lab/run --json | jq '.attacks[] | select(.verdict != "held")'
          sudo tools/purdue-lab/run --svg docs/pictures/purdue.svg
          sudo tools/purdue-lab/run --leave-open acl --lab direct --only dcmd-from-l4      must find it: exit status 1
          tools/purdue-lab/run --list                                                      needs neither root nor anything

        It builds Level 1, Level 3, Level 3.5 and Level 4 as network namespaces with a firewall between, brings a node into service in Level 1, and attacks it
        from each level (docs/purdue-lab.md). Nothing of it is seen outside, and nothing is left behind, however it ends.
        In a terminal it draws the zones; with output redirected, a line for each attack. --json prints one object at the end, all other lines go to stderr then.
        The last line counts what happened in both labs, and ends in ok only where all of it was right:
          purdue: dmz_ports=8883,443 inbound_to_node=0 attacks=71 reached=0 samples_level4=2377 missing=0 ok
        Exit status: 0 it ended in ok, 1 it did not, or an attack could not be measured, 2 used wrongly, or something is missing on this machine, 130 Ctrl-C.
        """;

    /// <summary>Runs the command line.</summary>
    internal static int Run(string[] args)
    {
        if (args is [AgentServer.Verb])
        {
            return AgentServer.ServeAsync(Console.In, Console.Out).GetAwaiter().GetResult();
        }
        bool isInside = args is [Launcher.InsideVerb, ..];
        string[] words = isInside ? args[1..] : args;
        ParseResult parsed = Root(words, isInside).Parse(words);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine("purdue-lab: " + string.Join(' ', parsed.Errors.Select(error => error.Message)) + " Try --help");
            return ExitStatus.Usage;
        }
        try
        {
            return parsed.Invoke();
        }
        catch (UserError failure)
        {
            Console.Error.WriteLine("purdue-lab: " + failure.Message);
            return failure.Status;
        }
    }

    private static RootCommand Root(string[] words, bool isInside)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object at the end." };
        var svg = new Option<string?>("--svg") { Description = "Write the picture of the zones and all verdicts into this file.", HelpName = "FILE" };
        var list = new Option<bool>("--list") { Description = "Name the attacks, with level and expected verdict." };
        var markdown = new Option<bool>("--markdown") { Description = "With --list: the table of docs/purdue-lab.md.", Hidden = true };
        var lab = new Option<string>("--lab") { Description = "bridged, direct or both.", DefaultValueFactory = _ => "both", HelpName = "WHICH" };
        lab.AcceptOnlyFromAmong("bridged", "direct", "both");
        var only = new Option<string?>("--only") { Description = "Only these attacks, and not the rest of the story.", HelpName = "NAME,NAME" };
        var open = new Option<string>("--leave-open")
        {
            Description = "Leave a control open on purpose: firewall, acl or writes. The lab must find it.", DefaultValueFactory = _ => "none", HelpName = "CONTROL",
        };
        open.AcceptOnlyFromAmong("none", "firewall", "acl", "writes");
        var root = new RootCommand("The Purdue model on one machine: a node below a DMZ, and attacks from each level.") { json, svg, list, markdown, lab, only, open };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpAndExamples((HelpAction)help.Action!);
        }
        root.SetAction(parsed =>
        {
            var options = new LabOptions
            {
                Json = parsed.GetValue(json), Svg = parsed.GetValue(svg), Labs = Enum.Parse<LabKind>(parsed.GetRequiredValue(lab), ignoreCase: true),
                Only = NamesOf(parsed.GetValue(only)), Open = Enum.Parse<OpenControl>(parsed.GetRequiredValue(open), ignoreCase: true),
            };
            return parsed.GetValue(list) ? List(options.Json, parsed.GetValue(markdown)) : isInside ? InsideAsync(options).GetAwaiter().GetResult() : Outside(words, options);
        });
        return root;
    }

    private static string[] NamesOf(string? only)
    {
        string[] names = only?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return names.FirstOrDefault(name => AttackList.All.All(attack => attack.Name != name)) is { } unknown
            ? throw new UserError($"--only {unknown}: no such attack. --list names them", ExitStatus.Usage) : names;
    }

    private static int List(bool isJson, bool isMarkdown)
    {
        if (isMarkdown)
        {
            Console.Out.WriteLine(string.Join('\n', AttackTable.Lines));
            return ExitStatus.Ok;
        }
        if (isJson)
        {
            Console.Out.WriteLine(LabJson.List());
            return ExitStatus.Ok;
        }
        Cli.Columns.Write(Console.Out, ["attack", "level", "lab", "what", "expected"],
            [.. AttackList.All.Select(attack => new[] { attack.Name, attack.Level, LabJson.LabsOf(attack.Labs), attack.What, attack.Expected })]);
        return ExitStatus.Ok;
    }

    private static int Outside(string[] words, LabOptions options)
    {
        if (Requirements.Missing() is { } missing)
        {
            throw new UserError(missing, ExitStatus.Usage);
        }
        if (options.Svg is { } svg && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(svg))))
        {
            throw new UserError($"--svg {svg}: no such folder", ExitStatus.Usage);
        }
        return Launcher.Run(words);
    }

    private static async Task<int> InsideAsync(LabOptions options)
    {
        var signals = new Signals();
        string folder = PrivatePlaces.Make();
        TextWriter notes = options.Json ? Console.Error : Console.Out;
        IScreen screen = options.Json || Console.IsOutputRedirected ? new LineScreen(notes) : new LiveScreen(AnsiConsole.Console);
        PictureScreen? picture = options.Svg is null ? null : new PictureScreen(screen);
        screen = picture ?? screen;
        var labs = new List<LabOutcome>();
        try
        {
            await screen.RunAsync(async () =>
            {
                screen.Say("the site's certificates and keys: fieldnode pki, fieldnode keys");
                LabSite site = await LabSite.CreateAsync(Path.Combine(folder, "site"), signals.Token);
                foreach (LabKind kind in new[] { LabKind.Bridged, LabKind.Direct }.Where(kind => options.Labs.HasFlag(kind) && (options.Only.Count == 0 || AttackList.All.Any(attack => options.Wants(attack, kind)))))
                {
                    LabOutcome outcome = await new Lab(kind, site, options, screen).RunAsync(signals.Token);
                    labs.Add(outcome);
                    screen.End(outcome);
                }
            });
        }
        catch (Exception) when (signals.Token.IsCancellationRequested)
        {
            notes.WriteLine("purdue: ended by a signal; nothing is left behind");
            return Signals.WasInterrupted ? ExitStatus.Interrupted : ExitStatus.Wrong;
        }
        catch (LabError failure)
        {
            notes.WriteLine("purdue: the lab does not work: " + SafeText.Of(failure.Message.ReplaceLineEndings(" ")));
            return ExitStatus.Wrong;
        }
        return Report(options, labs, picture, notes);
    }

    private static int Report(LabOptions options, List<LabOutcome> labs, PictureScreen? picture, TextWriter notes)
    {
        LabOutcome sum = LabOutcome.Sum(labs);
        if (picture is { Held.Count: > 0 })
        {
            DurableFile.Write(options.Svg!, PurduePicture.Of(picture.Held, sum));
        }
        if (options.Json)
        {
            Console.Out.WriteLine(LabJson.Of(sum));
        }
        foreach (LabOutcome lab in labs.Where(_ => labs.Count > 1))
        {
            notes.WriteLine(lab.Line);
        }
        notes.WriteLine(sum.Line);
        return sum.IsOk ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    /// <summary>The library's help, and examples behind it.</summary>
    private sealed class HelpAndExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int status = inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            return status;
        }
    }
}
