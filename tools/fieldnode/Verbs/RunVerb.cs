using System.CommandLine;
using FieldNode.Cli.Diff;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Updates;

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
        A node file with "update" makes a node that can be updated (docs/update.md): a loader starts what is confirmed or on trial in the state
        folder, in a process of its own, and starts it again where the node asks for it or a trial failed. Such a node is reset when its
        loop stands still for --watchdog seconds.
        Started by systemd (fieldnode service install) it says when it is ready and that its loop turns, and each line of the log has its severity.
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
        var watchdog = new Option<int>("--watchdog")
        {
            Description = "Seconds without a turn of the loop after which a node with \"update\" is reset, 2 to 3600.",
            DefaultValueFactory = _ => 30, HelpName = "N",
        };
        var command = new Command("run", "Run a node on this PC, with real ports and pins.") { config, state, watchdog };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(parsed.GetRequiredValue(config), parsed.GetValue(state), parsed.GetValue(watchdog), error, cancellation),
            CancellationToken.None));
        return command;
    }

    /// <summary>What a board starts; nobody types it.</summary>
    internal static Command CreateStart(TextWriter error)
    {
        var config = new Option<string>("--config") { Required = true };
        var state = new Option<string>("--state") { Required = true };
        var command = new Command("slot-start", "One start of a node that can be updated; 'run' calls it.") { config, state };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Task.Run(
            () => SlotStart.Run(parsed.GetRequiredValue(config), parsed.GetRequiredValue(state), Console.OpenStandardInput(),
                Console.OpenStandardOutput(), error, cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string config, string? state, int watchdogS, TextWriter log, CancellationToken cancellation)
    {
        NamedFile.MustBeThere(config, "Say which node file to run: --config FILE");
        if (watchdogS is < 2 or > 3600)
        {
            throw new UserError($"--watchdog {watchdogS} is not allowed: 2 to 3600", ExitStatus.Usage);
        }
        string folder = state ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(config))!, "state");
        using ServiceManager? service = ServiceManager.FromEnvironment(log);
        using CancellationTokenRegistration leaving = cancellation.Register(() => service?.Stopping());
        Action? turned = service is null ? null : service.Turned;
        SettingsResult read = SettingsFile.Read(config);
        if (read.Settings?.Update is null || read.Faults.Count > 0)
        {
            return NodeRunner.Run(config, folder, log, cancellation, NodeFileChange.Lines, turned);
        }
        return new SlotBoard(new SlotBoardOptions
        {
            Start = () => OwnExecutable.With("slot-start", "--config", config, "--state", folder),
            StateFolder = folder, Log = log, WatchdogMs = 1000 * watchdogS, Turned = turned,
        }).Run(cancellation);
    }
}
