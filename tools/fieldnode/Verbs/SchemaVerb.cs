using System.CommandLine;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode schema</c>: the JSON Schema of the node file.</summary>
internal static class SchemaVerb
{
    internal const string Examples = """
        Examples:
          fieldnode schema > node.schema.json
          head -2 node.json      { "$schema": "node.schema.json",

        JSON Schema draft 2020-12: an editor that knows it (VS Code, Rider, vim with a language server) completes
        members, shows what they mean and marks what is not allowed. "$schema" must be the first member of the file.
        Only fieldnode check finds faults between two members, such as a name or a pin that is used twice.
        Exit status: 0 printed, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var command = new Command("schema", "Print the JSON Schema of the node file, for editors.");
        command.SetAction(_ =>
        {
            output.Write(NodeSchema.Text);
            return ExitStatus.Ok;
        });
        return command;
    }
}
