namespace FieldNode.Cli.Import;

/// <summary>What a map counts lengths in.</summary>
internal enum LengthUnit
{
    Registers, Bytes, Bits,
}
