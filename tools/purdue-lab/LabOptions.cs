namespace FieldNode.PurdueLab;

/// <summary>What was asked for.</summary>
internal sealed record LabOptions
{
    internal LabKind Labs { get; init; } = LabKind.Both;

    /// <summary>Names of attacks; empty: all.</summary>
    internal IReadOnlyList<string> Only { get; init; } = [];

    internal bool Json { get; init; }

    internal string? Svg { get; init; }

    /// <summary>The control that is left open on purpose.</summary>
    internal OpenControl Open { get; init; }

    internal bool Wants(Attack attack, LabKind kind) => attack.Labs.HasFlag(kind) && (Only.Count == 0 || Only.Contains(attack.Name));
}
