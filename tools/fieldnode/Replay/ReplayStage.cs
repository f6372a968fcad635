using System.Text;
using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Host;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli;

/// <summary>The simulated node and all around it that a script acts on.</summary>
internal sealed class ReplayStage
{
    private const long DayMs = 86_400_000;
    private const int MoveMs = 1000;

    private readonly NodeSettings settings;
    private readonly ReplayScript script;
    private readonly MemoryStore flash = new();
    private readonly CuttingStore store;
    private readonly Dictionary<string, LineFaults> lines = [];
    private readonly Random random;
    private readonly RingTap tap;
    private string version = "";
    private RunEnd end;
    private ScriptedWire wire = null!;

    /// <summary>A node that has power from the script's begin on.</summary>
    internal ReplayStage(ReplayScript script, int seed)
    {
        this.script = script;
        settings = script.Settings;
        random = new Random(seed);
        store = new CuttingStore(flash);
        tap = new RingTap(flash);
        FieldRun first = script.Runs[0];
        PlacedEvent? start = first.Events.FirstOrDefault(e => e.What.Kind == EventKind.Started);
        (end, version) = (PowerScript.EndOf(start), start?.What.Name ?? script.Events.LastOrDefault(e => e.What.Kind == EventKind.Started)?.What.Name ?? "");
        Mark();
        Node = SimNode.Start(settings, new SimOptions
        {
            Store = store, KeepsLog = false, Utc0 = script.BeginMs, CertificateEndMs = script.CertificateEndMs,
            Update = settings.Update is null ? null : new SimUpdate(), Prepare = Prepare, Booting = Booting,
            Wire = of => wire = new ScriptedWire(of, of.Wire),
        });
        Move();
    }

    internal SimNode Node { get; }

    internal ScriptedWire Wire => wire;

    /// <summary>What the run's node told in its ring, with its time on the axis of the replay.</summary>
    internal IReadOnlyList<RunEvent> Told => tap.Events;

    /// <summary>Time on the axis of the replay, ms since 1970 UTC.</summary>
    internal long NowMs => script.BeginMs + Node.Clock.NowMs;

    /// <summary>The supply goes. In the midst of a turn the rest of it must not happen.</summary>
    internal void CutPower()
    {
        if (Node.IsRunning)
        {
            store.Cut();
            throw new PowerCut();
        }
    }

    /// <summary>The board gets power; whether it had it before is of no account.</summary>
    internal void Start(RunEnd lastEnd, string ofVersion)
    {
        (end, version) = (lastEnd, ofVersion.Length > 0 ? ofVersion : version);
        Restarts = true;
    }

    /// <summary>A start waits: who drives the run makes it, outside of a turn of the node.</summary>
    internal bool Restarts { get; private set; }

    /// <summary>Makes the start that waits.</summary>
    internal void Restart()
    {
        Restarts = false;
        Node.Restart((int)end);
    }

    internal void Stop() => Node.Stop();

    /// <summary>The board ends the run, whatever the node does.</summary>
    internal void EndRun()
    {
        End();
        CutPower();
    }

    internal void SetClock(bool isSet, long offMs) => (Node.HasClock, Node.ShownMs, Node.UtcStepMs) = (isSet, 0, offMs);

    internal void ShowDay(int day) => (Node.HasClock, Node.ShownMs) = (false, day * DayMs);

    internal void Slave(DeviceSettings device, ModbusFault fault) => lines[device.Line].Always(device.Unit, fault);

    internal void SlaveOnce(DeviceSettings device, ModbusFault fault) => lines[device.Line].Once(device.Unit, fault);

    /// <summary>Whether a simulated sensor of these kinds can have that.</summary>
    internal static bool CanFail(IEnumerable<SensorSettings> sensors, QualityReason reason) => sensors.All(sensor => sensor.Kind switch
    {
        "max31865" or "ds18b20" => reason is QualityReason.NoAnswer or QualityReason.PortLost,
        "adc" => false,
        _ => reason is QualityReason.NoAnswer or QualityReason.PortLost or QualityReason.BusStuck or QualityReason.Damaged,
    });

    /// <summary>The sensors of a device have a fault from now on; None: no more.</summary>
    internal void Sensor(string device, QualityReason reason)
    {
        foreach (SensorSettings sensor in settings.Sensors.Where(sensor => sensor.Device == device))
        {
            SimFieldPorts field = Node.Plant.Field;
            switch (sensor.Kind)
            {
                case "max31865":
                    Node.Plant.Part<SimMax31865>(sensor.Name).IsLost = reason != QualityReason.None;
                    break;
                case "ds18b20":
                    Node.Plant.Part<SimDs18b20>(sensor.Name).IsAbsent = reason != QualityReason.None;
                    break;
                default:
                    SetBus(field.Buses[sensor.Bus], sensor, sensor.Kind == "register" ? new AnyRegister(sensor.Register) : Node.Plant.Part<ISimI2cPart>(sensor.Name), reason);
                    break;
            }
        }
    }

