namespace FieldNode.PurdueLab;

/// <summary>A control that is left open on purpose, to see that the lab finds it.</summary>
internal enum OpenControl
{
    None,

    /// <summary>The firewall lets Level 4 reach the node.</summary>
    Firewall,

    /// <summary>The access lists of the brokers let every reader publish.</summary>
    Acl,

    /// <summary>The node file has no bound on writes.</summary>
    Writes,
}
