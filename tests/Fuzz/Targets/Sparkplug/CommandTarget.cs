using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Fuzz;

/// <summary>
/// Messages to an edge node: commands, STATE, its own births come back, topics of nobody. What is written is writable, in its range, a value of its
/// datatype, and all of a command or nothing of it. What it publishes then is read by Google.Protobuf.
/// </summary>
internal sealed class CommandTarget : FuzzTarget
{
    private const int MessagesMax = 8;

    private static readonly string[] topics =
    [
        "spBv1.0/Plant/NCMD/N1", "spBv1.0/Plant/DCMD/N1/Boiler", "spBv1.0/Plant/DCMD/N1/Meter", "spBv1.0/STATE/Scada", "STATE/Scada", "spBv1.0/Plant/NBIRTH/N1",
        "spBv1.0/Plant/DBIRTH/N1/Boiler", "spBv1.0/Plant/DCMD/N1/Other", "spBv1.0/Plant/DBIRTH/N1/Other", "spBv1.0/Plant/NCMD/N1/", "",
    ];

    internal override string Name => "command";

    internal override string What => "messages to an edge node: whole commands or nothing, only what is writable, in range and of its type; STATE; births that come back";

    internal override int BytesMax => 1200;

    internal override long StepsMax => 400_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Payloads.Words, .. Bytes.Utf8("Word", "Long", "Double", "Key", "ONLINE", "OFFLINE", """{"online":true,"timestamp":1790000002000}"""),
        [0x50], [0x58], [0x65], [0x69], [0x70, 1], [0x20, 9], [0x20, 1]];

    internal override IEnumerable<byte[]> Seeds()
    {
        byte[] state = """{"online":true,"timestamp":1790000002000}"""u8.ToArray();
        byte[] birth = new Payload { Timestamp = EdgeRig.Utc0 + 1010 }.ToByteArray();
        foreach (byte[] payload in Payloads.Seeds())
        {
            yield return [1, 1, .. Bytes.Block(payload), 0, .. Bytes.Block(payload)];
            yield return [32 + 64, 3, .. Bytes.Block(state), 2, .. Bytes.Block(payload), 5, .. Bytes.Block(birth)];
        }
        yield return [1 + 8 + 16, 2, .. Bytes.Block(new Payload { Timestamp = EdgeRig.Utc0 + 1000, Metrics = { new Metric { Name = "Small", IntValue = 200 },
            new Metric { Name = "Word", IntValue = 65535 }, new Metric { Name = "Long", LongValue = ulong.MaxValue }, new Metric { Name = "Double", FloatValue = 2 } } }.ToByteArray())];
        yield return [128 + 64, 4, .. Bytes.Block("ONLINE"u8.ToArray()), 3, .. Bytes.Block("OFFLINE"u8.ToArray())];
    }

    internal override void Run(byte[] input)
    {
        var bytes = new Bytes(input);
        var rig = new EdgeRig(bytes.Byte());
        rig.Step(6);
        for (int i = 0; i < MessagesMax && !bytes.IsAtEnd; i++)
        {
            int how = bytes.Byte();
            byte[] payload = bytes.Take(bytes.Word());
            rig.Written.Clear();
            rig.Refused = 0;
            rig.Edge.OnMessage(topics[(how & 15) % topics.Length], payload, 0, payload.Length, (how & 16) != 0, rig.NowMs, EdgeRig.Utc0 + rig.NowMs);
            foreach ((int tag, double value, long bits) in rig.Written)
            {
                Judge(rig, tag, value, bits);
            }
            Must(rig.Written.Count == 0 || (rig.Refused == 0 && (how & 16) == 0), "a part of a command, or one that was stored");
            if ((how & 32) != 0)
            {
                rig.Step(2);
            }
        }
        rig.Step(4);
        foreach (SimPacket packet in IsThorough ? rig.Wire.Broker.Messages : [])
        {
            Must(Payload.Parser.ParseFrom(packet.Payload).CalculateSize() > 0, "an empty message");
        }
    }

    private static void Judge(EdgeRig rig, int tag, double value, long bits)
    {
        Must(rig.Tags.IsWritable(tag), "written, and not writable");
        Must(tag != rig.Setpoint || (value >= -100 && value <= 100), "out of its range");
        bool fits = rig.Tags.TypeOf(tag) switch
        {
            DataType.Boolean => bits is 0 or 1,
            DataType.Int8 => bits is >= sbyte.MinValue and <= sbyte.MaxValue && value == bits,
            DataType.UInt16 => bits is >= 0 and <= ushort.MaxValue && value == bits,
            DataType.UInt64 => value == (double)(ulong)bits,
            DataType.Float => double.IsFinite(value) && Math.Abs(value) <= float.MaxValue,
            _ => double.IsFinite(value),
        };
        Must(fits, $"no value of its type: {rig.Tags.TypeOf(tag)} {value} {bits}");
    }
}
