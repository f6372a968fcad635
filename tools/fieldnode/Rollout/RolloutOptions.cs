namespace FieldNode.Cli.Rollouts;

/// <summary>What goes out to whom, how many at a time, and when to stop.</summary>
internal sealed record RolloutOptions
{
    internal required string Group { get; init; }

    internal required NodePattern Nodes { get; init; }

    /// <summary>The bundle; <c>{node}</c> in it stands for the node's name.</summary>
    internal required string BundlePath { get; init; }

    /// <summary>Folder with the node files of the desk, NODE.json or NODE/node.json; null: none.</summary>
    internal string? FilesFolder { get; init; }

    /// <summary>The site's PKI, which knows when certificates end; null: only births tell it.</summary>
    internal string? PkiFolder { get; init; }

    internal bool Yes { get; init; }

    /// <summary>As many nodes as the plan had; null: not said.</summary>
    internal int? Expect { get; init; }

    /// <summary>A name, or how many.</summary>
    internal string Canary { get; init; } = "1";

    internal IReadOnlyList<string> Rings { get; init; } = ["10%", "50%", "100%"];

    internal StopRule StopAt { get; init; } = new(0.05, 0);

    /// <summary>How long a ring is watched before the next one.</summary>
    internal int SoakMs { get; init; } = 60_000;

    /// <summary>Nodes at a time.</summary>
    internal int Parallel { get; init; } = 8;

    /// <summary>How long births are waited for.</summary>
    internal int WaitMs { get; init; } = 20_000;

    /// <summary>Times that a node is begun at most, if it does not answer or nobody knows what became of it.</summary>
    internal int Tries { get; init; } = 3;

    /// <summary>A certificate that has fewer days left keeps a node out, unless the bundle brings certificates.</summary>
    internal int CertificateDays { get; init; } = 7;

    /// <summary>More values that wait in the journal keep a node out: its link does not bear what it has.</summary>
    internal int JournalMax { get; init; } = 10_000;

    /// <summary>Waits of each node's dialog; the names in it are not used.</summary>
    internal required UpdateOptions Node { get; init; }

    /// <summary>Where the state goes; null: a name of its own.</summary>
    internal string? StatePath { get; init; }

    /// <summary>The page; null: beside the state.</summary>
    internal string? ReportPath { get; init; }

    internal bool Json { get; init; }
}
