using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary>The verbs, and the one place where a failure becomes a line and an exit status.</summary>
internal static partial class CommandLine
{
    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parsed = Root(output, error).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            string path = CommandPath(parsed);
            error.WriteLine($"{path}: {OneLine(Wrong(parsed))} Try: {path} --help");
            return ExitStatus.Usage;
        }
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Signals has them: a node needs time for its NDEATH
                Output = output,
                Error = error,
            };
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (Exception failure)
        {
            return Report(CommandPath(parsed), failure, error);
        }
    }

    /// <summary>Never a stack trace to a person; who wants it sets FIELDNODE_TRACE=1.</summary>
    internal static int Report(string path, Exception failure, TextWriter error)
    {
        var known = failure as UserError;
        string what = known?.Message ?? $"{failure.Message} ({failure.GetType().Name}; FIELDNODE_TRACE=1 shows where)";
        error.WriteLine($"{path}: {OneLine(what)}");
        if (Environment.GetEnvironmentVariable("FIELDNODE_TRACE") == "1")
        {
            error.WriteLine(failure);
        }
        return known?.Status ?? ExitStatus.Wrong;
    }

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var root = new RootCommand("FieldNode: reads sensors and Modbus RTU, publishes Sparkplug B over mutual TLS.")
        {
            DemoVerb.Create(output, error),
            RunVerb.Create(error),
            RunVerb.CreateStart(error),
            CheckVerb.Create(output),
            SchemaVerb.Create(output),
            SettingsRecordVerb.Create(output, error),
            ImportVerb.Create(output, error),
            ProfilesVerb.Create(output),
            DiffVerb.Create(output, error),
            WatchVerb.Create(output, error),
            EventsVerb.Create(output, error),
            ScanVerb.Create(output),
            KeysVerb.Create(output, error),
            SignVerb.Create(output, error),
            LoopCheckVerb.Create(output, error),
            UpdateVerb.Create(output),
            PkiVerb.Create(output, error),
            BrokerVerb.Create(output),
            ProvisionVerb.Create(output, error),
            RecordsVerb.Create(output),
            FirmwareVerb.Create(output),
        };
        foreach (Option option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Action = new HelpWithExamples((HelpAction)help.Action!);
            }
        }
        return root;
    }

    /// <summary>The library's words, but for names of types, and for "no command" beside the word that is none.</summary>
    private static string Wrong(ParseResult parsed)
    {
        string[] all = [.. parsed.Errors.Select(e => NoNumber().Replace(e.Message, "$2 $1: not a number.")).Distinct()];
        if (Meant(parsed) is { } meant)
        {
            return meant;
        }
        string[] words = [.. all.Where(text => !text.StartsWith("Required command", StringComparison.Ordinal))];
        return string.Join(" ", words.Length > 0 ? words : all);
    }

    /// <summary>A word where a verb belongs: what follows it is of no account.</summary>
    private static string? Meant(ParseResult parsed)
    {
        Command at = parsed.CommandResult.Command;
        if (at.Subcommands.Count == 0 || parsed.UnmatchedTokens.FirstOrDefault() is not { } word || word.StartsWith('-'))
        {
            return null;
        }
        string? near = JsonNames.Nearest(word, at.Subcommands.Select(command => command.Name));
        return $"'{word}' is no command.{(near is null ? "" : $" Did you mean {near}?")}";
    }

    [GeneratedRegex("^Cannot parse argument '(.*)' for option '(.*)' as expected type '.*'\\.$")]
    private static partial Regex NoNumber();

    private static string CommandPath(ParseResult parsed)
    {
        string path = "";
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            path = at is CommandResult { Command: not RootCommand } verb ? $" {verb.Command.Name}{path}" : path;
        }
        return "fieldnode" + path;
    }

    private static string OneLine(string text) => SafeText.Of(text.ReplaceLineEndings(" ").Trim());
}
