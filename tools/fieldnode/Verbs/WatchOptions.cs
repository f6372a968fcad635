namespace FieldNode.Cli;

/// <summary>What to watch, and how to show it.</summary>
internal sealed record WatchOptions
{
    internal string? Group { get; init; }

    /// <summary>Only this node.</summary>
    internal RebirthTarget? Node { get; init; }

    /// <summary>Ask no node for its births but the one of <see cref="Rebirth"/>.</summary>
    internal bool Quiet { get; init; }

    /// <summary>Grade the nodes by the statements of Sparkplug 3.0.0.</summary>
    internal bool Conform { get; init; }

    internal bool Json { get; init; }

    /// <summary>Listen for hosts of version 2.2, too.</summary>
    internal bool Legacy { get; init; } = true;

    internal TimeSpan? Duration { get; init; }

    internal RebirthTarget? Rebirth { get; init; }
}
