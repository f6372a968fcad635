namespace FieldNode.Cli;

/// <summary>A line of a replay's time line.</summary>
/// <param name="AtMs">Its time, ms since 1970 UTC.</param>
/// <param name="Order">Of lines of one time, the lower first.</param>
internal sealed record ReplayRow(long AtMs, int Order)
{
    /// <summary>What the script did; null: it is another line.</summary>
    internal Cue? Cue { get; init; }

    /// <summary>An event of the field; null: it is another line.</summary>
    internal PlacedEvent? Field { get; init; }

    /// <summary>The run's event: the field's own, or one that only the run has.</summary>
    internal RunEvent? Run { get; init; }
}
