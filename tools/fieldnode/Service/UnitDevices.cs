using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Cli.Service;

/// <summary>
/// What a node file needs below /dev, in systemd's words. Adapters that are plugged in are allowed by their driver, since each plugging makes
/// another device and may give another number; what is soldered is allowed by its path.
/// </summary>
internal sealed class UnitDevices
{
    private const string UsbSerial = "usbserial";
    private const string UsbModem = "cdc_acm";

    private readonly SortedSet<string> allowed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> modules = new(StringComparer.Ordinal);

    internal UnitDevices(NodeSettings settings)
    {
        foreach (LineSettings line in settings.Lines ?? [])
        {
            AddPort(line.Port);
        }
        if (settings.Board == SimBoard.Name)
        {
            return; // its buses and pins are made up
        }
        foreach (BusSettings bus in settings.Buses ?? [])
        {
            AddBus(bus);
        }
        if (settings.Terminals is not null)
        {
            // The kernel's interface, and what the library takes on a Raspberry Pi.
            Add("gpio", "char-gpiochip", "/dev/gpiomem");
        }
    }

    /// <summary>Values of <c>DeviceAllow=</c> without the rights; empty: none.</summary>
    internal IReadOnlyCollection<string> Allowed => allowed;

    /// <summary>Groups that own such devices.</summary>
    internal IReadOnlyCollection<string> Groups => groups;

    /// <summary>Modules of the kernel that must be there before the unit starts, or systemd does not know the driver's name.</summary>
    internal IReadOnlyCollection<string> Modules => modules;

    private void AddPort(string port)
    {
        string target = TargetOf(port);
        bool isUsb = port.StartsWith("/dev/serial/", StringComparison.Ordinal);
        groups.Add("dialout");
        if (isUsb || target.StartsWith("/dev/ttyUSB", StringComparison.Ordinal))
        {
            allowed.Add("char-ttyUSB");
            modules.Add(UsbSerial);
        }
        if (isUsb || target.StartsWith("/dev/ttyACM", StringComparison.Ordinal))
        {
            allowed.Add("char-ttyACM");
            modules.Add(UsbModem);
        }
        if (!isUsb && !allowed.Any(name => name.StartsWith("char-tty", StringComparison.Ordinal) && target.StartsWith("/dev/" + name[5..], StringComparison.Ordinal)))
        {
            allowed.Add(port);
        }
    }

    private void AddBus(BusSettings bus)
    {
        if (bus.Kind == "i2c")
        {
            Add("i2c", $"/dev/i2c-{bus.Port}");
            modules.Add("i2c-dev");
        }
        else if (bus.Kind == "spi")
        {
            Add("spi", $"/dev/spidev{bus.Port.Replace('-', '.')}");
            modules.Add("spidev");
        }
    }

    private void Add(string group, params string[] devices)
    {
        groups.Add(group);
        allowed.UnionWith(devices);
    }

    // udev's name for a port, such as /dev/rs485, leads to the device that it is today.
    private static string TargetOf(string port)
    {
        try
        {
            return File.ResolveLinkTarget(port, returnFinalTarget: true)?.FullName ?? port;
        }
        catch (IOException)
        {
            return port; // not there today
        }
    }
}
