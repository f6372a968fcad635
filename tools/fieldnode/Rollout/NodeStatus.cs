namespace FieldNode.Cli.Rollouts;

/// <summary>Where a node of a roll-out stands.</summary>
internal enum NodeStatus
{
    /// <summary>Its turn has not come, or comes again.</summary>
    Waiting,

    /// <summary>It is being updated.</summary>
    Running,

    /// <summary>It runs the bundle for good.</summary>
    Updated,

    /// <summary>It tried the bundle, and runs what it had.</summary>
    RolledBack,

    /// <summary>It did not try it.</summary>
    Refused,

    /// <summary>It had all of the bundle, and was not heard any more.</summary>
    Bricked,

    /// <summary>Nobody knows what became of it, or what it tells does not fit together.</summary>
    Unclear,

    /// <summary>It was not heard when its turn came: nothing was sent to it.</summary>
    Gone,

    /// <summary>When its turn came, something spoke against it: nothing was sent to it.</summary>
    LeftOut,
}
