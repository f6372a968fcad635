namespace FieldNode.Cli;

/// <summary>What became of a value that was written.</summary>
internal enum WriteOutcome
{
    /// <summary>Nothing is known yet.</summary>
    Waiting,
    /// <summary>The value that was asked for came back, and is good.</summary>
    Written,
    /// <summary>Another value came back.</summary>
    Differs,
    /// <summary>The node says why it did not take or do it.</summary>
    Refused,
    /// <summary>The node or the device died meanwhile.</summary>
    Died,
    /// <summary>The broker did not pass the command on.</summary>
    NotPassedOn,
    /// <summary>Nothing came back.</summary>
    Unanswered,
}
