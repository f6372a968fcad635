namespace FieldNode.Cli;

/// <summary>Kinds of parts, as docs/SPEC.md, section 9, numbers them.</summary>
internal enum BundlePartKind
{
    Assembly = 1,
    Settings = 2,
    Certificate = 3,
    Keys = 4,
    KeyOrder = 5,
}
