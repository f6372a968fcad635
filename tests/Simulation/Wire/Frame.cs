namespace FieldNode.Simulation;

/// <summary>A packet on its way from the node to a broker.</summary>
/// <param name="Kind">Which packet.</param>
/// <param name="SentUs">When the node sent it, in virtual µs.</param>
internal sealed record Frame(FrameKind Kind, long SentUs)
{
    public string Topic { get; init; } = "";

    /// <summary>Payload of a PUBLISH; the will of a CONNECT.</summary>
    public byte[] Payload { get; init; } = [];

    public int Qos { get; init; }
    public int PacketId { get; init; }
    public string[] Filters { get; init; } = [];
    public string ClientId { get; init; } = "";
    public int KeepAliveS { get; init; }

    /// <summary>Bytes that it takes of the node's send buffer, roughly.</summary>
    public int Bytes => 8 + Topic.Length + Payload.Length;
}
