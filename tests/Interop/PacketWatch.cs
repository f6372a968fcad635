using FieldNode.Conformance;
using MQTTnet.Packets;

namespace FieldNode.Interop.Tests;

/// <summary>One connection of a node, from its first byte to its end, as events for the checker.</summary>
/// <param name="over">Called once, after the loss was told.</param>
/// <param name="witness">Sees each packet, too, or null.</param>
internal sealed class PacketWatch(string server, Action<WireEvent> tell, Action over, ConnectionWitness? witness) : IDisposable
{
    private readonly PacketReader fromNode = new();
    private readonly PacketReader toNode = new();

    private static long UtcMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public void FromNode(ReadOnlyMemory<byte> bytes) => Tell(fromNode.Take(bytes), PacketEvents.FromNode, witness is null ? null : witness.FromNode);

    public void ToNode(ReadOnlyMemory<byte> bytes) => Tell(toNode.Take(bytes), PacketEvents.ToNode, witness is null ? null : witness.ToNode);

    /// <summary>The connection is gone. After a DISCONNECT that says nothing more.</summary>
    public void Dispose()
    {
        tell(new LossEvent(UtcMs, server));
        over();
    }

    private void Tell(
        List<MqttPacket> packets, Func<MqttPacket, long, string, IEnumerable<WireEvent>> eventsOf, Action<MqttPacket>? beside)
    {
        if (beside is not null)
        {
            packets.ForEach(beside);
        }
        foreach (WireEvent seen in packets.SelectMany(packet => eventsOf(packet, UtcMs, server)))
        {
            tell(seen);
        }
    }
}
