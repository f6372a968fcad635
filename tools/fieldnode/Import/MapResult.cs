namespace FieldNode.Cli.Import;

/// <summary>What came of reading a register map.</summary>
/// <param name="Tags">Tags of the rows without fault.</param>
/// <param name="Faults">All faults.</param>
/// <param name="UnusedHeadings">Columns that nothing was read from.</param>
/// <param name="Skipped">Rows that are no registers.</param>
internal sealed record MapResult(
    IReadOnlyList<MapTag> Tags, IReadOnlyList<MapFault> Faults, IReadOnlyList<string> UnusedHeadings, int Skipped)
{
    /// <summary>What only a person can answer.</summary>
    internal IReadOnlyList<MapQuestion> Questions { get; init; } = [];

    /// <summary>Rows that keep a register free.</summary>
    internal int Reserved { get; init; }

    /// <summary>Rows that were left out because they may only be written.</summary>
    internal int WriteOnly { get; init; }

    /// <summary>Values of several registers whose order of bytes neither the map nor an option says.</summary>
    internal int Unordered { get; init; }

    /// <summary>Units that were left out because they are lists of what values mean.</summary>
    internal int UnitLists { get; init; }
}
