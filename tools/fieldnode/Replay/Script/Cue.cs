namespace FieldNode.Cli;

/// <summary>Something that the script does at a time.</summary>
/// <param name="AtMs">When, ms since 1970 UTC on the axis of the replay.</param>
/// <param name="Words">What, for the time line; empty: it is not shown.</param>
/// <param name="Act">Does it.</param>
internal sealed record Cue(long AtMs, string Words, Action<ReplayStage> Act);
