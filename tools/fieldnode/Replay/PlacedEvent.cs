namespace FieldNode.Cli;

/// <summary>An event of the field on the one axis of time of a replay.</summary>
/// <param name="What">The event.</param>
/// <param name="Of">The run of the node that it belongs to.</param>
/// <param name="AtMs">When, ms since 1970 UTC, by the node's monotonic clock: a clock that was set meanwhile does not move it.</param>
internal sealed record PlacedEvent(LoggedEvent What, FieldRun Of, long AtMs)
{
    /// <summary>What it has to do with the script.</summary>
    internal EventRole Role { get; private set; } = EventRole.Consequence;

    /// <summary>What the script makes of it, or why it makes nothing; empty for what has to come by itself.</summary>
    internal string Why { get; private set; } = "";

    /// <summary>It became a part of the script, or cannot.</summary>
    internal void Becomes(EventRole role, string why) => (Role, Why) = (role, why);
}
