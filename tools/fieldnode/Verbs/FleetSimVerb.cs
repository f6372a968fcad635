using System.CommandLine;
using FieldNode.Cli.FleetSim;
using FieldNode.Settings;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary><c>fieldnode fleet-sim</c>: many nodes at a broker, to see what it bears.</summary>
internal static class FleetSimVerb
{
    internal const string Examples = """
        Examples:
          fieldnode fleet-sim
          fieldnode fleet-sim --nodes 10000 --seconds 300
          fieldnode fleet-sim --nodes 2000 --period 10000 --json
          fieldnode fleet-sim --nodes 2000 --spread 20000 --json
          fieldnode fleet-sim --nodes 500 --host broker.example --ca ca.pem --cert sim.pem --key sim.key

        How many nodes does a broker bear, and how long is a plant away when it restarts? This starts many nodes in one process: the code that
        ships, each with its own TLS connection. A slave in memory gives each a value that changes once a period; the journal of each has 4 KB
        and no flash; a node looks at its connection every 100 ms instead of 20. Half-way the broker is killed and started anew.
        Without --host it is a mosquitto of its own, which has to be installed: on 127.0.0.1, TLS with a key and a certificate for each node,
        topic rights by name, all in a temporary folder that is gone at the end. With --host it is yours: all nodes have that one certificate, and it
        must be allowed to publish and subscribe in the group FleetSim, under the client ids sim-00001 and so on. It is not restarted then.
        Each node takes a file descriptor here and one at the broker: ulimit -n. What a PC bears is the sum of both sides: where this process
        takes as much of it as the broker does, a broker alone bears more.
        One host listens to all and checks seq. The last line ends in ok if each node was born, and born again after the restart, with no gap:
          fleet-sim: nodes=1000 born=1000 born_s=2.9 messages=65980 per_second=1100 seq_gaps=0 restart_s=0.1 born_again=1000 born_again_s=3.2
            peak_connects_per_s=1012 dropped=0 memory_per_node_kb=150 ok          (one line)
        births_asked, where it is not 0, are nodes whose birth passed before the host had subscribed again: it asks for it, as any host does.
        dropped are metrics that journals gave up while the broker was away. --spread shows what broker.connectDelayMaxMs makes of the storm: N nodes
        want N connects a second without it, and some N / (MS / 1000) with it; peakWantedPerSecond in --json is what they wanted. --json prints one object instead, with attempts and births by second
        and what the broker's process took; all other lines go to stderr.
        Exit status: 0 it ended in ok, 1 it did not, 2 used wrongly.
        """;

    private const int NodesMax = 100_000;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var link = new LinkArguments(isHostRequired: false);
        var nodes = new Option<int>("--nodes") { Description = "How many nodes. Default: 1000.", HelpName = "N", DefaultValueFactory = _ => 1000 };
        var seconds = new Option<double?>("--seconds") { Description = "Let values change for so long once all are born. Default: 60.", HelpName = "N" };
        var period = new Option<int>("--period") { Description = "Each node's value changes once in so many ms, 100 to 3600000. Default: 1000.", HelpName = "MS", DefaultValueFactory = _ => 1000 };
        var startSpread = new Option<double?>("--start-spread") { Description = "Nodes start within so many seconds of each other. Default: 1.", HelpName = "N" };
        var spread = new Option<int>("--spread")
        {
            Description = $"Each node waits a random time of up to so many ms before its first attempt after a start or a lost session (broker.connectDelayMaxMs), 0 to {SettingsLimits.ConnectDelayMaxMs}. Default: 0.",
            HelpName = "MS",
        };
        var noRestart = new Option<bool>("--no-restart") { Description = "Leave the broker alone." };
        var mosquitto = new Option<string?>("--mosquitto") { Description = "The mosquitto to start. Default: the one in PATH.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "One JSON object at the end." };
        var command = new Command("fleet-sim", "Run many nodes at a broker: births, changes, a restart of the broker.")
        {
            nodes, seconds, period, spread, startSpread, noRestart, mosquitto, json,
        };
        link.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            new FleetSimOptions
            {
                Nodes = Between(parsed.GetValue(nodes), 1, NodesMax, "--nodes"),
                Duration = Durations.Check(parsed.GetValue(seconds), 1) ?? TimeSpan.FromSeconds(60),
                PeriodMs = Between(parsed.GetValue(period), 100, 3_600_000, "--period"),
                ConnectDelayMaxMs = Between(parsed.GetValue(spread), 0, SettingsLimits.ConnectDelayMaxMs, "--spread"),
                StartSpread = Durations.Check(parsed.GetValue(startSpread), 0, "--start-spread") ?? TimeSpan.FromSeconds(1),
                Restarts = !parsed.GetValue(noRestart),
                Mosquitto = parsed.GetValue(mosquitto),
                Json = parsed.GetValue(json),
                Link = link.HasHost(parsed) ? Checked(link.Of(parsed)) : null,
            },
            output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FleetSimOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var log = new LineLog(options.Json ? error : output);
        await using var run = new FleetSimRun(options, text => log.Stamped(text));
        FleetSimResult result = await run.RunAsync(cancellation);
        if ((result.Broken ?? result.FirstFault) is { } wrong)
        {
            log.Stamped(wrong);
        }
        output.WriteLine(options.Json ? result.ToJson() : result.Line);
        return result.IsOk ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private static LinkOptions Checked(LinkOptions link) => link is { Plain: false, User: null, PasswordFile: null, CaFile: not null, CertificateFile: not null, KeyFile: not null }
        ? link
        : throw new UserError("--host needs --ca, --cert and --key, and takes no --plain, --user or --password-file: nodes have certificates", ExitStatus.Usage);

    private static int Between(int given, int least, int most, string option) => given >= least && given <= most
        ? given
        : throw new UserError($"{option} {given} is not allowed: {least} to {most}", ExitStatus.Usage);
}
