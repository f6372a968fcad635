namespace FieldNode.Cli;

/// <summary>What to send where, and how long to wait.</summary>
internal sealed record UpdateOptions
{
    internal required string BundlePath { get; init; }

    internal required string Group { get; init; }

    internal required string Node { get; init; }

    /// <summary>Where the request of a new key goes; null: NODE.csr in this folder.</summary>
    internal string? RequestPath { get; init; }

    /// <summary>False: only tell what would be done.</summary>
    internal bool Yes { get; init; }

    internal bool Json { get; init; }

    /// <summary>How long the node may take to tell of its device Update, and to answer an offer three times.</summary>
    internal int AnswerMs { get; init; } = 30_000;

    /// <summary>How long the node may take nothing.</summary>
    internal int StallMs { get; init; } = 300_000;

    /// <summary>How long it may take from the last chunk to the verdict.</summary>
    internal int VerdictMs { get; init; } = 3_600_000;
}
