using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary>The verbs, and the one place where a failure becomes a line and an exit status.</summary>
internal static partial class CommandLine
{
    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parsed = Root(output, error).Parse(args);
        string? stray = parsed.Action is HelpWithExamples ? null : StrayOption(parsed);
        if (stray is not null || parsed.Action is ParseErrorAction)
        {
            string path = CommandPath(parsed);
            error.WriteLine($"{path}: {OneLine(stray ?? Wrong(parsed))} Try: {path} --help");
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
        new LineLog(error).Line($"{path}: {OneLine(what)}", LogSeverity.Error);
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
            InitVerb.Create(output),
            ServiceVerb.Create(output),
            CheckVerb.Create(output),
            SchemaVerb.Create(output),
            SettingsRecordVerb.Create(output, error),
            ImportVerb.Create(output, error),
            ProfilesVerb.Create(output),
            DiffVerb.Create(output, error),
            WatchVerb.Create(output, error),
            FleetVerb.Create(output, error),
            FleetSimVerb.Create(output, error),
            WriteVerb.Create(output),
            EventsVerb.Create(output, error),
            ReplayVerb.Create(output, error),
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
            PagesVerb.Create(output),
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

    /// <summary>
    /// A word that looks like an option and is none. The library takes it for an argument where one may stand, and says nothing of it or of
    /// something else. Behind "--" every word is an argument.
    /// </summary>
    private static string? StrayOption(ParseResult parsed)
    {
        if (Meant(parsed) is not null || parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
        {
            return null;
        }
        IEnumerable<string> taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (parsed.UnmatchedTokens.Concat(taken).FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !IsNumber(word)) is not { } stray)
        {
            return null;
        }
        string? near = JsonNames.Nearest(stray, parsed.CommandResult.Command.Options.Select(option => option.Name));
        return $"{stray}: no such option.{(near is null ? "" : $" Did you mean {near}?")}";
    }

    // A negative value, as write takes one, is no option.
    private static bool IsNumber(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>What is wrong, in words of the command line: the library's name its own types and symbols.</summary>
    private static string Wrong(ParseResult parsed)
    {
        if (Meant(parsed) is { } meant)
        {
            return meant;
        }
        Command at = parsed.CommandResult.Command;
        if (at.Subcommands.Count > 0)
        {
            return $"say what to do: {string.Join(", ", at.Subcommands.Where(command => !command.Hidden).Select(command => command.Name))}.";
        }
        if (parsed.UnmatchedTokens.FirstOrDefault() is { } extra)
        {
            return $"'{extra}' is one word too many.";
        }
        return string.Join(" ", parsed.Errors.Select(e => InWords(e.Message, at)).Distinct());
    }

    private static string InWords(string message, Command at)
    {
        string text = NoNumber().Replace(message, "$2 $1: not a number.");
        text = NoArgument().Replace(text, "$1 is missing.");
        text = NoValue().Replace(text, match => $"{Named(match.Groups[1].Value, at)}: the value is missing.");
        return NoOption().Replace(text, match => $"{Named(match.Groups[1].Value, at)} is missing.");
    }

    /// <summary>An option with the name of its value: <c>--config FILE</c>.</summary>
    private static string Named(string option, Command at) =>
        at.Options.FirstOrDefault(one => one.Name == option)?.HelpName is { } value ? $"{option} {value}" : option;

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

    [GeneratedRegex("^Required argument '(.*)' missing for command: '.*'\\.$")]
    private static partial Regex NoArgument();

    [GeneratedRegex("^Required argument missing for option: '(.*)'\\.$")]
    private static partial Regex NoValue();

    [GeneratedRegex("^Option '(.*)' is required\\.$")]
    private static partial Regex NoOption();

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
