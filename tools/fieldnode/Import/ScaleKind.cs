namespace FieldNode.Cli.Import;

/// <summary>What a number of a map does to the register.</summary>
internal enum ScaleKind
{
    /// <summary>It does not say.</summary>
    Plain,

    /// <summary>It multiplies.</summary>
    Multiplies,

    /// <summary>It divides.</summary>
    Divides,
}
