using System.Text;
using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Settings;

namespace FieldNode;

/// <summary>
/// A whole node under a virtual clock: the shipped Node and Supervisor on a plant (<see cref="Plant"/>), at a broker (<see cref="Broker"/>)
/// and over a flash (<see cref="Store"/>) that outlive it. Only the wires are not real; an hour takes about a second.
/// </summary>
internal sealed partial class SimNode : IClock, IPower, INodeLog
{
    /// <summary>Wall clock at the start of a test: 2026-09-21.</summary>
    public const long Utc0 = 1_790_000_000_000;

    private readonly SimOptions options;
    private readonly IMqttWire wire; // what the node has
    private long bootUs;
    private long sleepUntilUs; // where Run ends
    private int stepsRead;

    private SimNode(NodeSettings settings, SimOptions options)
    {
        this.options = options;
        Settings = settings;
        HasClock = options.HasClock;
        Store = options.Store ?? new CuttingStore();
        Wire = new SimWire(new SimBroker(() => Clock.NowMs));
        wire = options.Wire?.Invoke(this) ?? Wire;
        Plant = new SimPlant(settings, Clock, options.Moving);
        options.Prepare?.Invoke(Plant);
        Boot(options.LastReset);
    }

    public NodeSettings Settings { get; }
    public SimClock Clock { get; } = new();
    public SimPlant Plant { get; }
    public SimWire Wire { get; }
    public SimBroker Broker => Wire.Broker;
    public IFlashStore Store { get; }

    /// <summary>The node of the present run.</summary>
    public Node Node { get; private set; } = null!;

    public Supervisor Supervisor { get; private set; } = null!;

    /// <summary>What the node logged, over all its runs.</summary>
    public List<SimEvent> Log { get; } = [];

    /// <summary>False after a power cut, an intended stop, or a restart that the node asked for.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why the node asked for a restart, or null.</summary>
    public int? RebootReason { get; private set; }

    /// <summary>How often the watchdog was petted.</summary>
    public int Pets { get; private set; }

    /// <summary>The wall clock is set; else it reads <see cref="ShownMs"/>.</summary>
    public bool HasClock { get; set; }

    /// <summary>What the wall clock reads without having been set.</summary>
    public long ShownMs { get; set; }

    /// <summary>By so much the wall clock was set forward.</summary>
    public long UtcStepMs { get; set; }

    /// <summary>Every third step takes so long before it comes to the field: a write to flash, another bus.</summary>
    public int SlowStepMs { get; set; }

    /// <summary>Called where a step reads the clock: it may throw.</summary>
    public Action? StepBegins { get; set; }

    /// <summary>Called when the log is told something, in the midst of a step: it may throw.</summary>
    public Action<NodeEvent>? Logged { get; set; }

    /// <summary>Called behind each step, before the sleep that it allows.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Monotonic time of the board, in ms since it started.</summary>
    public long NowMs => (Clock.NowUs - bootUs) / 1000;

    /// <summary>Its wall clock.</summary>
    public long Utc => HasClock ? options.Utc0 + Clock.NowMs + UtcStepMs : ShownMs;

    /// <summary>A node of a node file, which must be right.</summary>
    public static SimNode Start(string json, SimOptions? options = null)
    {
        SettingsResult result = SettingsFile.Parse(Encoding.UTF8.GetBytes(json), "/");
        return result.Faults.Count == 0
            ? new SimNode(result.Settings!, options ?? new SimOptions())
            : throw new ArgumentException(string.Join("; ", result.Faults));
    }

    /// <summary>A node of settings.</summary>
    public static SimNode Start(NodeSettings settings, SimOptions? options = null) => new(settings, options ?? new SimOptions());

