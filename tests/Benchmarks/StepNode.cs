using FieldNode.Settings;

namespace FieldNode.Benchmarks;

/// <summary>
/// A whole node of ten floats at unit 1 that are due all the time, and of others, at one or more further units, that are due once an
/// hour. It has read them all once, and is born.
/// </summary>
internal sealed class StepNode
{
    public const int Due = 10;
    public const int PeriodMs = 20;

    private const long Utc0 = 1_790_000_000_000;
    private readonly AnsweringLine line = new();
    private readonly SimBroker broker = new() { IsRecording = false };
    private readonly Node node;
    private long nowMs = 1000;

    public StepNode(int tags, int tagsPerSlave)
    {
        var devices = new List<DeviceSettings> { Device(1, Due, PeriodMs) };
        for (int left = tags - Due; left > 0; left -= tagsPerSlave)
        {
            devices.Add(Device(devices.Count + 1, Math.Min(left, tagsPerSlave), 3_600_000));
        }

        Devices = devices.Count;

        node = NodeBuilder.Build(new NodeSettings
        {
            Version = 1, Group = "G", Node = "N",
            Broker = new BrokerSettings { Host = "h", KeepAliveS = 3600 },
            Sparkplug = new SparkplugSettings { HealthPeriodMs = 3_600_000 },
            Lines = [new LineSettings { Name = "l", Port = "p", Baud = 115200 }],
            Devices = [.. devices],
        }, new NodePorts(new SimWire(broker), new QuietStore(), new QuietLog(), [line], null));
        for (int i = 0; i < 400; i++)
        {
            Step();
        }

        long before = Published;
        int polls = line.Polls;
        for (int i = 0; i < 100; i++)
        {
            Step();
        }

        // Each poll of ten gives one data frame of ten metrics, and nothing else goes out.
        if (Published - before != line.Polls - polls || line.Polls == polls || broker.LastCount < Due * 16)
        {
            throw new InvalidOperationException($"{line.Polls - polls} polls gave {Published - before} messages, the last of {broker.LastCount} bytes");
        }

        StepsPerPoll = 100.0 / (line.Polls - polls);
    }

    public int Devices { get; }

    /// <summary>Steps that one poll takes: one that asks, one that takes the reply and publishes.</summary>
    public double StepsPerPoll { get; }

    public long Published => broker.MessageCount;

    public void Step()
    {
        node.Step(nowMs, Utc0 + nowMs);
        nowMs += PeriodMs / 2;
    }

    private static DeviceSettings Device(int unit, int tags, int periodMs) => new()
    {
        Name = "D" + unit, Line = "l", Unit = unit,
        Tags = [.. Enumerable.Range(0, tags).Select(i => new TagSettings
        {
            Name = "Value " + i, Table = "holding", Address = 2 * i, Type = "float", PeriodMs = periodMs,
        })],
    };
}
