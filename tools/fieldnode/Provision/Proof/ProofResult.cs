namespace FieldNode.Cli.Provision;

/// <summary>What the bench saw of a node.</summary>
internal sealed record ProofResult(IReadOnlyList<ProofPoint> Points)
{
    /// <summary>The node does all that was asked.</summary>
    internal const string Proven = "proven";

    /// <summary>Nobody could look. It may be right; nobody knows.</summary>
    internal const string Unproven = "unproven";

    /// <summary>Something was seen that is wrong.</summary>
    internal const string Failed = "failed";

    internal string Verdict => Points.Any(point => point.Verdict == ProofVerdict.Failed) ? Failed
        : Points.Any(point => point.Verdict == ProofVerdict.NotSeen) ? Unproven
        : Proven;

    /// <summary>Version that the birth told, or null.</summary>
    internal string? FirmwareVersion { get; init; }
}
