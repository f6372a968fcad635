namespace FieldNode.PurdueLab;

/// <summary>Something that must not work, from somewhere.</summary>
/// <param name="Name">What users call it.</param>
/// <param name="Level">Where the attacker stands.</param>
/// <param name="Labs">In which labs it is tried.</param>
/// <param name="What">What the attacker does.</param>
/// <param name="Expected">What must come of it.</param>
/// <param name="Control">What stands in the way.</param>
/// <param name="Run">Tries it and measures.</param>
internal sealed record Attack(
    string Name, string Level, LabKind Labs, string What, string Expected, string Control, Func<LabRun, CancellationToken, Task<AttackResult>> Run)
{
    /// <summary>Attacks that leave the lab's node alone run beside the others, in a row for each name; empty: with all eyes on the node.</summary>
    internal string Beside { get; init; } = "";

    /// <summary>The longest that Level 4 may hear nothing live of the node meanwhile.</summary>
    internal int SilenceMaxMs { get; init; } = 10_000;
}
