using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace FieldNode.Interop.Tests;

/// <summary>Cuts one direction of an MQTT 3.1.1 connection into packets (section 2.2) and decodes them with MQTTnet.</summary>
internal sealed class PacketReader
{
    private const int LengthBytesMax = 4;

    private readonly MqttPacketFormatterAdapter formatter = new(MqttProtocolVersion.V311, new MqttBufferWriter(4096, 65_535));
    private readonly List<byte> waiting = [];

    /// <summary>Takes the next bytes; returns the packets that are whole with them.</summary>
    public List<MqttPacket> Take(ReadOnlyMemory<byte> bytes)
    {
        waiting.AddRange(bytes.Span);
        var packets = new List<MqttPacket>();
        while (TryCut(out byte head, out byte[] body, out int total))
        {
            waiting.RemoveRange(0, total);
            packets.Add(formatter.Decode(new ReceivedMqttPacket(head, new ArraySegment<byte>(body), total)));
        }
        return packets;
    }

    private bool TryCut(out byte head, out byte[] body, out int total)
    {
        (head, body, total) = (0, [], 0);
        int length = 0;
        for (int i = 1; i <= LengthBytesMax && i < waiting.Count; i++)
        {
            length |= (waiting[i] & 0x7F) << (7 * (i - 1));
            if ((waiting[i] & 0x80) == 0)
            {
                total = 1 + i + length;
                if (waiting.Count < total)
                {
                    return false;
                }
                (head, body) = (waiting[0], [.. waiting.GetRange(1 + i, length)]);
                return true;
            }
        }
        return false;
    }
}
