namespace FieldNode.Cli;

/// <summary>What the screen of a watch shows beside the model.</summary>
/// <param name="Running">How long it has been running.</param>
internal sealed record WatchStatus(TimeSpan Running)
{
    /// <summary>Why there is no link; null while there is one.</summary>
    internal string? Trouble { get; init; }

    /// <summary>What else is to be said, with what to do.</summary>
    internal string? Note { get; init; }
}
