using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Cli.FleetSim;

/// <summary>
/// A node of the field: the shipped node and supervisor over the PC's wire. Level 0 is a slave in memory, its flash too; both clocks are this PC's. One thread at a time
/// turns it.
/// </summary>
internal sealed class SimulatedNode : IClock, IPower, INodeLog, IDisposable
{
    private readonly MqttIdentity identity;
    private readonly bool ownsIdentity;
    private readonly FleetSimCounts counts;
    private readonly Func<long> nowMs;
    private readonly MqttNetWire wire;
    private readonly Supervisor supervisor;
    private int sleepMs;
    private long bornMs = -1;

    internal SimulatedNode(NodeSettings settings, MqttIdentity identity, bool ownsIdentity, FleetSimPlace place, FleetSimCounts counts, Func<long> nowMs)
    {
        this.identity = identity;
        this.ownsIdentity = ownsIdentity;
        this.counts = counts;
        this.nowMs = nowMs;
        wire = new MqttNetWire(new MqttNetOptions { Identity = identity });
        var ports = new NodePorts(new CountedWire(wire, counts), new MemoryStore(), this, [Slave], null) { Version = VirtualPorts.FirmwareVersion, CertificateEndMs = identity.EndMs };
        Node = NodeBuilder.Build(settings, ports);
        supervisor = new Supervisor(Node, this, this);
        Lane = place.Lane;
        DueMs = place.StartMs;
    }

    internal Node Node { get; }

    /// <summary>What it reads.</summary>
    internal CountingSlave Slave { get; } = new();

    /// <summary>Which loop turns it while it is connected.</summary>
    internal int Lane { get; }

    /// <summary>When its next turn is due while it is not connected; before the first, when its board has power.</summary>
    internal long DueMs { get; set; }

    /// <summary>False after an intended end, or after a run that was lost.</summary>
    internal bool IsRunning { get; private set; } = true;

    /// <summary>Its next turn may connect, and a connect stands still.</summary>
    internal bool IsOffline => Node.Session.State == MqttState.Offline;

    /// <summary>When its last birth went out; -1: not yet.</summary>
    internal long BornMs => Volatile.Read(ref bornMs);

    /// <summary>The node file of all of them, but for the name.</summary>
    internal static NodeSettings Settings(string name, BrokerSettings broker, int periodMs) => new()
    {
        Version = 1, Group = FleetSimOptions.Group, Node = name, Broker = broker,
        Journal = new JournalSettings { RamBytes = 4096, FlashBytes = 0 },
        Lines = [new LineSettings { Name = "line1", Port = "memory", Baud = 115200 }],
        Devices =
        [
            new DeviceSettings
            {
                Name = CountingSlave.Device, Line = "line1", Unit = CountingSlave.Unit,
                Tags = [new TagSettings { Name = CountingSlave.Tag, Table = "holding", Address = CountingSlave.Address, Type = "uint16", PeriodMs = periodMs }],
            },
        ],
    };

    /// <summary>One turn of its loop.</summary>
    /// <returns>In how many ms it wants the next.</returns>
    internal int Turn()
    {
        sleepMs = 0;
        IsRunning = supervisor.Turn();
        return sleepMs;
    }

    /// <summary>Asks for a clean end; it takes some turns.</summary>
    internal void Stop() => supervisor.Stop();

    public long NowMs() => nowMs();

    public long UtcMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public void Sleep(int ms) => sleepMs = ms;

    public void Pet()
    {
        // A process has no watchdog.
    }

    public void Reboot(int reason) => counts.StepFailed();

    public void Write(NodeEvent what, int number, string name)
    {
        switch (what)
        {
            case NodeEvent.NodeBorn:
                Volatile.Write(ref bornMs, nowMs());
                counts.Births.Add(bornMs);
                break;
            case NodeEvent.NextAttempt:
                counts.Wanted.Add(nowMs() + number);
                break;
            case NodeEvent.Offline:
                counts.Ended((MqttFault)number);
                break;
            case NodeEvent.StepFailed or NodeEvent.InternalFault:
                counts.StepFailed();
                break;
        }
    }

    public void Dispose()
    {
        wire.Dispose();
        if (ownsIdentity)
        {
            identity.Dispose();
        }
    }
}
