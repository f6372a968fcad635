namespace FieldNode.Cli;

/// <summary>An event that the node of the replay told.</summary>
/// <param name="What">The event, as its ring has it.</param>
/// <param name="AtMs">When, ms since 1970 UTC on the axis of the replay.</param>
internal sealed record RunEvent(LoggedEvent What, long AtMs);
