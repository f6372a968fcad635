namespace FieldNode.PurdueLab;

/// <summary>Which brokers stand between the node and Level 4.</summary>
[Flags]
internal enum LabKind
{
    /// <summary>A plant broker in Level 3 that bridges to the one in the DMZ.</summary>
    Bridged = 1,

    /// <summary>No broker in Level 3: the node connects to the DMZ itself.</summary>
    Direct = 2,

    Both = Bridged | Direct,
}
