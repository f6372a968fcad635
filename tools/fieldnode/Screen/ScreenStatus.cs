namespace FieldNode.Cli;

/// <summary>What the screen shows beside the model.</summary>
/// <param name="Running">How long it has been running.</param>
/// <param name="Note">A line about what is going on, or null.</param>
internal sealed record ScreenStatus(TimeSpan Running, string? Note);
