using System.Net.Sockets;
using FieldNode.Esp32;
using FieldNode.Esp32.Tests;
using FieldNode.Mqtt;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Fuzz;

/// <summary>
/// The bytes of a broker, in pieces, to the two wires: the board's over M2Mqtt and the PC's over MQTTnet. Both hand out the same packets until one of
/// them ends the connection, and both end it for the same bytes; the board's library never makes more of them than fits its bound.
/// </summary>
internal sealed class WireTarget : FuzzTarget
{
    private const int BodyMax = 300;
    private const int CallsMax = 4000;
    private const int LengthBytesMax = 4; // MQTT 3.1.1, 2.2.3

    private static readonly TcpClient nowhere = new(AddressFamily.InterNetwork); // its socket is never used, and closed with the first input
    private static readonly MqttNetOptions options = new() { PlainTcp = true, InboundBytesMax = BodyMax };

    internal override string Name => "wire";

    internal override string What => "MQTT packets that come in, however they are cut: the board's wire and the PC's hand out the same, and refuse the same";

    internal override int BytesMax => 1500;

    internal override long StepsMax => 400_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [[0x20, 2, 0, 0], [0x90, 3, 0, 1, 1], [0x40, 2, 0, 1], [0xD0, 0], [0x30, 4, 0, 1, 0x74, 7], [0x32, 5, 0, 1, 0x74, 0, 9],
        [0x31, 0xFD, 0x11, 0, 1, 0x74], [0x32, 0xB0, 0x02, 0, 1, 0x74, 0, 5], [0xFF, 0xFF, 0x7F], [0x80, 0x80, 0x01], new byte[300], [0x23], [0xC3, 0xA9], [0xC3]];

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return [0x20, 2, 0, 5, 0x90, 4, 0, 7, 1, 0x80, 0x40, 2, 0x01, 0x02, 0xD0, 0, 0x33, 9, 0, 3, .. "t/x"u8, 0, 9, 0xAA, 0xBB];
        yield return [0x20, 2, 0, 0, 0x90, 3, 0, 1, 1, 0x30, 0xC8, 0x01, 0, 1, (byte)'t', .. new byte[197], 0xD0, 0];
        yield return [0x32, 0xBC, 0x05, 0, 1, (byte)'t', 0x12, 0x34, .. new byte[695], 0x30, 4, 0, 1, (byte)'x', 7, 0xD0, 0];
        yield return [0x31, 0xBC, 0x05, 0, 200, .. new byte[698], 0xD0, 0];
        yield return [3, 1, 0x20, 1, 2, 0, 0];
    }

    internal override void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }
        // The first byte, where it is one, cuts what follows into pieces of so many bytes.
        int cut = input[0] is > 0 and < 16 ? input[0] : input.Length;
        byte[] stream = cut < input.Length ? input[1..] : input;
        byte[][] pieces = [.. stream.Chunk(cut)];
        _ = new FakeChip();
        var board = new M2MqttWire(new ChunkChannel(pieces), null!, BodyMax + 3);
        Must(board.Open(0, "b", 8883) == MqttFault.None, "not open");
        using var pc = new MqttNetWire(options, new BrokerConnection(nowhere.Client, new ChunkStream(pieces), options));
        (List<string> ofBoard, MqttFault boardFault) = Read(board);
        (List<string> ofPc, MqttFault pcFault) = Read(pc);
        Must(FakeChip.Current.LargestParsed <= BodyMax + 3, "the library took more than the bound");
        for (int i = 0; i < Math.Min(ofBoard.Count, ofPc.Count); i++)
        {
            Must(ofBoard[i] == ofPc[i], $"two packets: {ofBoard[i]} and {ofPc[i]}");
        }
        if (pcFault == MqttFault.ProtocolError && ofBoard.Count > ofPc.Count && IsOddTopic(ofBoard[ofPc.Count]))
        {
            return;
        }
        if (boardFault == MqttFault.ProtocolError && ofPc.Count > ofBoard.Count && HasLongLength(stream))
        {
            return;
        }
        if (boardFault == MqttFault.ProtocolError && pcFault == MqttFault.ProtocolError && IsOnlyBegun(ofBoard, ofPc))
        {
            return;
        }
        // The PC judges a header before its body is there, the board once it is: what ends in between is closed to one and wrong to the other.
        Must(ofBoard.Count == ofPc.Count, $"packets: board {ofBoard.Count} then {boardFault}, PC {ofPc.Count} then {pcFault}");
        Must(boardFault == pcFault || (boardFault == MqttFault.ClosedByBroker && pcFault == MqttFault.ProtocolError), $"faults: board {boardFault}, PC {pcFault}");
    }

    // A packet identifier of 0 behind a topic of more than 256 bytes, in a message too long to be taken: who has gathered so much already sees it before
    // the message begins to go by, the other after that. Nothing of it is handed out by either.
    private static bool IsOnlyBegun(List<string> one, List<string> other)
    {
        List<string> longer = one.Count > other.Count ? one : other;
        return Math.Abs(one.Count - other.Count) == 1 && longer[^1].StartsWith("begins ", StringComparison.Ordinal);
    }

    // No text, or one with a wildcard: the PC ends the connection for it, the board hands out a topic that nobody has.
    private static bool IsOddTopic(string packet) => packet.StartsWith("publish ", StringComparison.Ordinal) && packet.IndexOfAny(['\uFFFD', '+', '#', '\0']) > 0;

    // A length of two bytes where one is enough: MQTT 3.1.1 does not forbid it, no broker writes it, and the board knows short packets by their length.
    private static bool HasLongLength(byte[] stream)
    {
        for (int at = 0; at + 1 < stream.Length;)
        {
            int length = 0;
            int digits = 0;
            do
            {
                length |= (stream[++at] & 0x7F) << (7 * digits++);
            }
            while (stream[at] >= 0x80 && digits < LengthBytesMax && at + 1 < stream.Length);
            if (digits > 1 && stream[at] == 0)
            {
                return true;
            }
            at += 1 + length;
        }
        return false;
    }

    private static (List<string> Packets, MqttFault Fault) Read(IMqttWire wire)
    {
        var packets = new List<string>();
        var inbound = new MqttInbound();
        for (int call = 0; call < CallsMax; call++)
        {
            MqttFault fault = wire.TryReceive(inbound);
            if (fault != MqttFault.None)
            {
                Must(Enum.IsDefined(fault) && wire.TryReceive(inbound) == MqttFault.NotOpen, "a fault, and the wire is open");
                return (packets, fault);
            }
            if (inbound.Kind is not (MqttKind.Nothing or MqttKind.Skipping))
            {
                packets.Add(Told(inbound));
            }
        }
        throw new OracleException("no end");
    }

    private static string Told(MqttInbound packet) => packet.Kind switch
    {
        MqttKind.Publish => $"publish {packet.Topic} {packet.Qos} {(packet.Qos == 0 ? 0 : packet.PacketId)} {packet.Retain} "
            + Convert.ToHexString(packet.Payload ?? [], packet.PayloadOffset, packet.PayloadCount),
        MqttKind.ConnAck => $"connack {packet.Code}",
        MqttKind.SubAck => $"suback {packet.PacketId} {packet.Code} {packet.Codes}",
        MqttKind.PubAck => $"puback {packet.PacketId}",
        MqttKind.OverlongBegins => Beginning(packet),
        MqttKind.Overlong => $"overlong {packet.PayloadCount} {packet.Qos} {packet.PacketId} {packet.Retain}",
        _ => packet.Kind.ToString(),
    };

    // How much of it is shown depends on the pieces; the bytes do not.
    private static string Beginning(MqttInbound packet)
    {
        Must(packet.Code >= Math.Min(OverlongPublish.BeginningBytes, packet.PayloadCount) && packet.Code <= packet.PayloadCount
            && packet.PayloadOffset + packet.Code <= packet.Payload.Length, "a beginning that is none");
        return $"begins {packet.PayloadCount} {packet.Qos} {packet.Retain} {Convert.ToHexString(packet.Payload, packet.PayloadOffset, OverlongPublish.BeginningBytes)}";
    }
}
