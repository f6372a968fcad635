namespace FieldNode.Cli.Import;

/// <summary>One thing that is wrong with a register map.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">Heading of the column, or its number.</param>
/// <param name="Value">What is there.</param>
/// <param name="Allowed">What may be there.</param>
internal sealed record MapFault(int Line, string Column, string Value, string Allowed)
{
    public override string ToString() => $"line {Line}, {Column}: {Value} — allowed: {Allowed}";
}
