using System.Text;

namespace FieldNode.PurdueLab;

/// <summary>Packets that a broker must not send (MQTT 3.1.1), each wrong in its own way.</summary>
internal static class MalformedPackets
{
    private const int HugeBytes = 1 << 20;

    // Each session gets one, and ends of it; the waits between sessions grow. So three nodes share them.
    private static readonly Dictionary<HostileKind, Func<string, byte[]>[]> Kinds = new()
    {
        [HostileKind.MalformedFrames] =
        [
            _ => [0x00, 0x00],                                                          // packet type 0 is reserved (2.2.1)
            _ => [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],                                  // a length of five bytes (2.2.3)
            _ => [0x40, 3, 0, 1, 0],                                                    // PUBACK that is too long
            _ => [0x30, 4, 0xFF, 0xFF, 0x61, 0x62],                                     // a topic longer than its packet
        ],
        [HostileKind.MalformedPublishes] =
        [
            topic => Publish(0x36, topic, [1, 2, 3], packetId: 7),                      // QoS 3 (3.3.1.2)
            topic => Publish(0x32, topic, [1, 2, 3], packetId: 0),                      // packet identifier 0 (2.3.1)
            _ => Publish(0x30, "spBv1.0/+/NCMD/#", [1, 2, 3], packetId: null),          // wildcards in a topic name (3.3.2.1)
            _ => [0x30, 4, 0, 2, 0xC3, 0x28],                                           // a topic that is no UTF-8
        ],
        [HostileKind.MalformedAnswers] =
        [
            _ => [0x10, 12, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 0],           // CONNECT, which only clients send
            _ => [0x20, 2, 0, 0],                                                       // a second CONNACK
            _ => [0x90, 2, 0, 9],                                                       // SUBACK without a code, for nothing that was asked
            topic => Publish(0x30, topic, [.. Enumerable.Repeat((byte)0xFF, 900)], packetId: null), // a command that is no protobuf
        ],
    };

    /// <summary>Of each kind.</summary>
    internal const int Count = 4;

    /// <summary>The packet of a session, counted from 1.</summary>
    internal static byte[] Of(HostileKind kind, int session, string topic) => Kinds[kind][(session - 1) % Count](topic);

    /// <summary>A PUBLISH of 1 MB on a topic.</summary>
    internal static byte[] Huge(string topic) => Publish(0x30, topic, new byte[HugeBytes], packetId: null);

    /// <summary>SUBACK for a SUBSCRIBE, one code for each of its filters.</summary>
    internal static byte[] SubAck(byte[] subscribe)
    {
        int at = 1;
        while ((subscribe[at] & 0x80) != 0)
        {
            at++;
        }
        at++;
        byte[] id = subscribe[at..(at + 2)];
        int filters = 0;
        for (at += 2; at + 2 < subscribe.Length; at += 3 + (subscribe[at] << 8 | subscribe[at + 1]))
        {
            filters++;
        }
        return [0x90, (byte)(2 + filters), .. id, .. Enumerable.Repeat((byte)1, filters)];
    }

    private static byte[] Publish(byte first, string topic, byte[] payload, int? packetId)
    {
        byte[] name = Encoding.UTF8.GetBytes(topic);
        byte[] id = packetId is { } number ? [(byte)(number >> 8), (byte)number] : [];
        int length = 2 + name.Length + id.Length + payload.Length;
        var head = new List<byte> { first };
        for (int rest = length; ;)
        {
            byte digit = (byte)(rest & 0x7F);
            rest >>= 7;
            head.Add((byte)(digit | (rest > 0 ? 0x80 : 0)));
            if (rest == 0)
            {
                break;
            }
        }
        return [.. head, (byte)(name.Length >> 8), (byte)name.Length, .. name, .. id, .. payload];
    }
}