    internal void AskRebirth(string device)
    {
        byte[] node = CommandWriter.Rebirth(DateTimeOffset.FromUnixTimeMilliseconds(NowMs).UtcDateTime);
        byte[] ofDevice = CommandWriter.Write("Device Control/Rebirth", SparkplugType.Boolean, true, DateTimeOffset.FromUnixTimeMilliseconds(NowMs).UtcDateTime);
        Node.Broker.Publish(device.Length == 0 ? CommandWriter.NodeTopic(settings.Group, settings.Node) : CommandWriter.DeviceTopic(settings.Group, settings.Node, device),
            device.Length == 0 ? node : ofDevice);
    }

    internal void Forbid(string device) => Node.Broker.Denied.Add(BirthTopic(device));

    internal void PublishBirthOf(string device, bool retain) => Node.Broker.Publish(BirthTopic(device), [1, 2, 3], retain: retain);

    internal void SetHost(bool isOnline)
    {
        PrimaryHostSettings host = settings.Sparkplug.PrimaryHost;
        string text = host.Legacy ? isOnline ? "ONLINE" : "OFFLINE" : $$"""{"online":{{(isOnline ? "true" : "false")}},"timestamp":{{NowMs}}}""";
        Node.Broker.Publish((host.Legacy ? "STATE/" : "spBv1.0/STATE/") + host.Id, Encoding.UTF8.GetBytes(text), retain: true);
    }

    internal void RefuseJournal(bool refuses) => flash.Refuses = refuses ? name => name.StartsWith("journal", StringComparison.Ordinal) : null;

    /// <summary>What the ring holds in RAM goes to flash: the replay is over.</summary>
    internal void End() => Node.Node.Events.Ring.Close(Node.NowMs, Node.Utc);

    private string BirthTopic(string device) => $"spBv1.0/{settings.Group}/{(device.Length == 0 ? "NBIRTH" : "DBIRTH")}/{settings.Node}{(device.Length == 0 ? "" : "/" + device)}";

    // The node file is not new to the node, unless the ring says that it was.
    private void Mark()
    {
        int former = script.FormerSettingsCrc ?? script.SettingsCrcs[0];
        if (former != 0)
        {
            SettingsMark.Check(flash, former, new EventRing(new MemoryStore()), 0, 0);
        }
    }

    // As a board does before there is a node.
    private void Booting(NodePorts ports)
    {
        ports.Version = version;
        ports.SettingsCrc = script.SettingsCrcs[0];
        tap.Begin(ports.Events.Run, script.BeginMs + (Node?.Clock.NowMs ?? 0));
        long utcMs = Node?.Utc ?? 0;
        ports.Events.Start(end, version, 0, utcMs);
        SettingsMark.Check(store, script.SettingsCrcs[0], ports.Events, 0, utcMs);
    }

    private void Prepare(SimPlant plant)
    {
        foreach ((string name, FieldNode.Virtual.Serial.MemoryLine line) in plant.Lines)
        {
            lines[name] = new LineFaults(line);
        }
        foreach (SensorSettings sensor in settings.Sensors ?? [])
        {
            switch (sensor.Kind)
            {
                case "ads1115":
                    Array.Fill(plant.Part<SimAds1115>(sensor.Name).Volts, 1.2); // 12 mA: no wire is broken
                    break;
                case "adc":
                    plant.Part<SimAnalogInput>(sensor.Name).Volts = 1.2;
                    break;
                case "register":
                    plant.Field.Buses[sensor.Bus].Plug(sensor.Address, new AnyRegister(sensor.Register));
                    break;
            }
        }
    }

    private static void SetBus(SimI2cBus bus, SensorSettings sensor, ISimI2cPart part, QualityReason reason)
    {
        int address = sensor.Address == 0 ? SensorKinds.Find(sensor.Kind).UsualAddress : sensor.Address;
        bus.IsLost = reason == QualityReason.PortLost;
        bus.IsStuck = bus.IsShorted = reason == QualityReason.BusStuck;
        (bus.FlipByte, bus.Flips) = reason == QualityReason.Damaged ? (0, int.MaxValue) : (-1, 0);
        if (reason == QualityReason.NoAnswer)
        {
            bus.Unplug(address);
        }
        else
        {
            bus.Plug(address, part);
        }
    }

    // Values are not in the ring. They move a little, so that the node has something to publish, as it had in the field.
    private void Move()
    {
        foreach (DeviceSettings device in settings.Devices ?? [])
        {
            ModbusSlaveModel slave = Node.Plant.Slave(device.Name);
            foreach (TagSettings tag in (device.Tags ?? []).Where(tag => tag is { Writable: false, ScaleAddress: < 0, Type: not ("string" or "bool") }))
            {
                if (ModbusAddress.TryParse(tag.Table, tag.Address, out ModbusTable table, out int address))
                {
                    int last = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, tag.Type), tag.Length) - 1;
                    slave.SetRegister(table, address + last, random.Next(10));
                }
            }
        }
        Node.Broker.Clear();
        Node.Clock.At(Node.Clock.NowMs + MoveMs, Move);
    }
}
