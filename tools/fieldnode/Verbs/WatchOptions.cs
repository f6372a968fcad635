namespace FieldNode.Cli;

/// <summary>What to watch, and how to show it.</summary>
internal sealed record WatchOptions
{
    internal string? Group { get; init; }

    internal bool Json { get; init; }

    internal TimeSpan? Duration { get; init; }

    internal RebirthTarget? Rebirth { get; init; }
}
