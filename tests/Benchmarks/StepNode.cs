using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode.Benchmarks;

/// <summary>
/// A whole node of ten floats at unit 1 that are due all the time, and of others, at one or more further units, that are due once an
/// hour. It has read them all once, and is born.
/// </summary>
internal sealed class StepNode : INodePorts, IHealth, INodeLog
{
    public const int Due = 10;
    public const int PeriodMs = 20;

    private const long Utc0 = 1_790_000_000_000;
    private readonly AnsweringLine line = new();
    private readonly NullWire wire = new();
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
        }, this);
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
        if (Published - before != line.Polls - polls || line.Polls == polls || wire.LastCount < Due * 16)
        {
            throw new InvalidOperationException($"{line.Polls - polls} polls gave {Published - before} messages, the last of {wire.LastCount} bytes");
        }

        StepsPerPoll = 100.0 / (line.Polls - polls);
    }

    public int Devices { get; }

    /// <summary>Steps that one poll takes: one that asks, one that takes the reply and publishes.</summary>
    public double StepsPerPoll { get; }

    public long Published => wire.Messages;

    public void Step()
    {
        node.Step(nowMs, Utc0 + nowMs);
        nowMs += PeriodMs / 2;
    }

    public IMqttWire Wire => wire;
    public IFlashStore Store { get; } = new QuietStore();
    public IHealth Health => this;
    public INodeLog Log => this;
    public string Password => null!;
    public string Version => "0";

    public ISerialLine CreateLine(LineSettings settings) => line;

    public long FreeMemoryBytes() => 65536;

    public int LastReset() => 0;

    public void Write(NodeEvent what, int number, string name)
    {
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
