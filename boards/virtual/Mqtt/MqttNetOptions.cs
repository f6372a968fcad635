namespace FieldNode.Virtual.Mqtt;

/// <summary>How <see cref="MqttNetWire"/> reaches a broker.</summary>
public sealed record MqttNetOptions
{
    /// <summary>
    /// Our certificate, our key and the authority we trust. Belongs to the caller. Null only with
    /// <see cref="PlainTcp"/>.
    /// </summary>
    public MqttIdentity? Identity { get; init; }

    /// <summary>The same for the further servers of the node's list, from the second on; a server without one has the first's.</summary>
    public IReadOnlyList<MqttIdentity> Further { get; init; } = [];

    /// <summary>Who we are towards a server of the list, from 0.</summary>
    internal MqttIdentity? IdentityFor(int server) => server > 0 && server <= Further.Count ? Further[server - 1] : Identity;

    /// <summary>No TLS at all: for tests only.</summary>
    public bool PlainTcp { get; init; }

    /// <summary>How long name look-up and TCP connect may take together, in ms.</summary>
    public int ConnectTimeoutMs { get; init; } = 10000;

    /// <summary>How long the TLS handshake may take, in ms.</summary>
    public int HandshakeTimeoutMs { get; init; } = 15000;

    /// <summary>How long one send may wait for the peer to take bytes, in ms.</summary>
    public int SendTimeoutMs { get; init; } = 5000;

    /// <summary>Largest remaining length of an inbound packet that is read, in bytes; a longer PUBLISH goes by unread.</summary>
    public int InboundBytesMax { get; init; } = 16 * 1024;
}
