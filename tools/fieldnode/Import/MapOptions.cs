namespace FieldNode.Cli.Import;

/// <summary>What a register map leaves open, and what a person has answered. Null, or nothing: not answered.</summary>
internal sealed record MapOptions
{
    /// <summary>Table of addresses that do not say theirs: holding, input, coil or discrete; null: holding.</summary>
    internal string? Table { get; init; }

    /// <summary>0 or 1: what the first register of a table is called where addresses are plain numbers.</summary>
    internal int? Base { get; init; }

    /// <summary>40001 is holding register 1 and 30001 input register 1; numbers of another form count from 1.</summary>
    internal bool Modicon { get; init; }

    /// <summary>Numbers without a mark in the column of addresses are hexadecimal, or are not.</summary>
    internal bool? Hex { get; init; }

    /// <summary>The numbers of the column of scales divide, or multiply.</summary>
    internal bool? Divide { get; init; }

    /// <summary>What lengths count.</summary>
    internal LengthUnit? LengthIn { get; init; }

    /// <summary>The comma is the decimal sign, or the point.</summary>
    internal bool? DecimalComma { get; init; }

    /// <summary>The ranges are those of the register, before the scale; or those of the value.</summary>
    internal bool? RawRange { get; init; }

    /// <summary>Type of rows that do not say theirs, in one of the usual spellings.</summary>
    internal string? Type { get; init; }

    /// <summary>The order that "little endian" means: dcba, or cdab (words swapped only).</summary>
    internal string? LittleEndian { get; init; }

    /// <summary>Rows that may be written but not read are polled all the same, or left out.</summary>
    internal bool? PollWriteOnly { get; init; }

    /// <summary>Names that stand twice get their address behind them.</summary>
    internal bool AddressInNames { get; init; }

    /// <summary>Columns by heading or number (from 1) and what they are for.</summary>
    internal IReadOnlyDictionary<MapColumn, string> Columns { get; init; } = new Dictionary<MapColumn, string>();

    /// <summary>Columns by heading or number that are not to be used.</summary>
    internal IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Order of the bytes of values of several registers whose row does not say it; null: abcd, which is told.</summary>
    internal string? Order { get; init; }

    /// <summary>Separator of the columns; null: found from the first lines.</summary>
    internal char? Separator { get; init; }

    /// <summary>Poll period of all tags in ms; null: the node's default.</summary>
    internal int? PeriodMs { get; init; }
}
