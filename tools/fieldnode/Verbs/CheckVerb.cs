using System.CommandLine;
using System.Text.Json;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode check FILE</c>: all faults of a node file at once.</summary>
internal static class CheckVerb
{
    internal const string Examples = """
        Examples:
          fieldnode check node.json
          fieldnode check node.json --json

        What it accepts, the node runs. It says where (a path such as devices[0].tags[2].type),
        what stands there, and what is allowed. --json prints
          { file, ok, faults: [{ path, value, allowed }], more }     more: there are faults that are not told
        Exit status: 0 no faults, 1 faults, 2 the file cannot be read or the command was used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "The node file (node.json)." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("check", "Say what is wrong with a node file.") { file, json };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(file), parsed.GetValue(json), output));
        return command;
    }

    private static int Check(string path, bool json, TextWriter output)
    {
        if (!File.Exists(path))
        {
            throw new UserError($"{path}: no such file. Say which node file to check", ExitStatus.Usage);
        }
        SettingsResult result = SettingsFile.Read(path, checkFiles: true);
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
