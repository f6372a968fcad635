namespace FieldNode.Virtual.Settings;

/// <summary>How long a desk waits for nodes: <c>fieldnode update</c> keeps to it, <c>fieldnode check</c> holds settings against it.</summary>
public static class DeskPatience
{
    /// <summary>An updated node that died and is not back after so long counts as lost, in ms.</summary>
    public const int MissingMs = 120_000;
}
