using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Text;
using FieldNode.Field.Modbus;
using FieldNode.Host;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>
/// One life of a node with a tag of every datatype, from NBIRTH to the will, as two saw it at the same broker: <c>fieldnode watch
/// --json</c> as a process (its lines, and the bytes that it read), and a host that keeps the payloads.
/// </summary>
/// <param name="Watched">What watch printed.</param>
/// <param name="Payloads">Topics and payloads, in the same order.</param>
/// <param name="Wire">The TCP stream between watch and the broker.</param>
internal sealed record Recording(
    IReadOnlyList<SeenMessage> Watched,
    IReadOnlyList<(string Topic, byte[] Payload)> Payloads,
    IReadOnlyList<(bool FromBroker, byte[] Bytes)> Wire)
{
    private const string Device = "every";
    private const int TextAt = 50;
    private const int TextRegisters = 8;
    private const int NotANumberAt = 90;

    // Register type, datatype, address, value in the births.
    private static readonly (string Type, string As, int Address, byte[] Value)[] Tags =
    [
        ("int16", "Int8", 0, Word(-128)), ("int16", "Int16", 1, Word(short.MinValue)), ("int16", "Int32", 2, Word(-1)),
        ("int16", "Int64", 3, Word(-2)), ("uint16", "UInt8", 4, Word(255)), ("uint16", "UInt16", 5, Word(-1)),
        ("uint16", "UInt64", 6, Word(-1)), ("int32", "Int32", 8, Long(int.MinValue, 4)), ("uint32", "UInt32", 10, Long(-1, 4)),
        ("int64", "Int64", 12, Long(long.MinValue, 8)), ("uint64", "UInt64", 16, Long(-1, 8)),
        ("float", "Float", 20, Bits(1e-7f)), ("double", "Double", 24, Bits(0.1234567890123456)),
        ("double", "Float", 28, Bits(1.0 / 3)), ("float", "Double", 32, Bits(1.1f)), ("bool", "Boolean", 36, Word(1)),
        ("float", "Float", NotANumberAt, Bits(5f)),
    ];

    private static readonly SemaphoreSlim Guard = new(1);
    private static readonly Dictionary<bool, Recording> Made = [];

    /// <summary>The recording; each is made once, for it takes seconds.</summary>
    /// <param name="forTahu">With datatypes in data, and UInt32 in long_value.</param>
    [SupportedOSPlatform("linux")]
    public static async Task<Recording> MakeAsync(bool forTahu = false)
    {
        Peers.Program("mosquitto");
        await Guard.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!Made.TryGetValue(forTahu, out Recording? recording))
            {
                Made[forTahu] = recording = await RecordAsync(forTahu);
            }
            return recording;
        }
        finally
        {
            Guard.Release();
        }
    }

    [SupportedOSPlatform("linux")]
    private static async Task<Recording> RecordAsync(bool forTahu)
    {
        await using var stage = new Stage();
        int plainPort = TestPort.Take();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage, plainPort: plainPort);
        await Peers.WaitForPortAsync(plainPort, broker);
        WireTap tap = stage.Own(new WireTap(plainPort));
        PeerProcess watch = stage.Own(PeerProcess.Start("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"),
            "watch", "--host", "127.0.0.1", "--port", $"{tap.Port}", "--plain", "--json", "--conform",
        ]));
        await Wait.UntilAsync(
            () => tap.Passed.Any(p => p.FromBroker && p.Bytes.Contains((byte)0x90)), 60, () => "watch to subscribe: " + watch.Output);
        await stage.ListenAsync();

        await LiveAsync(stage, new SparkplugSettings
        {
            HealthPeriodMs = 1000, DatatypeInData = forTahu, Uint32 = forTahu ? "long_value" : "int_value",
        });

        await Wait.UntilAsync(
            () => Lines(watch).Count >= stage.Heard.Count, 30, () => $"{stage.Heard.Count} lines of watch: {watch.Output}");
        await watch.EndAsync();
        AssertConforms(watch.Output, forTahu);
        return new Recording(
            [.. Lines(watch).Select(SeenMessage.FromJson)], [.. stage.Heard.Select(h => (h.Message.Topic, h.Payload))], tap.Passed);
    }

    // A subscriber's view, with every datatype.
    private static void AssertConforms(string output, bool forTahu)
    {
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.DoesNotContain(lines, line => line.StartsWith("{\"conform\":\"fail\"", StringComparison.Ordinal)
            && !(forTahu && line.Contains(SessionJudge.DatatypeInData, StringComparison.Ordinal)));
        string total = Assert.Single(lines, line => line.StartsWith("{\"conform\":\"total\"", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine(total);
        Assert.Contains("\"nodes\":1,", total, StringComparison.Ordinal);
        // Nobody asks for a rebirth in this life: its two statements are not seen.
        Assert.Contains($"\"failed\":{(forTahu ? 1 : 0)},\"notSeen\":2,", total, StringComparison.Ordinal);
    }

    /// <summary>
    /// Births, changes of every tag, a value that is no number and then is one, a slave that falls silent, and a killed node.
    /// </summary>
    [SupportedOSPlatform("linux")]
    private static async Task LiveAsync(Stage stage, SparkplugSettings sparkplug)
    {
        var slave = new ModbusSlaveModel(1);
        foreach ((_, _, int address, byte[] value) in Tags)
        {
            slave.SetRegisters(ModbusTable.Holding, address, value);
        }
        slave.SetRegisters(ModbusTable.Holding, TextAt, Words("Öl \"7\"\n°C"));
        PlantOnPty plant = stage.Own(new PlantOnPty(slave));
        PeerProcess node = stage.StartNode([Line(plant.Path)], [Every()], sparkplug);
        await stage.HearUntilAsync(() => stage.Device(Device)?.Online == true && Count(stage, MessageType.NData) > 0, "births", node, 60);

        Random random = Seeded.Random();
        for (int round = 1; round <= 5; round++)
        {
            Change(slave, random);
            await stage.HearUntilAsync(
                () => stage.Device(Device)!.Metrics.All(m => m.Updates >= round || m.Name == "Boolean 36"), $"change {round}", node);
        }
        slave.SetRegisters(ModbusTable.Holding, NotANumberAt, Bits(float.NaN));
        await stage.HearUntilAsync(() => stage.Device(Device)!.Find($"Float {NotANumberAt}")!.Quality != 192, "a bad value", node);
        slave.SetRegisters(ModbusTable.Holding, NotANumberAt, Bits(7f));
        await stage.HearUntilAsync(() => stage.Device(Device)!.Find($"Float {NotANumberAt}")!.Quality == 192, "a good value", node);
        slave.IsSilent = true;
        await stage.HearUntilAsync(() => Count(stage, MessageType.DDeath) == 1, "DDEATH", node);
        node.Kill();
        await stage.HearUntilAsync(() => Count(stage, MessageType.NDeath) == 1, "NDEATH", node);
        Assert.Equal(0, stage.Model.Faults);
    }

    /// <summary>Another value for every tag, none of them not a number.</summary>
    private static void Change(ModbusSlaveModel slave, Random random)
    {
        foreach ((string type, string form, int address, byte[] value) in Tags)
        {
            byte[] next = (type, form) switch
            {
                ("float", _) => Bits((float)(random.NextDouble() * Math.Pow(10, random.Next(-30, 30)))),
                ("double", _) => Bits(-random.NextDouble() * Math.Pow(10, random.Next(-30, 30))),
                (_, "Int8") => Word(random.Next(-128, 128)),
                (_, "UInt8") => Word(random.Next(256)),
                _ => Filled(random, value.Length),
            };
            // Never the value that is there: then nothing would be reported.
            next[^1] ^= (byte)(slave.Register(ModbusTable.Holding, address + (value.Length / 2) - 1) == Last(next) ? 1 : 0);
            slave.SetRegisters(ModbusTable.Holding, address, next);
        }
        slave.SetRegisters(ModbusTable.Holding, TextAt, Words($"ä{random.Next(100000)}€"));
    }

    private static DeviceSettings Every() => new()
    {
        Name = Device, Line = "bus", Unit = 1, Retries = 1, Tags =
        [
            .. Tags.Select(t => new TagSettings
            {
                Name = $"{t.As} {t.Address}", Table = "holding", Address = t.Address, Type = t.Type, PublishAs = t.As, PeriodMs = 200,
                Unit = t.As == "Float" ? "°C" : t.As == "Int16" ? "m³/h" : null,
                Low = t.As is "Float" or "Int16" ? -40.1 : 0, High = t.As is "Float" or "Int16" ? 1e6 : 0,
            }),
            new TagSettings { Name = "text", Table = "holding", Address = TextAt, Type = "string", Length = TextRegisters, PeriodMs = 200 },
            new TagSettings
            {
                Name = "note", Table = "holding", Address = TextAt, Type = "string", Length = TextRegisters, PublishAs = "Text",
                PeriodMs = 200,
            },
        ],
    };

    private static LineSettings Line(string port) => new()
    {
        Name = "bus", Port = port, Baud = 115200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 1000, MergeGap = 0,
    };

    private static int Count(Stage stage, MessageType type) => stage.Heard.Count(h => h.Message.Parts?.Type == type);

    private static List<string> Lines(PeerProcess watch) =>
        [.. watch.Output.Split('\n').Where(line => line.StartsWith("{\"time\"", StringComparison.Ordinal) && line.TrimEnd().EndsWith('}'))];

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(long value, int bytes)
    {
        byte[] all = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(all, value);
        return all[^bytes..];
    }

    private static byte[] Bits(float value) => Long(BitConverter.SingleToInt32Bits(value), 4);

    private static byte[] Bits(double value) => Long(BitConverter.DoubleToInt64Bits(value), 8);

    private static byte[] Filled(Random random, int bytes)
    {
        byte[] all = new byte[bytes];
        random.NextBytes(all);
        return all;
    }

    private static byte[] Words(string text)
    {
        byte[] all = new byte[TextRegisters * 2];
        Encoding.UTF8.GetBytes(text, all);
        return all;
    }

    private static ushort Last(byte[] bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(bytes.Length - 2));
}
