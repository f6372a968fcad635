using System.CommandLine;
using FieldNode.Settings;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary><c>fieldnode demo</c>: the whole way from the wire to a host, on one machine.</summary>
internal static class DemoVerb
{
    internal const string Examples = """
        Examples:
          fieldnode demo
          fieldnode demo --seconds 20
          fieldnode demo --seconds 20 --json | jq -c 'select(.type=="DDATA") | .metrics'

        It needs nothing but this program. It makes throw-away certificates, a broker on 127.0.0.1 and a simulated
        plant, starts the node as a process of its own, and shows what a Sparkplug host sees.
        In a terminal it is a live table; with output redirected, a line per message. --json prints an object per
        message as watch does, and the last line goes to stderr then. Ctrl-C ends it cleanly; its rebirth is asked for
        when all devices are born, which takes some 9 s, and before that the last line says what it was ended before.
        The broker grades the node's sessions, packet for packet, by the statements of Sparkplug 3.0.0.
        The last line counts what happened, and ends in ok only where all of it was right:
          demo: nbirth=2 dbirth=22 data=240 rebirth=1 decode_errors=0 seq_gaps=0 conformance_fails=0 node_listening_sockets=0 ok
        Exit status: 0 it ended in ok, 1 it did not, 2 used wrongly.
        """;

    /// <summary>Births, a rebirth and a death need so long.</summary>
    private const double SecondsLeast = 5;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var seconds = new Option<double?>("--seconds")
        {
            Description = "End after so many seconds, at least 5. Default: at Ctrl-C.", HelpName = "N",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object per message." };
        var command = new Command("demo", "See a node run: plant, node, TLS, broker and host on this machine.")
        {
            seconds, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new DemoOptions { Duration = Durations.Check(parsed.GetValue(seconds), SecondsLeast) };
            return RunAsync(options, parsed.GetValue(json), output, error, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DemoOptions options, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        TextWriter notes = json ? error : output;
        DemoOutcome outcome;
        await using (DemoStage stage = await DemoStage.SetUpAsync(Plants.Start, cancellation))
        {
            IDemoScreen screen = json ? new LineScreen(output, MessageJson.Of, notes)
                : Console.IsOutputRedirected ? new LineScreen(output, MessageLine.Of, notes)
                : new TableScreen(AnsiConsole.Console);
            screen.Say(
                $"plant: {stage.PlantDescription}; broker: localhost:{stage.Broker.Port}, TLS, certificates demanded");
            using NodeProcess node = NodeProcess.Start(stage.SettingsPath, stage.StateFolder);
            var demo = new Demo(options, stage.Host, node, screen, DevicesOf(stage.Settings));
            outcome = stage.Judge(await demo.RunAsync(cancellation));
            if (outcome.Reasons.Count > 0)
            {
                foreach (string line in node.LastLines)
                {
                    error.WriteLine("node: " + SafeText.Of(line));
                }
            }
        }
        if (outcome.IsOk && outcome.Unborn.Count > 0)
        {
            notes.WriteLine($"not born in so short a time: {string.Join(", ", outcome.Unborn)}; a longer run shows all devices");
        }
        notes.WriteLine(SafeText.Of(outcome.Line));
        return outcome.ExitStatus;
    }

    /// <summary>Slaves, the devices of sensors (several may share one), and the terminals.</summary>
    private static string[] DevicesOf(NodeSettings settings) =>
    [
        .. (settings.Devices ?? []).Select(device => device.Name)
            .Concat((settings.Sensors ?? []).Select(sensor => sensor.Device))
            .Concat(settings.Terminals is null ? [] : [settings.Terminals.Device])
            .Distinct(),
    ];
}
