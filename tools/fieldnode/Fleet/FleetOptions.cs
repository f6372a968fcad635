namespace FieldNode.Cli.Fleet;

/// <summary>What to look at, and how to show it.</summary>
internal sealed record FleetOptions
{
    /// <summary>Only these groups; empty: all.</summary>
    internal IReadOnlyList<string> Groups { get; init; } = [];

    internal string Filter { get; init; } = "";

    internal FleetSort Sort { get; init; } = FleetSort.Worst;

    /// <summary>Listen for a while, show, and end.</summary>
    internal bool Once { get; init; }

    internal bool Json { get; init; }

    /// <summary>Only nodes whose certificate has so many days left at most; null: all.</summary>
    internal int? EndsWithin { get; init; }

    internal TimeSpan? Duration { get; init; }

    /// <summary>Null: the default of the broker.</summary>
    internal string? Store { get; init; }

    /// <summary>Ask nodes whose birth was not heard for their births.</summary>
    internal bool Ask { get; init; }

    internal bool Alerts { get; init; }

    /// <summary>Port of the page; null: no page.</summary>
    internal int? Page { get; init; }

    /// <summary>Files of roll-outs to show.</summary>
    internal IReadOnlyList<string> Rollouts { get; init; } = [];

    internal FleetLimits Limits { get; init; } = new();
}
