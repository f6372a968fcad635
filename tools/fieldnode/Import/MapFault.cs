namespace FieldNode.Cli.Import;

/// <summary>One thing that is wrong with a register map.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">Heading of the column, or its number.</param>
/// <param name="Value">What is there.</param>
/// <param name="Allowed">What may be there.</param>
internal sealed record MapFault(int Line, string Column, string Value, string Allowed)
{
    /// <summary>It is of one row, which can be left out; else the map as a whole has it.</summary>
    internal bool IsOfRow { get; init; }

    /// <summary>Rows that have it.</summary>
    internal int Rows { get; init; } = 1;

    /// <summary>The same value in the same column is one fault, however many rows have it.</summary>
    internal static IReadOnlyList<MapFault> Gathered(IEnumerable<MapFault> faults) =>
        [.. faults.GroupBy(fault => (fault.Column, fault.Value, fault.Allowed)).Select(group => group.MinBy(fault => fault.Line)! with { Rows = group.Count() })
            .OrderBy(fault => fault.Line)];

    public override string ToString() => $"line {Line}{(Rows > 1 ? $" and {Rows - 1} more" : "")}, {Column}: {Value} — allowed: {Allowed}";
}
