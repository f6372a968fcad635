namespace FieldNode.Cli;

/// <summary>What the host knew of a tag from one moment on.</summary>
/// <param name="AtMs">When it arrived, on a monotonic clock.</param>
/// <param name="Utc">When it arrived.</param>
/// <param name="Value">Its number; null where it has none.</param>
/// <param name="Quality">192 good, 0 bad, 500 stale.</param>
/// <param name="Reason">QualityReason, 0 for none.</param>
/// <param name="NodeUtc">The node's time of it, or null.</param>
/// <param name="IsOnline">The device is born and has not died.</param>
internal sealed record Arrival(
    long AtMs, DateTime Utc, double? Value, int Quality, int Reason, DateTime? NodeUtc, bool IsOnline);