    /// <summary>A node on the simulated plant of the demo: meter, boiler and tank, whose values move.</summary>
    public static SimNode OnPlant(Action<NodeSettings>? change = null, SimOptions? options = null)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1", Lines = [PlantSettings.Line("memory")], Devices = PlantSettings.Devices(),
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        };
        change?.Invoke(settings);
        return new SimNode(settings, (options ?? new SimOptions()) with { Moving = new SimulatedPlant() });
    }

    /// <summary>Lets time pass; the node runs its loop while it has power.</summary>
    public SimNode Run(long ms)
    {
        long endUs = Clock.NowUs + ms * 1000;
        RunWhileOn(endUs);
        Clock.Advance(Math.Max(endUs - Clock.NowUs, 0));
        return this;
    }

    /// <summary>Runs the loop until a time in µs, or until it ends by itself: <see cref="IsRunning"/>.</summary>
    public void RunWhileOn(long endUs)
    {
        sleepUntilUs = endUs;
        while (IsRunning && Clock.NowUs < endUs)
        {
            Turn();
        }
    }

    /// <inheritdoc cref="Run(long)"/>
    public SimNode Run(TimeSpan time) => Run((long)time.TotalMilliseconds);

    /// <summary>Runs as a board's main does: to an intended stop (true) or a lost run (false).</summary>
    public bool RunToEnd()
    {
        sleepUntilUs = long.MaxValue;
        IsRunning = false;
        return Supervisor.Run();
    }

    /// <summary>Lets time pass while the node is blind: a connect, a slow bus.</summary>
    public void PassTime(long ms) => Clock.Advance(ms * 1000);

    /// <summary>Does something when a time has come, in ms since the test began.</summary>
    public SimNode At(long ms, Action what)
    {
        Clock.At(ms, what);
        return this;
    }

    /// <summary>Asks for a clean end, as an operator does; it takes some steps.</summary>
    public SimNode Stop()
    {
        Supervisor.Stop();
        return this;
    }

    /// <summary>The supply goes, at this instant: pins are let go, the connection is dead.</summary>
    public SimNode CutPower()
    {
        IsRunning = false;
        options.PowerGoes?.Invoke();
        wire.Close();
        foreach (var pin in Plant.Pins.Values)
        {
            pin.Close();
        }

        foreach (var counter in Plant.Counters.Values)
        {
            counter.Stop();
        }

        foreach (var line in Plant.Lines.Values)
        {
            line.Close();
        }

        return this;
    }

    /// <summary>Starts a new run over the same flash, plant and broker; the supply is cut before if it was on.</summary>
    /// <param name="lastReset">Reset cause that the board tells.</param>
    public SimNode Restart(int lastReset = 0)
    {
        CutPower();
        Boot(lastReset);
        return this;
    }

    long IClock.NowMs() => NowMs;

    long IClock.UtcMs()
    {
        StepBegins?.Invoke();
        long utcMs = Utc;
        if (SlowStepMs > 0 && stepsRead++ % 3 == 0)
        {
            PassTime(SlowStepMs);
        }

        return utcMs;
    }

    void IClock.Sleep(int ms) => Clock.Advance(Math.Clamp(sleepUntilUs - Clock.NowUs, 0, ms * 1000L));

    void IPower.Pet()
    {
        Pets++;
        Stepped?.Invoke();
        Clock.Advance(options.StepUs);
    }

    void IPower.Reboot(int reason)
    {
        RebootReason = reason;
        options.Update?.Run.Mark((RunEnd)reason);
    }

    void INodeLog.Write(NodeEvent what, int number, string name)
    {
        if (options.KeepsLog)
        {
            Log.Add(new SimEvent(Clock.NowMs, what, number, name));
        }

        Logged?.Invoke(what);
    }

    private void Boot(int lastReset)
    {
        if (Store is CuttingStore { IsCut: true } cut)
        {
            cut.CutAtWrite = -1;
        }

        bootUs = Clock.NowUs;
        var ports = new NodePorts(wire, Store, this, [.. Plant.Lines.Values], Plant.Field) { Reset = lastReset };
        ports.CertificateEndMs = options.CertificateEndMs ?? ports.CertificateEndMs;
        ports.Updates = options.Update;
        options.Booting?.Invoke(ports);
        Node = NodeBuilder.Build(options.Update?.Boot(Store, Settings) ?? Settings, ports);
        Supervisor = new Supervisor(Node, this, this);
        RebootReason = null;
        IsRunning = true;
    }

    private void Turn()
    {
        try
        {
            IsRunning = Supervisor.Turn();
        }
        catch (PowerCut)
        {
            CutPower();
        }

        if (Store is CuttingStore { IsCut: true })
        {
            CutPower();
        }
    }
}
