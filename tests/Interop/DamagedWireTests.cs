using System.Globalization;
using FieldNode.Field.Modbus;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>
/// The hub between node and pymodbus damages replies just when the node waits for them. Every damaged frame carries another value than
/// pymodbus sent, so that a node that lets one pass publishes a wrong one.
/// </summary>
public sealed class DamagedWireTests
{
    private const int Held = 54321; // holding register 1 of modbus_slave.py: 0xD431
    private const int ReplyTimeoutMs = 400;

    private static readonly (string Name, Func<byte[], Random, (int, byte[])[]> Make)[] Faults =
    [
        ("another value, the CRC as it was", (reply, random) => [(0, With(reply, random, [3, 4]))]),
        ("another value and a CRC of chance", (reply, random) => [(0, Unsealed(With(reply, random, [3, 4, 5, 6])))]),
        ("one bit turned", (reply, random) => [(0, BitTurned(reply, random))]),
        ("another unit", (reply, random) => [(0, Sealed(With(reply, random, [0, 3, 4])))]),
        ("another function", (reply, random) => [(0, Sealed(With(reply, random, [1, 3, 4])))]),
        ("one register too many", (_, random) => [(0, Sealed([1, 3, 4, Any(random), Any(random), Any(random), Any(random), 0, 0]))]),
        ("one byte too few", (_, random) => [(0, Sealed([1, 3, 1, Any(random), 0, 0]))]),
        ("half a frame and silence", (reply, random) => [(0, With(reply, random, [3])[..4])]),
        ("half a frame, a pause, then a whole one", (reply, random) => [(0, With(reply, random, [3])[..4]), (60, reply)]),
        ("noise before the reply", (reply, random) => [(0, Noise(random)), (0, reply)]),
        ("half a frame glued to the reply", (reply, random) => [(0, [.. With(reply, random, [3])[..4], .. reply])]),
        ("a foreign reply glued to ours", (reply, random) => [(0, [.. Sealed(With(reply, random, [0, 3, 4])), .. reply])]),
        ("the reply in two pieces", (reply, _) => [(0, reply[..4]), (8, reply[4..])]),
        ("the reply and noise behind it", (reply, random) => [(0, reply), (2, Noise(random))]),
        ("an echo of our own request, then the reply", (reply, _) => [(0, Sealed([1, 3, 0, 1, 0, 1, 0, 0])), (3, reply)]),
        ("the request with an address that looks like a count", (_, random) => [(0, LikeACount(random))]),
        ("nothing but noise", (_, random) => [(0, Noise(random)), (20, Noise(random)), (20, Noise(random))]),
    ];

    [Fact(Timeout = 240_000)]
    public async Task Garbage_and_half_frames_between_request_and_reply_never_become_a_value()
    {
        string python = Peers.PythonWithPymodbus();
        Random random = Seeded.Random();
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        SharedLine line = await SharedLine.StartAsync(stage);
        PeerProcess slave = stage.Own(PeerProcess.Start(python, [Peers.Script("modbus_slave.py"), line.Drop(0), "1"]));
        await line.WaitForSlaveAsync(0, 1, slave);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode(
            [
                new LineSettings
                {
                    Name = "bus", Port = line.NodeEnd, Baud = 19200, Parity = "none", StopBits = 1, ReplyTimeoutMs = ReplyTimeoutMs,
                },
            ],
            [
                new DeviceSettings
                {
                    Name = "s1", Line = "bus", Unit = 1, Retries = 10,
                    Tags = [new TagSettings { Name = "t", Table = "holding", Address = 1, Type = "uint16", PeriodMs = 50 }],
                },
            ],
            change: settings => settings.Sparkplug = new SparkplugSettings { HealthPeriodMs = 1000 });
        await stage.HearUntilAsync(() => IsGood(stage), "a good value", node, 60);

        // Each fault three times, a good reply after each, so that the device lives and is read on.
        int[] shown = new int[Faults.Length];
        int turn = 0;
        line.Disturb = (request, reply) =>
        {
            bool isOurs = request.Length == 8 && request[0] == 1 && request[1] == 3 && reply.Length == 7;
            if (!isOurs || turn >= 6 * Faults.Length || turn++ % 2 == 1)
            {
                return [(0, reply)];
            }
            int fault = (turn - 1) / 2 % Faults.Length;
            Interlocked.Increment(ref shown[fault]);
            return Faults[fault].Make(reply, random);
        };
        await stage.HearUntilAsync(() => Volatile.Read(ref turn) >= 6 * Faults.Length, "all faults to be shown", node, 120);
        Assert.All(shown, count => Assert.Equal(3, count));

        int before = stage.Heard.Count;
        await stage.SendAsync(CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
        await stage.HearUntilAsync(
            () => stage.Heard.Skip(before).Any(h => h.Message.Parts?.Type == MessageType.DBirth) && IsGood(stage),
            "a good value after the garbage", node);
        Assert.All(GoodValues(stage), value => Assert.Equal(Held, value));
        await stage.HearUntilAsync(
            () => Counter(stage, "unit 1/CRC errors") > 0 && Counter(stage, "Foreign bytes") > 50, "the counters", node);
        Assert.Equal(0, stage.Model.Faults);
    }

    private static bool IsGood(Stage stage) =>
        stage.Device("s1") is { Online: true } device && device.Find("t") is { Quality: 192, IsNull: false };

    private static IEnumerable<long> GoodValues(Stage stage) =>
        stage.Heard.SelectMany(h => h.Message.Metrics).Where(m => m.Name == "t" && m is { IsNull: false, Quality: 192 })
            .Select(m => Convert.ToInt64(m.Value, CultureInfo.InvariantCulture));

    private static long Counter(Stage stage, string name) =>
        stage.Model.Find(Stage.Group, Stage.NodeName)?.Own.Find("Field/bus/" + name)?.Value is { } value
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    private static byte Any(Random random) => (byte)random.Next(256);

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(1, 30)];
        random.NextBytes(noise);
        return noise;
    }

    // One in 256 of these is a whole reply with a right CRC and a byte behind it: that one nobody can tell from a reply.
    private static byte[] LikeACount(Random random)
    {
        byte[] frame;
        do
        {
            frame = Sealed([1, 3, 2, Any(random), Any(random), 0, 0, 0]);
        }
        while (ModbusCrc.IsRight(frame, 0, 7));
        return frame;
    }

    // A copy with other bytes at these places.
    private static byte[] With(byte[] reply, Random random, int[] places)
    {
        byte[] copy = [.. reply];
        foreach (int at in places)
        {
            copy[at] ^= (byte)random.Next(1, 256);
        }
        return copy;
    }

    private static byte[] BitTurned(byte[] reply, Random random)
    {
        byte[] copy = [.. reply];
        copy[3 + random.Next(2)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    // Not the right CRC, as it is once in 65536 times.
    private static byte[] Unsealed(byte[] frame)
    {
        frame[^1] ^= (byte)(ModbusCrc.IsRight(frame, 0, frame.Length) ? 1 : 0);
        return frame;
    }

    // The right CRC in place of the last two bytes.
    private static byte[] Sealed(byte[] frame)
    {
        ModbusCrc.Append(frame, 0, frame.Length - 2);
        return frame;
    }
}
