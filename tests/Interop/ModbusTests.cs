using System.Globalization;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>The node polls pymodbus's RTU server; what a host gets must be what pymodbus holds.</summary>
public sealed class ModbusTests
{
    private const int FirstValuesS = 90; // pymodbus and the node start together, and a slave that does not answer yet is asked less and less often

    private static readonly (string Type, int Registers, string Value)[] Kinds =
    [
        ("int16", 1, "-1234"), ("uint16", 1, "54321"), ("int32", 2, "-123456789"), ("uint32", 2, "3456789012"),
        ("int64", 4, "-1234567890123456789"), ("uint64", 4, "12345678901234567890"), ("float", 2, "1.5"), ("double", 4, "-2.25"),
    ];

    [Fact(Timeout = 240_000)]
    public async Task Every_datatype_in_every_order_arrives_as_pymodbus_holds_it()
    {
        await using var stage = new Stage();
        (SerialPair pair, PeerProcess slave) = await StartAsync(stage);
        (TagSettings[] tags, Dictionary<string, string> expected) = EveryKind();
        PeerProcess node = stage.StartNode([Line(pair)], [Device("s1", 1, tags)]);

        await stage.HearUntilAsync(() => AllGood(stage, "s1", expected.Keys), "good values of all tags; slave: " + slave.Output, node, FirstValuesS);
        foreach ((string name, string value) in expected)
        {
            object? got = stage.Device("s1")!.Find(name)!.Value;
            Assert.Equal((name, value), (name, Convert.ToString(got, CultureInfo.InvariantCulture)));
        }
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 240_000)]
    public async Task An_exception_reply_makes_that_tag_bad_and_leaves_its_neighbours_good()
    {
        await using var stage = new Stage();
        (SerialPair pair, PeerProcess _) = await StartAsync(stage);
        PeerProcess node = stage.StartNode([Line(pair)],
            [Device("s1", 1, [Tag("below", 97), Tag("last", 99), Tag("beyond", 100)])]);

        await stage.HearUntilAsync(
            () => AllGood(stage, "s1", ["below", "last"]) && stage.Device("s1")!.Find("beyond")!.Quality == 0
                && stage.Device("s1")!.Find("beyond")!.Reason is > 0,
            "two good tags and one bad one", node, FirstValuesS);
        Assert.True(stage.Device("s1")!.Online);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_killed_server_dies_alone_and_is_born_again_when_it_answers()
    {
        await using var stage = new Stage();
        (SerialPair pair, PeerProcess slave) = await StartAsync(stage);
        PeerProcess node = stage.StartNode([Line(pair)], [Device("s1", 1, [Tag("t", 1)])]);
        await stage.HearUntilAsync(() => AllGood(stage, "s1", ["t"]), "a good value", node, FirstValuesS);

        slave.Kill();
        await stage.HearUntilAsync(() => Count(stage, MessageType.DDeath) == 1, "DDEATH", node);
        Assert.True(stage.Model.Find(Stage.Group, Stage.NodeName)!.Online);
        int births = Count(stage, MessageType.DBirth);
        stage.Own(StartSlave(pair));
        await stage.HearUntilAsync(
            () => Count(stage, MessageType.DBirth) > births && AllGood(stage, "s1", ["t"]), "DBIRTH", node, FirstValuesS);
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 240_000)]
    public async Task Garbage_and_half_frames_on_the_wire_never_become_a_value()
    {
        Random random = Seeded.Random();
        await using var stage = new Stage();
        (SerialPair pair, PeerProcess _) = await StartAsync(stage);
        PeerProcess node = stage.StartNode([Line(pair)], [Device("s1", 1, [Tag("t", 1)])]);
        await stage.HearUntilAsync(() => AllGood(stage, "s1", ["t"]), "a good value", node, FirstValuesS);

        using (var wire = new FileStream(pair.SlaveEnd, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            for (int i = 0; i < 30; i++)
            {
                byte[] garbage = new byte[random.Next(1, 40)];
                random.NextBytes(garbage);
                byte[] halfReply = [1, 3, 2, 0xD4];
                wire.Write(i % 3 == 0 ? halfReply : garbage);
                wire.Flush();
                await Task.Delay(70, TestContext.Current.CancellationToken);
            }
        }
        int before = stage.Heard.Count;
        await stage.SendAsync(CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
        await stage.HearUntilAsync(
            () => stage.Heard.Skip(before).Any(h => h.Message.Parts?.Type == MessageType.DBirth) && AllGood(stage, "s1", ["t"]),
            "a good value after the garbage", node);
        IEnumerable<MetricSample> samples = stage.Heard.SelectMany(h => h.Message.Metrics).Where(m => m.Name == "t");
        Assert.All(samples.Where(m => m is { IsNull: false, Quality: 192 }), 
            m => Assert.Equal(54321L, Convert.ToInt64(m.Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>A broker that is listened to, and a line with unit 1 on it.</summary>
    private static async Task<(SerialPair Pair, PeerProcess Slave)> StartAsync(Stage stage)
    {
        _ = Peers.PythonWithPymodbus(); // without it the test is skipped before anything runs
        await MosquittoBroker.StartAsync(stage);
        SerialPair pair = await SerialPair.StartAsync(stage);
        PeerProcess slave = stage.Own(StartSlave(pair));
        await stage.ListenAsync();
        return (pair, slave);
    }

    private static PeerProcess StartSlave(SerialPair pair) =>
        PeerProcess.Start(Peers.PythonWithPymodbus(), [Peers.Script("modbus_slave.py"), pair.SlaveEnd, "1"]);

    private static LineSettings Line(SerialPair pair) =>
        new() { Name = "bus", Port = pair.NodeEnd, Baud = 19200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 500 };

    private static DeviceSettings Device(string name, int unit, TagSettings[] tags) =>
        new() { Name = name, Line = "bus", Unit = unit, Retries = 2, Tags = tags };

    private static TagSettings Tag(string name, int address, string table = "holding", string type = "uint16") =>
        new() { Name = name, Table = table, Address = address, Type = type, PeriodMs = 200 };

    private static int Count(Stage stage, MessageType type) => stage.Heard.Count(h => h.Message.Parts?.Type == type);

    private static bool AllGood(Stage stage, string device, IEnumerable<string> names) =>
        stage.Device(device) is { Online: true } found
        && names.All(name => found.Find(name) is { Quality: 192, IsNull: false });

    // As modbus_slave.py lays them out.
    private static (TagSettings[] Tags, Dictionary<string, string> Expected) EveryKind()
    {
        var tags = new List<TagSettings>();
        var expected = new Dictionary<string, string>();
        void Add(TagSettings tag, string value)
        {
            tags.Add(tag);
            expected.Add(tag.Name, value);
        }
        int at = 0;
        foreach (string order in TagForm.OrderNames)
        {
            foreach ((string type, int registers, string value) in Kinds)
            {
                TagSettings tag = Tag($"{order}/{type}", at, type: type);
                tag.Order = order;
                Add(tag, value);
                at += registers;
            }
        }
        TagSettings text = Tag("text", at, type: "string");
        text.Length = 4;
        Add(text, "Öl 7");
        TagSettings swapped = Tag("text swapped", at + 4, type: "string");
        (swapped.Length, swapped.Order) = (4, "badc");
        Add(swapped, "Öl 8");
        Add(Tag("input", 7, "input"), "21");
        TagSettings bit = Tag("bit", 1, type: "bool");
        bit.Bit = 4; // 54321 = 0xD431
        Add(bit, "True");
        Add(Tag("coil even", 4, "coil", "bool"), "True");
        Add(Tag("coil odd", 5, "coil", "bool"), "False");
        Add(Tag("discrete even", 6, "discrete", "bool"), "True");
        Add(Tag("discrete odd", 7, "discrete", "bool"), "False");
        return ([.. tags], expected);
    }
}
