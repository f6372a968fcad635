namespace FieldNode.Cli;

/// <summary>How many statements of those that a host can see passed, failed and were not seen.</summary>
/// <param name="Node">Group and node; null: over all nodes.</param>
internal sealed record ConformTotal(string? Node, int Passed, int Failed, int NotSeen)
{
    /// <summary>For the total over all: how many nodes were graded.</summary>
    internal int Nodes { get; init; } = 1;

    /// <summary>What was broken, and how often.</summary>
    internal IReadOnlyList<(string Id, long Times)> Broken { get; init; } = [];
}
