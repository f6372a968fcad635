using System.CommandLine;
using System.Text.Json;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli;

/// <summary><c>fieldnode check FILE</c>: all faults of a node file at once.</summary>
internal static class CheckVerb
{
    internal const string Examples = """
        Examples:
          fieldnode check node.json
          fieldnode check node.json --json
          fieldnode check node.json --board esp32-s3-n16r8
          fieldnode check /etc/fieldnode/node.json --here --state /var/lib/fieldnode

        What it accepts, the node runs. It says where (a path such as devices[0].tags[2].type),
        what stands there, and what is allowed; then warnings, which are no faults (docs/settings.md). --json prints
          { file, ok, faults: [{ path, value, allowed }], more, warnings: [{ path, what, todo }],
            lines: [{ name, busyPercent, requests, roundMs }], notChecked: [...] }     more: there are faults that are not told
        --here also looks whether this machine has what the file needs: serial ports, I2C, SPI, GPIO, and room and rights
        in the state folder. Run it as the user who runs the node. Without it a line says what was not looked at.
        --board checks the pins against another board than the file names. It knows the chips esp32, esp32-s3 and
        esp32-c6, the boards olimex-esp32-poe-iso-wrover and esp32-s3-n16r8 with their wiring, and simulated.
        Exit status: 0 no faults, with warnings or without, 1 faults, 2 the file cannot be read or the command was used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "The node file (node.json)." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var board = new Option<string?>("--board")
        {
            Description = "Check the pins against this board instead of the file's.", HelpName = "NAME",
        };
        board.CompletionSources.Add(BoardPins.Names);
        var here = new Option<bool>("--here") { Description = "Also look whether this machine has the ports, pins and state folder that the file needs." };
        var state = new Option<string?>("--state")
        {
            Description = "With --here: the state folder, as for run. Default: state beside the node file.", HelpName = "DIR",
        };
        var command = new Command("check", "Say what is wrong with a node file.") { file, json, board, here, state };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            if (parsed.GetValue(state) is not null && !parsed.GetValue(here))
            {
                throw new UserError("--state: only with --here", ExitStatus.Usage);
            }
            NamedFile.MustBeThere(path, "Say which node file to check");
            SettingsResult result = SettingsFile.Read(path, checkFiles: true, BoardOf(parsed.GetValue(board)));
            string folder = parsed.GetValue(state) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "state");
            return Report(path, result, parsed.GetValue(here), folder, parsed.GetValue(json), output);
        });
        return command;
    }

    private static string? BoardOf(string? name)
    {
        if (name is not null && BoardPins.Find(name) is null)
        {
            throw new UserError($"--board {name}: not a board; known are {string.Join(", ", BoardPins.Names)}", ExitStatus.Usage);
        }
        return name;
    }

    private static int Report(string path, SettingsResult result, bool here, string stateFolder, bool json, TextWriter output)
    {
        MachineCheck? machine = result.Settings is { } settings ? new MachineCheck(settings, stateFolder) : null;
        IReadOnlyList<string> left = machine is null || here ? [] : machine.Needs();
        var report = new CheckReport(path, result, here ? machine?.Run() : null, left.Count == 0 ? null : NotChecked(path, result.Settings!, left));
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                file = path,
                ok = report.Faults.Count == 0,
                faults = report.Faults.Select(f => new { path = f.Path, value = f.Value, allowed = f.Allowed }),
                more = result.MayBeMore,
                warnings = report.Warnings.Select(w => new { path = w.Path, what = w.What, todo = w.Todo }),
                lines = result.Loads.Select(l => new { name = l.Name, busyPercent = Math.Round(l.Percent, 1), requests = l.Requests, roundMs = Math.Round(l.RoundMs) }),
                notChecked = left,
            }));
            return report.ExitStatus;
        }
        foreach (string line in report.Lines)
        {
            output.WriteLine(line);
        }
        return report.ExitStatus;
    }

    private static string NotChecked(string path, NodeSettings settings, IReadOnlyList<string> left) =>
        settings.Board is { } board && board != SimBoard.Name
            ? $"not checked here: what only the board ({board}) can show: its ports, its wiring, its network. 'fieldnode provision' proves them"
            : $"not checked here: {string.Join(", ", left)}. On the machine that runs the node: fieldnode check {path} --here";
}
