namespace FieldNode.Cli;

/// <summary>How an update ended, as far as this host can tell.</summary>
internal enum UpdateOutcome
{
    /// <summary>It runs, or counts, for good.</summary>
    Confirmed,

    /// <summary>It was tried, and the node runs what it had.</summary>
    RolledBack,

    /// <summary>It was not tried.</summary>
    Refused,

    /// <summary>The node said nothing.</summary>
    NoAnswer,

    /// <summary>The node takes nothing any more; what it has it keeps.</summary>
    Stalled,

    /// <summary>There is no end of it within the time that was given.</summary>
    TimedOut,

    /// <summary>The link was away when it was decided, and what the node tells now does not show which.</summary>
    Unknown,
}
