namespace FieldNode.Cli;

/// <summary>What an event of the field has to do with the script of a replay.</summary>
internal enum EventRole
{
    /// <summary>It has to follow from the script by itself.</summary>
    Consequence,

    /// <summary>The script makes its cause, and the node has to tell it again.</summary>
    Cause,

    /// <summary>The script does what it tells; the board's own code wrote it, which a replay has not: nothing to compare.</summary>
    Board,

    /// <summary>Nothing in it says what made it, or a simulated plant has no such thing.</summary>
    NotScripted,
}
