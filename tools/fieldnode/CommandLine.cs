using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace FieldNode.Cli;

/// <summary>The verbs, and the one place where a failure becomes a line and an exit status.</summary>
internal static class CommandLine
{
    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parsed = Root(output, error).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            string path = CommandPath(parsed);
            string what = string.Join(" ", parsed.Errors.Select(e => e.Message).Distinct());
            error.WriteLine($"{path}: {OneLine(what)} Try: {path} --help");
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
            CheckVerb.Create(output),
            SchemaVerb.Create(output),
            ImportVerb.Create(output, error),
            ProfilesVerb.Create(output),
            DiffVerb.Create(output, error),
            WatchVerb.Create(output, error),
            EventsVerb.Create(output, error),
            ScanVerb.Create(output),
            LoopCheckVerb.Create(output, error),
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
