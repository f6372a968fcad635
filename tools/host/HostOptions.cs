namespace FieldNode.Host;

/// <summary>What a host knows about its own place.</summary>
public sealed record HostOptions
{
    /// <summary>How far a node's clock may be ahead of ours before it is a finding, in ms.</summary>
    public long AheadMsMax { get; init; } = 1000;

    /// <summary>Nodes may have been born before this host came: their data is then a note, not a fault.</summary>
    public bool JoinsLate { get; init; }

    /// <summary>How many findings are kept; older ones fall out, the counts stay.</summary>
    public int FindingsMax { get; init; } = 1000;
}
