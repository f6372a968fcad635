using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

/// <summary>An edge node with two devices over a fake wire, under a virtual clock.</summary>
internal sealed class Rig : IEdgeOwner
{
    public const long Utc0 = 1_790_000_000_000;
    public const string Rebirth = "Node Control/Rebirth";

    public Rig(MemoryStore? store = null, bool aliases = true, SparkplugOptions? options = null, int journalBytes = 0, bool inOrder = false)
    {
        Store = store ?? new MemoryStore();
        Boiler = Tags.AddDevice("Boiler");
        Meter = Tags.AddDevice("Meter");
        Uptime = Tags.Add(0, new TagSpec { Name = "Node/Uptime", DataType = DataType.Int64, PeriodMs = 10000 });
        Temperature = Tags.Add(Boiler, new TagSpec { Name = "Temperature", DataType = DataType.Float, EngUnit = "°C", HasRange = true, EngHigh = 120 });
        Setpoint = Tags.Add(Boiler, new TagSpec { Name = "Setpoint", DataType = DataType.Float, Writable = true, HasRange = true, EngLow = -100, EngHigh = 100 });
        Pump = Tags.Add(Boiler, new TagSpec { Name = "Pump", DataType = DataType.Boolean, Writable = true });
        Power = Tags.Add(Meter, new TagSpec { Name = "Power", DataType = DataType.Double });
        Small = Tags.Add(Meter, new TagSpec { Name = "Small", DataType = DataType.Int8, Writable = true });
        Tags.Seal(aliases);
        options ??= new SparkplugOptions { Group = "Plant", Node = "N1", TakesCommands = true };
        options.Journal = journalBytes == 0 ? null! : new SampleJournal(Tags, journalBytes, holdMs: 60_000, confirmMs: 2000, inOrder);
        Edge = new EdgeNode(Tags, Store, options, this);
        Session = new MqttSession(Wire, Edge, new MqttOptions
        {
            Servers = [.. Enumerable.Repeat(new MqttBroker { Host = "broker" }, options.Servers)], ClientId = "c", WillTopic = Edge.WillTopic, Filters = Edge.Filters, KeepAliveS = 30,
        });
        Edge.Attach(Session);
    }

    public TagTable Tags { get; } = new(10, 3);
    public SimWire Wire { get; } = new();
    public SimBroker Broker => Wire.Broker;
    public MemoryStore Store { get; }
    public EdgeNode Edge { get; }
    public MqttSession Session { get; }
    public int Boiler, Meter, Uptime, Temperature, Setpoint, Pump, Power, Small;
    public long Now { get; private set; } = 1000;
    public long Utc { get; set; } = Utc0;
    public List<(EdgeEvent What, int Device, int Number)> Events { get; } = [];
    public List<(int Tag, double Value, long Bits)> Writes { get; } = [];
    public List<(CommandVerdict Why, int Device, int Tag)> Refused { get; } = [];
    public List<int> Checked { get; } = [];

    /// <summary>What a driver says to a value.</summary>
    public Func<int, CommandVerdict> Take { get; set; } = _ => CommandVerdict.Passed;

    public IEnumerable<Payload> Payloads(string topic) =>
        Broker.Messages.Where(p => p.Topic == topic).Select(p => Payload.Parser.ParseFrom(p.Payload));

    public string[] Topics => [.. Broker.Messages.Select(p => p.Topic)];

    public void Step(int times = 1, int ms = 10)
    {
        for (; times > 0; times--)
        {
            Tags.Tick(Now);
            Session.Step(Now, Utc);
            Edge.Step(Now, Utc);
            Now += ms;
            Utc += ms;
        }
    }

    /// <summary>Online, with both devices answering and one value each.</summary>
    public Rig Born()
    {
        Tags.BeginSample(Utc);
        Tags.SetReal(Temperature, 61.5);
        Tags.SetReal(Setpoint, 60);
        Tags.SetBool(Pump, true);
        Tags.SetReal(Power, 12.25);
        Tags.SetInt(Small, -3);
        Tags.SetInt(Uptime, 1);
        Tags.SetDeviceState(Boiler, true, QualityReason.None);
        Tags.SetDeviceState(Meter, true, QualityReason.None);
        Step(10);
        return this;
    }

    public void Command(string topic, params Metric[] metrics)
    {
        Broker.Publish(topic, new Payload { Metrics = { metrics } }.ToByteArray());
        Step(2);
    }

    public void AskRebirth() => Command("spBv1.0/Plant/NCMD/N1", new Metric { Name = Rebirth, BooleanValue = true });

    public void OnEdgeEvent(EdgeEvent what, int device, int number) => Events.Add((what, device, number));

    public void OnRefused(CommandVerdict why, int device, int tag) => Refused.Add((why, device, tag));

    public void BeginWrites() => Checked.Clear();

    public CommandVerdict CheckWrite(int tag, double value, long bits)
    {
        Checked.Add(tag);
        return Take(tag);
    }

    public void Write(int tag, double value, long bits)
    {
        Assert.Contains(tag, Checked);
        Writes.Add((tag, value, bits));
    }
}
