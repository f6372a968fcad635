namespace FieldNode.Cli.Import;

/// <summary>A vendor's type as node.json has it.</summary>
/// <param name="Type">Null: not understood.</param>
/// <param name="Order">Null: it does not say.</param>
/// <param name="Length">Registers of a type whose length is not in its name, else 0.</param>
internal sealed record MapType(string? Type, string? Order, int Length)
{
    /// <summary>It says "little endian", which may be dcba or cdab.</summary>
    internal bool IsOpenOrder { get; init; }

    /// <summary>Bit of a register that it names, or -1.</summary>
    internal int Bit { get; init; } = -1;
}
