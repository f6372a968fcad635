using System.Text.Json.Nodes;

namespace FieldNode.Cli.Import;

/// <summary>A tag made of a row.</summary>
/// <param name="Line">Line of the row, from 1; 0 for a profile.</param>
/// <param name="Said">The name as the vendor wrote it.</param>
/// <param name="Json">The tag as node.json has it.</param>
internal sealed record MapTag(int Line, string Said, JsonObject Json)
{
    internal string Name => Json["name"]!.GetValue<string>();
}
