using FieldNode.Mqtt;
using FieldNode.ProtoLite;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode.Fuzz;

/// <summary>An edge node with two devices in a session of its own, and what it does when it is commanded.</summary>
internal sealed class EdgeRig : IEdgeOwner
{
    internal const long Utc0 = 1_790_000_000_000;

    private readonly HashSet<int> passed = [];
    private readonly MqttSession session;
    private long now = 1000;

    /// <param name="choices">Bits of what the settings may choose.</param>
    internal EdgeRig(int choices)
    {
        int boiler = Tags.AddDevice("Boiler");
        int meter = Tags.AddDevice("Meter");
        Tags.Add(0, new TagSpec { Name = "Node/Uptime", DataType = DataType.Int64, PeriodMs = 10000 });
        Tags.Add(boiler, new TagSpec { Name = "Temperature", DataType = DataType.Float, EngUnit = "°C", HasRange = true, EngHigh = 120 });
        Setpoint = Tags.Add(boiler, new TagSpec { Name = "Setpoint", DataType = DataType.Float, Writable = true, HasRange = true, EngLow = -100, EngHigh = 100 });
        Tags.Add(boiler, new TagSpec { Name = "Pump", DataType = DataType.Boolean, Writable = true });
        int key = Tags.Add(meter, new TagSpec { Name = "Key", DataType = DataType.Boolean });
        Tags.Add(meter, new TagSpec { Name = "Small", DataType = DataType.Int8, Writable = true });
        Tags.Add(meter, new TagSpec { Name = "Word", DataType = DataType.UInt16, Writable = true });
        Tags.Add(meter, new TagSpec { Name = "Long", DataType = DataType.UInt64, Writable = true });
        Tags.Add(meter, new TagSpec { Name = "Double", DataType = DataType.Double, Writable = true });
        Tags.Seal((choices & 1) != 0);
        var options = new SparkplugOptions
        {
            Group = "Plant", Node = "N1", TakesCommands = (choices & 2) == 0, KeySwitch = (choices & 4) != 0 ? key : SparkplugOptions.NoKeySwitch,
            WritesPerMinuteMax = (choices & 8) != 0 ? 3 : 0, CommandAgeMaxMs = (choices & 16) != 0 ? 5000 : 0, VerifiesBirths = (choices & 32) != 0,
            PrimaryHost = (choices & 64) != 0 ? "Scada" : null, IsLegacyHost = (choices & 128) != 0, BirthDelayMaxMs = 0,
        };
        Edge = new EdgeNode(Tags, new MemoryStore(), options, this);
        session = new MqttSession(Wire, Edge, new MqttOptions { Servers = [new MqttBroker { Host = "broker" }], ClientId = "c", WillTopic = Edge.WillTopic, Filters = Edge.Filters, KeepAliveS = 30 });
        Edge.Attach(session);
        SetAll(boiler, meter);
    }

    internal TagTable Tags { get; } = new(12, 3);

    internal EdgeNode Edge { get; }

    internal SimWire Wire { get; } = new();

    internal int Setpoint { get; }

    internal long NowMs => now;

    /// <summary>Values that were written since this was cleared.</summary>
    internal List<(int Tag, double Value, long Bits)> Written { get; } = [];

    /// <summary>Refusals since then.</summary>
    internal int Refused { get; set; }

    internal void Step(int times)
    {
        for (; times > 0; times--)
        {
            Tags.Tick(now);
            session.Step(now, Utc0 + now);
            Edge.Step(now, Utc0 + now);
            now += 10;
        }
    }

    public void OnEdgeEvent(EdgeEvent what, int device, int number)
    {
        if (!Enum.IsDefined(what))
        {
            throw new OracleException("an event without a name");
        }
    }

    public void OnRefused(CommandVerdict why, int device, int tag)
    {
        Refused++;
        if (!Enum.IsDefined(why) || why == CommandVerdict.Passed)
        {
            throw new OracleException("refused, and no verdict why");
        }
    }

    public void BeginWrites() => passed.Clear();

    public CommandVerdict CheckWrite(int tag, double value, long bits)
    {
        passed.Add(tag);
        return CommandVerdict.Passed;
    }

    public void Write(int tag, double value, long bits)
    {
        if (!passed.Contains(tag))
        {
            throw new OracleException("written, and never checked");
        }
        Written.Add((tag, value, bits));
    }

    private void SetAll(int boiler, int meter)
    {
        Tags.BeginSample(Utc0);
        for (int tag = 0; tag < Tags.Count; tag++)
        {
            if (Tags.TypeOf(tag) == DataType.Boolean)
            {
                Tags.SetBool(tag, true);
            }
            else
            {
                Tags.SetReal(tag, 1);
            }
        }
        Tags.SetDeviceState(boiler, true, QualityReason.None);
        Tags.SetDeviceState(meter, true, QualityReason.None);
    }
}
