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

/// <summary>What came of reading a register map.</summary>
/// <param name="Tags">Tags of the rows without fault.</param>
/// <param name="Faults">All faults.</param>
/// <param name="UnknownHeadings">Columns that were left out.</param>
/// <param name="Skipped">Rows that are no registers.</param>
internal sealed record MapResult(
    IReadOnlyList<MapTag> Tags, IReadOnlyList<MapFault> Faults, IReadOnlyList<string> UnknownHeadings, int Skipped)
{
    /// <summary>False: nothing in the map says what the registers are, so that they were taken as uint16.</summary>
    internal bool HasTypes { get; init; } = true;
}
