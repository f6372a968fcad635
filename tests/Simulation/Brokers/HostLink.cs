namespace FieldNode.Simulation;

/// <summary>The host's connection to one broker.</summary>
/// <param name="Broker">To whom.</param>
internal sealed record HostLink(Broker Broker)
{
    public bool IsConnected { get; set; }

    /// <summary>When it was connected last, ms since 1970 UTC: the time of its STATE there, and of its will.</summary>
    public long ConnectedMs { get; set; }

    /// <summary>The will of a connection that is gone without the broker's knowing yet, or null.</summary>
    public byte[]? Will { get; set; }
}
