using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode check FILE</c>: all faults of a node file at once.</summary>
internal static class CheckVerb
{
    internal const string Examples = """
        Examples:
          fieldnode check node.json
          fieldnode check node.json --json

        What it accepts, the node runs. It says where (a path such as devices[0].tags[2].type),
        what stands there, and what is allowed.
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
        throw new UserError("not plugged in yet");
    }
}
