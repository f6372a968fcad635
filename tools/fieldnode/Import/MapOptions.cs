using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What a register map leaves open.</summary>
internal sealed record MapOptions
{
    /// <summary>Table of addresses that do not say theirs: holding, input, coil or discrete; null: holding, unless 30001 and the like.</summary>
    internal string? Table { get; init; }

    /// <summary>0 or 1: what the first register of a table is called where addresses are plain numbers.</summary>
    internal int Base { get; init; }

    /// <summary>Order of the bytes of values of several registers whose row does not say it.</summary>
    internal string Order { get; init; } = TagForm.OrderNames[0];

    /// <summary>Separator of the columns; null: found from the first lines.</summary>
    internal char? Separator { get; init; }

    /// <summary>Poll period of all tags in ms; null: the node's default.</summary>
    internal int? PeriodMs { get; init; }
}
