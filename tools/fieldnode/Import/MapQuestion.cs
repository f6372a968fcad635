namespace FieldNode.Cli.Import;

/// <summary>One thing that a register map leaves open: it has two readings, and only a person can tell which one is meant.</summary>
/// <param name="Line">Line of the file, from 1, where it shows first.</param>
/// <param name="Column">Heading of the column, or its number.</param>
/// <param name="Value">What is there.</param>
/// <param name="Text">The readings, each with the option that says so.</param>
internal sealed record MapQuestion(int Line, string Column, string Value, string Text)
{
    /// <summary>Rows that ask the same.</summary>
    internal int Rows { get; init; } = 1;

    public override string ToString() =>
        $"line {Line}, {Column}{(Value.Length == 0 ? "" : ": " + Value)}{(Rows > 1 ? $" and {Rows - 1} more" : "")} — {Text}";
}
