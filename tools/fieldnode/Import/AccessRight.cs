namespace FieldNode.Cli.Import;

/// <summary>What a master may do with a register.</summary>
internal enum AccessRight
{
    Read, ReadWrite, Write,
}
