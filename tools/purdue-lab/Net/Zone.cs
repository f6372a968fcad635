namespace FieldNode.PurdueLab;

/// <summary>A network namespace of the lab.</summary>
internal enum Zone
{
    /// <summary>The firewall between all others.</summary>
    Firewall,

    /// <summary>Level 1: the node, above its simulated Level 0.</summary>
    Node,

    /// <summary>Level 1: a stranger's machine on the node's own network, with no firewall between.</summary>
    Neighbour,

    /// <summary>Level 3: the plant broker, its clients, the site's time server.</summary>
    Plant,

    /// <summary>Level 3.5: the broker of the DMZ and a host beside it.</summary>
    Dmz,

    /// <summary>Level 4: the enterprise.</summary>
    Enterprise,
}
