namespace FieldNode.Cli.Fleet;

/// <summary>
/// What a node says of itself, as it was last heard. All of it is the node's claim: a member is null where the node never said it. It is kept in the store as JSON, so members are
/// added and never renamed.
/// </summary>
internal sealed record NodeFacts
{
    internal static readonly NodeFacts None = new();

    public string? Version { get; init; }

    public string? VersionRunning { get; init; }

    public string? VersionOffered { get; init; }

    public long? Slot { get; init; }

    public long? Sequence { get; init; }

    public long? UpdateState { get; init; }

    public long? UpdateReason { get; init; }

    public long? Progress { get; init; }

    public long? CertificateDays { get; init; }

    public DateTime? CertificateEnds { get; init; }

    public long? UptimeS { get; init; }

    public long? Boots { get; init; }

    public long? LastReset { get; init; }

    public long? LastFault { get; init; }

    public long? FreeMemory { get; init; }

    public long? Reconnects { get; init; }

    public long? SettingsCrc { get; init; }

    public string? Model { get; init; }

    public long? Captured { get; init; }

    public long? Sent { get; init; }

    public long? Confirmed { get; init; }

    public long? Resent { get; init; }

    public long? Dropped { get; init; }

    public long? Unheld { get; init; }

    public long? Depth { get; init; }

    public long? OldestS { get; init; }

    public long? StepFaults { get; init; }

    public long? StoreFaults { get; init; }

    public long? TlsFailures { get; init; }

    public long? DevicesAway { get; init; }

    public long? BirthsNotEchoed { get; init; }

    public long? BirthsByOthers { get; init; }

    public long? TagsForced { get; init; }

    public long? TagsOutOfService { get; init; }

    public IReadOnlyList<DeviceFacts> Devices { get; init; } = [];

    public int BadTags { get; init; }

    public BadTag? FirstBad { get; init; }

    /// <summary>Days until the certificate ends, by this desk's clock where its end is known; else as the node counted.</summary>
    internal int? DaysLeft(DateTime utc) => CertificateEnds is { } end ? (int)Math.Floor((end - utc).TotalDays) : CertificateDays is { } days ? (int)Math.Clamp(days, -int.MaxValue, int.MaxValue) : null;
}
