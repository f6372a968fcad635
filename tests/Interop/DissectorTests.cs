using System.Globalization;
using System.Text.Json;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>
/// socat wrote down what node and pymodbus said; tshark's Modbus RTU dissector, the node's values at a host, and pymodbus's own
/// datastore must tell one story.
/// </summary>
public sealed class DissectorTests
{
    private const int Registers = 100;
    private const int Bits = 20;
    private static readonly string[] Tables = ["coil", "discrete", "input", "holding"];

    [Fact(Timeout = 240_000)]
    public async Task Tsharks_dissector_reads_the_bus_as_the_node_published_it_and_as_pymodbus_holds_it()
    {
        string python = Peers.PythonWithPymodbus();
        Peers.Program("text2pcap");
        Peers.Program("tshark");
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        SharedLine line = await SharedLine.StartAsync(stage);
        PeerProcess slave = stage.Own(PeerProcess.Start(python, [Peers.Script("modbus_slave.py"), line.Drop(0), "7"]));
        await line.WaitForSlaveAsync(0, 7, slave);
        await stage.ListenAsync();

        // One reply in five gets one bit turned in its data on the way, after a first round that is whole.
        int replies = 0, damaged = 0;
        line.Disturb = (_, reply) =>
        {
            if (++replies <= 12 || replies % 5 != 0)
            {
                return [(0, reply)];
            }
            damaged++;
            reply[3] ^= 0x10;
            return [(0, reply)];
        };
        PeerProcess node = stage.StartNode(
            [
                new LineSettings
                {
                    Name = "bus", Port = line.NodeEnd, Baud = 19200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 5000,
                },
            ],
            [new DeviceSettings { Name = "s7", Line = "bus", Unit = 7, Retries = 5, Tags = EveryTag() }],
            change: settings => settings.Sparkplug = new SparkplugSettings { HealthPeriodMs = 1000 });
        await stage.HearUntilAsync(() => Volatile.Read(ref damaged) >= 4, "some rounds", node, 40);
        await stage.HearUntilAsync(() => Counter(stage, "unit 7/CRC errors") >= damaged, "the count of CRC errors", node);
        line.Disturb = null;
        await stage.HearUntilAsync(() => stage.Device("s7") is { Online: true }, "the device", node);

        List<RtuDissection> said = RtuDissection.Of(stage, Whole(line.Recorded));
        CompareRequests(said);
        int compared = CompareReplies(said, stage, Holds(python));
        Assert.True(compared > 2 * (2 * Bits + 2 * Registers), $"only {compared} values compared");
        Assert.Equal(damaged, said.Count(d => d.CrcStatus == RtuDissection.CrcBad));
        Assert.Equal(damaged, Counter(stage, "unit 7/CRC errors"));
        Assert.Contains(said, d => !d.FromNode && d is { Exception: 2, Function: 3, CrcStatus: RtuDissection.CrcGood });
    }

    // The node's requests: right unit, right CRC, and together they cover the tags and nothing beyond the merge gap.
    private static void CompareRequests(List<RtuDissection> said)
    {
        RtuDissection[] requests = [.. said.Where(d => d.FromNode)];
        Assert.All(requests, d => Assert.Equal((7, RtuDissection.CrcGood), (d.Unit, d.CrcStatus)));
        var asked = new HashSet<(int Function, int Number)>();
        foreach (RtuDissection request in requests)
        {
            asked.UnionWith(Enumerable.Range(request.Reference!.Value, request.Count!.Value).Select(n => (request.Function!.Value, n)));
        }
        var wanted = new HashSet<(int, int)>(EveryTag().Select(tag => (FunctionOf(tag.Table), tag.Address)));
        Assert.True(wanted.SetEquals(asked), "the requests ask for the tags and for nothing else");
    }

    private static int CompareReplies(List<RtuDissection> said, Stage stage, Dictionary<string, int[]> holds)
    {
        int compared = 0;
        foreach (RtuDissection reply in said.Where(d => !d.FromNode && d.CrcStatus == RtuDissection.CrcGood && d.Exception is null))
        {
            Assert.Equal(7, reply.Unit);
            Assert.NotEmpty(reply.Numbers);
            string table = Tables[reply.Function!.Value switch { 1 => 0, 2 => 1, 4 => 2, _ => 3 }];
            for (int i = 0; i < reply.Numbers.Length; i++)
            {
                int number = reply.Numbers[i];
                // Bits come in bytes: those behind the last one that was asked for are filling.
                if (reply.Function <= 2 && number >= Bits)
                {
                    continue;
                }
                string name = $"{table} {number}";
                int published = Convert.ToInt32(stage.Device("s7")!.Find(name)!.Value, CultureInfo.InvariantCulture);
                Assert.Equal((name, reply.Values[i], reply.Values[i]), (name, published, holds[table][number]));
                compared++;
            }
        }
        return compared;
    }

    // A request whose reply was not there yet when we looked has none.
    private static List<RtuFrame> Whole(List<RtuFrame> frames) =>
        frames.Count > 0 && frames[^1].FromNode ? frames[..^1] : frames;

    private static Dictionary<string, int[]> Holds(string python) =>
        JsonSerializer.Deserialize<Dictionary<string, int[]>>(PeerProcess.Run(python, [Peers.Script("modbus_slave.py"), "--show"]))!;

    private static long Counter(Stage stage, string name) =>
        stage.Model.Find(Stage.Group, Stage.NodeName)?.Own.Find("Field/bus/" + name)?.Value is { } value
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    private static int FunctionOf(string table) => table switch { "coil" => 1, "discrete" => 2, "input" => 4, _ => 3 };

    private static TagSettings[] EveryTag() =>
    [
        .. Some("coil", Bits), .. Some("discrete", Bits), .. Some("input", Registers), .. Some("holding", Registers),
        Tag("holding", 150),
    ];

    private static IEnumerable<TagSettings> Some(string table, int count) => Enumerable.Range(0, count).Select(n => Tag(table, n));

    private static TagSettings Tag(string table, int address) => new()
    {
        Name = $"{table} {address}", Table = table, Address = address, Type = table is "coil" or "discrete" ? "bool" : "uint16",
        PeriodMs = 500,
    };
}
