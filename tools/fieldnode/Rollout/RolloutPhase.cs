namespace FieldNode.Cli.Rollouts;

/// <summary>Where a roll-out stands.</summary>
internal enum RolloutPhase
{
    /// <summary>Nodes of the ring are begun, up to the number at a time.</summary>
    Running,

    /// <summary>The ring is through; its nodes are watched before the next one begins.</summary>
    Soaking,

    /// <summary>No more nodes are begun; those under way go on to their end.</summary>
    Stopping,

    /// <summary>It was stopped, and no node is under way.</summary>
    Stopped,

    /// <summary>All nodes had their turn.</summary>
    Done,
}
