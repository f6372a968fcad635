using System.CommandLine;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary><c>fieldnode run</c>: this PC is the node.</summary>
internal static class RunVerb
{
    internal const string Examples = """
        Examples:
          fieldnode run --config node.json
          fieldnode run --config /etc/fieldnode/node.json --state /var/lib/fieldnode

        The log goes to stderr. Ctrl-C and SIGTERM end it cleanly: NDEATH, then DISCONNECT.
        A host's Node Control/Reboot, where the node file lets it, starts the node anew from that file; the process goes on.
        Exit status: 0 ended cleanly, 1 it could not start or broke down, 2 used wrongly.
        """;

    internal static Command Create(TextWriter error)
    {
        var config = new Option<string>("--config")
        {
            Description = "The node file (node.json).", Required = true, HelpName = "FILE",
        };
        var state = new Option<string?>("--state")
        {
            Description = "Folder for what outlives a restart: bdSeq, totals, events. Default: state beside the node file.",
            HelpName = "DIR",
        };
        var command = new Command("run", "Run a node on this PC, with real ports and pins.") { config, state };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(parsed.GetRequiredValue(config), parsed.GetValue(state), error, cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string config, string? state, TextWriter log, CancellationToken cancellation)
    {
        NamedFile.MustBeThere(config, "Say which node file to run: --config FILE");
        string folder = state ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(config))!, "state");
        return NodeRunner.Run(config, folder, log, cancellation);
    }
}
