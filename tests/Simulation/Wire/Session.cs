namespace FieldNode.Simulation;

/// <summary>What a broker knows of one connection's MQTT session.</summary>
internal sealed class Session
{
    /// <summary>CONNECT came, and was accepted.</summary>
    public bool IsConnected { get; set; }

    public string WillTopic { get; set; } = "";

    public byte[] Will { get; set; } = [];

    public List<string> Filters { get; } = [];

    /// <summary>When the last packet came, in virtual µs.</summary>
    public long HeardUs { get; set; }

    public long KeepAliveUs { get; set; }

    /// <summary>Samples that came by it, and whose receipt the node does not have.</summary>
    public List<Sample> Unanswered { get; } = [];
}
