using FieldNode.Field;
using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;

namespace FieldNode.NodeTests;

/// <summary>A whole node on the simulated plant, under a virtual clock: only the wires are not real.</summary>
internal sealed class VirtualNode : INodePorts, IHealth, INodeLog
{
    public const long Utc0 = 1_790_000_000_000;

    public VirtualNode(Action<NodeSettings>? change = null)
    {
        Settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1", Lines = [PlantSettings.Line("memory")], Devices = PlantSettings.Devices(),
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        };
        change?.Invoke(Settings);
        Line = new MemoryLine(115200, Plant.Answer);
        Node = NodeBuilder.Build(Settings, this);
    }

    public NodeSettings Settings { get; }
    public SimulatedPlant Plant { get; } = new();
    public MemoryLine Line { get; }
    public FakeWire FakeWire { get; } = new();
    public Node Node { get; }
    public List<(NodeEvent What, int Number, string? Name)> Events { get; } = [];
    public long UtcStepMs { get; set; }
    public bool HasClock { get; set; } = true;
    public long Utc => HasClock ? Utc0 + Line.NowMs + UtcStepMs : 0;

    public IMqttWire Wire => FakeWire;
    public IFlashStore Store { get; } = new MemoryStore();
    public IHealth Health => this;
    public INodeLog Log => this;
    public string Password => null!;
    public string Version => "1.2.3";

    public ISerialLine CreateLine(LineSettings line) => Line;

    public long FreeMemoryBytes() => 65536;

    public int LastReset() => 3;

    public void Write(NodeEvent what, int number, string name) => Events.Add((what, number, name));

    /// <summary>Runs the node's loop for some virtual time.</summary>
    public VirtualNode Run(int ms)
    {
        long end = Line.NowMs + ms;
        while (Line.NowMs < end)
        {
            int sleepMs = Node.Step(Line.NowMs, Utc);
            long before = Line.NowUs;
            Line.Advance(sleepMs == 0 ? 100 : Math.Min(sleepMs, 50) * 1000);
            Plant.Advance((Line.NowUs - before) / 1e6);
        }

        return this;
    }

    public Payload[] Payloads(string topic) =>
        [.. FakeWire.Published.Where(p => p.Topic == "spBv1.0/Plant/" + topic).Select(p => Payload.Parser.ParseFrom(p.Payload))];

    public Metric Last(string device, string name)
    {
        Metric birth = Payloads("DBIRTH/N1/" + device).Last().Metrics.Single(m => m.Name == name);
        return Payloads("DDATA/N1/" + device).SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == birth.Alias) ?? birth;
    }
}
