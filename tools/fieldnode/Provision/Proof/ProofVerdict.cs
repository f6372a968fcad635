namespace FieldNode.Cli.Provision;

/// <summary>What came of a point of the proof.</summary>
internal enum ProofVerdict
{
    /// <summary>Seen.</summary>
    Passed,

    /// <summary>Seen otherwise.</summary>
    Failed,

    /// <summary>Nobody could look: the broker was not reached, or a point before it failed.</summary>
    NotSeen,

    /// <summary>Left away on purpose.</summary>
    NotAsked,
}
