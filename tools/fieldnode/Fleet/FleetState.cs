namespace FieldNode.Cli.Fleet;

/// <summary>How a node is, as far as this desk knows.</summary>
internal enum FleetState
{
    /// <summary>Born, heard lately, and nothing is wrong.</summary>
    Good,

    /// <summary>Born and heard lately, with a fault.</summary>
    Bad,

    /// <summary>What is known of it is old: it was not heard for a while, or its birth was not heard on this connection.</summary>
    Old,

    /// <summary>It died, or was not heard for long.</summary>
    Gone,
}
