using System.Reflection;
using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual.Gpio;
using FieldNode.Virtual.Serial;

namespace FieldNode.Virtual;

/// <summary>What a PC gives to a node.</summary>
public class VirtualPorts(
    IMqttWire wire, IFlashStore store, INodeLog log, IReadOnlyList<string?> passwords, IFieldPorts? field = null, EventRing? events = null)
    : INodePorts, IFieldPorts, IEventPorts, IBoardFacts, IIdentityPorts, IJournalPorts, IHealth, IDisposable
{
    private readonly List<SystemSerialLine> lines = [];
    private readonly IFieldPorts field = field ?? new PcFieldPorts();
    private readonly PcFacts facts = new();

    public IMqttWire Wire => wire;

    public IFlashStore Store => store;

    public IHealth Health => this;

    public INodeLog Log => log;

    public string PasswordOf(int server) => passwords[server]!;

    public EventRing Events { get; } = events ?? new EventRing(store);

    public string Version => FirmwareVersion;

    public int SettingsCrc { get; init; }

    /// <summary>Where the log finds what is to be said of a line's port.</summary>
    public PortTexts? PortTexts { get; init; }

    public long CertificateEndMs { get; init; }

    public int JournalBytes => SampleJournal.RamBytesLarge;

    public string HardwareMake => facts.HardwareMake!;

    public string HardwareModel => facts.HardwareModel!;

    public string Os => facts.Os;

    public string OsVersion => facts.OsVersion;

    /// <summary>The version that births and the event ring tell.</summary>
    public static string FirmwareVersion { get; } =
        typeof(Node).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public ISerialLine CreateLine(LineSettings line)
    {
        var created = new SystemSerialLine(line.Port, line.Baud, line.Parity, line.StopBits);
        lines.Add(created);
        PortTexts?.Add(line.Name, created);
        return created;
    }

    /// <summary>What the runtime may still take before it is short of memory; in steps of 1 MiB, so that it is no news each time.</summary>
    public long FreeMemoryBytes()
    {
        long free = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet;
        return Math.Max(0, free) >> 20 << 20;
    }

    /// <summary>A process does not know how the one before it ended.</summary>
    public int LastReset() => 0;

    public ISensorFactory CreateSensors(BusSettings[] buses) => field.CreateSensors(buses);

    public IDigitalPin CreatePin(int pin) => field.CreatePin(pin);

    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => field.CreateCounter(pin, rising, pullUp);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        lines.ForEach(line => line.Dispose());
        (field as IDisposable)?.Dispose();
    }
}
