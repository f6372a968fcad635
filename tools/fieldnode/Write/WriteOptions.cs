namespace FieldNode.Cli;

/// <summary>How a value is written.</summary>
internal sealed record WriteOptions
{
    /// <summary>How long to wait for the value to come back.</summary>
    internal long TimeoutMs { get; init; } = 10_000;

    internal bool Json { get; init; }
}
