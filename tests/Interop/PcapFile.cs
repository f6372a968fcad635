using System.Buffers.Binary;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A recorded TCP stream as a capture file: pcap with raw IPv4 (LINKTYPE_RAW, 101), the broker on port 1883, where dissectors look
/// for MQTT. Checksums are left out; tshark does not check them unless it is asked to.
/// </summary>
internal static class PcapFile
{
    private const int ClientPort = 50000;
    private const int BrokerPort = 1883;
    private const int HeaderBytes = 40; // IPv4 and TCP, both without options

    public static void Write(string path, IReadOnlyList<(bool FromBroker, byte[] Bytes)> stream)
    {
        using FileStream file = File.Create(path);
        byte[] head = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(16), 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(20), 101);
        file.Write(head);
        (uint client, uint broker) = (1, 1);
        uint number = 0;
        foreach ((bool fromBroker, byte[] bytes) in stream)
        {
            number++;
            if (fromBroker)
            {
                WritePacket(file, number, Packet(true, broker, client, bytes));
                broker += (uint)bytes.Length;
            }
            else
            {
                WritePacket(file, number, Packet(false, client, broker, bytes));
                client += (uint)bytes.Length;
            }
        }
    }

    private static void WritePacket(FileStream file, uint seconds, byte[] packet)
    {
        byte[] head = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(head, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), (uint)packet.Length);
        file.Write(head);
        file.Write(packet);
    }

    // RFC 791, 3.1, and RFC 9293, 3.1.
    private static byte[] Packet(bool fromBroker, uint sequence, uint acknowledged, byte[] bytes)
    {
        byte[] packet = new byte[HeaderBytes + bytes.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64;
        packet[9] = 6;
        uint from = fromBroker ? 0x7F000002u : 0x7F000001u;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), from);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), 0x7F000003u - from + 0x7F000000u);
        Span<byte> tcp = packet.AsSpan(20);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)(fromBroker ? BrokerPort : ClientPort));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)(fromBroker ? ClientPort : BrokerPort));
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledged);
        tcp[12] = 0x50;
        tcp[13] = 0x18; // PSH, ACK
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 65535);
        bytes.CopyTo(packet, HeaderBytes);
        return packet;
    }
}
