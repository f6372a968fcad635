using System.CommandLine;
using System.Text.Json;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode check FILE</c>: all faults of a node file at once.</summary>
internal static class CheckVerb
{
    internal const string Examples = """
        Examples:
          fieldnode check node.json
          fieldnode check node.json --json
          fieldnode check node.json --board esp32-s3-n16r8

        What it accepts, the node runs. It says where (a path such as devices[0].tags[2].type),
        what stands there, and what is allowed. --json prints
          { file, ok, faults: [{ path, value, allowed }], more }     more: there are faults that are not told
        --board checks the pins against another board than the file names. It knows the chips esp32, esp32-s3 and
        esp32-c6, the boards olimex-esp32-poe-iso-wrover and esp32-s3-n16r8 with their wiring, and simulated.
        Exit status: 0 no faults, 1 faults, 2 the file cannot be read or the command was used wrongly.
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
        var command = new Command("check", "Say what is wrong with a node file.") { file, json, board };
        command.SetAction(parsed =>
            Check(parsed.GetRequiredValue(file), parsed.GetValue(json), BoardOf(parsed.GetValue(board)), output));
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

    private static int Check(string path, bool json, string? board, TextWriter output)
    {
        NamedFile.MustBeThere(path, "Say which node file to check");
        SettingsResult result = SettingsFile.Read(path, checkFiles: true, board);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                file = path,
                ok = result.Faults.Count == 0,
                faults = result.Faults.Select(f => new { path = f.Path, value = f.Value, allowed = f.Allowed }),
                more = result.MayBeMore,
            }));
            return result.Faults.Count == 0 ? ExitStatus.Ok : ExitStatus.Wrong;
        }
        var report = new CheckReport(path, result);
        foreach (string line in report.Lines)
        {
            output.WriteLine(line);
        }
        return report.ExitStatus;
    }
}
