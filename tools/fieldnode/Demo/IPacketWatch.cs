using MQTTnet.Packets;

namespace FieldNode.Cli;

/// <summary>
/// Reads along on the connections of a broker; the name is that in the client's certificate. Called from several threads, but in order for
/// each connection.
/// </summary>
internal interface IPacketWatch
{
    /// <summary>The broker got a packet from that client.</summary>
    void Received(string? name, MqttPacket packet);

    /// <summary>The broker is about to send a packet to that client.</summary>
    void Sending(string? name, MqttPacket packet);

    /// <summary>The connection is gone; once.</summary>
    void Gone(string? name);
}
