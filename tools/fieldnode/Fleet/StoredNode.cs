namespace FieldNode.Cli.Fleet;

/// <summary>What is kept of a node between two runs of the desk.</summary>
internal sealed record StoredNode
{
    internal required string Group { get; init; }

    internal required string Name { get; init; }

    /// <summary>The last state that was certain.</summary>
    internal required FleetState State { get; init; }

    internal required DateTime SinceUtc { get; init; }

    internal DateTime? HeardUtc { get; init; }

    internal DateTime? BornUtc { get; init; }

    internal DateTime? DiedUtc { get; init; }

    internal ulong? BdSeq { get; init; }

    internal NodeFacts Facts { get; init; } = NodeFacts.None;
}
