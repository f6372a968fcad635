namespace FieldNode;

/// <summary>One packet that a broker had of a node, or what it saw of the connection; <see cref="AtMs"/> is virtual time.</summary>
internal sealed record SimPacket(long AtMs, SimPacketKind Kind)
{
    public string Topic { get; init; } = "";

    /// <summary>Payload of a PUBLISH; the will's of a CONNECT.</summary>
    public byte[] Payload { get; init; } = [];

    /// <summary>Server of the node's list, from 0.</summary>
    public int Server { get; init; }

    public int Qos { get; init; }
    public int PacketId { get; init; }

    /// <summary>Filters of a SUBSCRIBE.</summary>
    public string[] Filters { get; init; } = [];

    /// <summary>Of a CONNECT.</summary>
    public string ClientId { get; init; } = "";

    public string? User { get; init; }
    public string? Password { get; init; }
    public int KeepAliveS { get; init; }

    /// <summary>In words: OPEN, CONNECT, SUBSCRIBE a b, PUBLISH0 topic, PUBACK 7, PINGREQ, DISCONNECT, CLOSE, WILL topic.</summary>
    public override string ToString() => Kind switch
    {
        SimPacketKind.Subscribe => "SUBSCRIBE " + string.Join(' ', Filters),
        SimPacketKind.Publish => $"PUBLISH{Qos} {Topic}",
        SimPacketKind.PubAck => $"PUBACK {PacketId}",
        SimPacketKind.Will => "WILL " + Topic,
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
