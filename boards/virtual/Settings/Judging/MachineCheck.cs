using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Virtual.Gpio;
using FieldNode.Virtual.Serial;
using FieldNode.Virtual.Sim;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// What a node file needs of the machine that runs it: serial ports, buses, pins, and a folder for its state. Ports are opened as a node opens
/// them, and closed again. Pins are not: an output would move.
/// </summary>
public sealed class MachineCheck
{
    private const long RoomMin = 1024 * 1024; // events, records, and a margin

    private readonly NodeSettings settings;
    private readonly string stateFolder;
    private readonly Func<PcFieldPorts> openPorts;
    private readonly List<SettingsWarning> found = [];

    /// <summary>A check of this machine.</summary>
    /// <param name="settings">A sound node file.</param>
    /// <param name="stateFolder">Where the node will keep its state.</param>
    public MachineCheck(NodeSettings settings, string stateFolder)
        : this(settings, stateFolder, () => new PcFieldPorts())
    {
    }

    internal MachineCheck(NodeSettings settings, string stateFolder, Func<PcFieldPorts> openPorts) =>
        (this.settings, this.stateFolder, this.openPorts) = (settings, stateFolder, openPorts);

    private bool IsSimulated => settings.Board == SimBoard.Name;

    /// <summary>What has to be there, in words.</summary>
    public IReadOnlyList<string> Needs()
    {
        var needs = new List<string>((settings.Lines ?? []).Select(line => line.Port));
        if (!IsSimulated)
        {
            needs.AddRange((settings.Buses ?? []).Select(bus => FileOf(bus) ?? $"{bus.Kind} {bus.Port}"));
            int[] pins = [.. Pins().Select(pin => pin.Pin).Order()];
            if (pins.Length > 0)
            {
                needs.Add($"GPIO {string.Join(", ", pins)}");
            }
        }

        needs.Add("the state folder");
        return needs;
    }

    /// <summary>What is not there, or not for this user.</summary>
    public IReadOnlyList<SettingsWarning> Run()
    {
        found.Clear();
        for (int i = 0; i < (settings.Lines?.Length ?? 0); i++)
        {
            CheckPort($"lines[{i}].port", settings.Lines![i]);
        }

        if (!IsSimulated)
        {
            CheckBuses();
            CheckPins();
        }

        CheckFolder();
        return [.. found];
    }

    private void CheckPort(string path, LineSettings line)
    {
        if (OperatingSystem.IsLinux() && File.Exists(line.Port) && RegularFile.WhatElse(line.Port) is null or "a pipe" or "a socket")
        {
            Missing(path, $"{Texts.Quote(line.Port)} is {RegularFile.WhatElse(line.Port) ?? "a file"} and no serial port", "name one, such as those of /dev/serial/by-id/");
            return;
        }

        using var port = new SystemSerialLine(line.Port, line.Baud, line.Parity, line.StopBits);
        SerialFault fault = port.Open();
        if (PortWords.Find(fault) is not { } words)
        {
            return;
        }

        string what = $"{Texts.Quote(line.Port)}: {words.Meaning}{(port.LastFaultText.Length == 0 ? "" : $" ({port.LastFaultText})")}";
        if (fault == SerialFault.InUse)
        {
            found.Add(new SettingsWarning(path, what, words.Remedy + " if this node is to have the port"));
        }
        else
        {
            Missing(path, what, words.Remedy);
        }
    }

    private void CheckBuses()
    {
        try
        {
            using PcFieldPorts ports = openPorts();
            ports.CreateSensors(settings.Buses ?? []);
        }
        catch (ArgumentException e)
        {
            Missing("buses", e.Message, "or run it where there is one");
            return;
        }

        for (int i = 0; i < (settings.Buses?.Length ?? 0); i++)
        {
            if (FileOf(settings.Buses![i]) is not { } file)
            {
                continue;
            }

            if (!File.Exists(file))
            {
                Missing($"buses[{i}].port", $"there is no {file}", $"turn {settings.Buses[i].Kind} on (raspi-config, or the device tree), or name another bus");
            }
            else if (!MayOpen(file))
            {
                Missing($"buses[{i}].port", $"this user may not open {file}", $"add the user to its group: sudo usermod -aG {settings.Buses[i].Kind} $USER");
            }
        }
    }

    private void CheckPins()
    {
        (string Path, int Pin)[] pins = [.. Pins()];
        if (pins.Length == 0)
        {
            return;
        }

        try
        {
            using PcFieldPorts ports = openPorts();
            int count = ports.PinCount();
            foreach ((string path, int pin) in pins.Where(pin => pin.Pin >= count))
            {
                Missing(path, $"this machine's GPIO has pins 0 to {count - 1}, and no {pin}", "name another pin");
            }
        }
        catch (ArgumentException e)
        {
            Missing("terminals", e.Message.Replace("terminals: ", "", StringComparison.Ordinal), "run it on a board with GPIO, or leave the terminals out");
        }
    }

    // Nothing is left behind: a folder that is not there is made by the node.
    private void CheckFolder()
    {
        string folder = Path.GetFullPath(stateFolder);
        string? there = folder;
        while (there is not null && !Directory.Exists(there))
        {
            if (File.Exists(there))
            {
                Missing("state", $"{there} is a file", "name a folder: --state DIR");
                return;
            }

            there = Path.GetDirectoryName(there);
        }

        if (there is null)
        {
            Missing("state", $"there is no {Path.GetPathRoot(folder)}", "name another folder: --state DIR");
            return;
        }

        string probe = Path.Combine(there, $"~check-{Environment.ProcessId}");
        try
        {
            try
            {
                File.WriteAllBytes(probe, new byte[512]);
            }
            finally
            {
                File.Delete(probe);
            }

            long free = new DriveInfo(there).AvailableFreeSpace;
            long needed = RoomMin + (settings.Journal?.FlashBytes ?? 0);
            if (free < needed)
            {
                Missing("state", $"the disk of {stateFolder} has {free >> 10} KB left, and the node wants {needed >> 10}", "make room, or name another folder: --state DIR");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Missing("state", $"this user cannot write to {there} ({(e is UnauthorizedAccessException ? "not permitted" : e.Message)})", "name a folder of the user that runs the node: --state DIR");
            return;
        }

        try
        {
            if (StateLock.IsTaken(folder))
            {
                found.Add(new SettingsWarning("state", $"a node that runs has {stateFolder}", "end it before this one begins, or give this one its own: --state DIR"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Missing("state", $"this user may not open the lock in {stateFolder}", "run it as the user that runs the node, or name another folder: --state DIR");
        }
    }

    private IEnumerable<(string Path, int Pin)> Pins()
    {
        TerminalSettings? terminals = settings.Terminals;
        if (terminals is null)
        {
            return [];
        }

        IEnumerable<(string, int)> powerFail = terminals.PowerFailPin >= 0 ? [("terminals.powerFailPin", terminals.PowerFailPin)] : [];
        return powerFail
            .Concat((terminals.Contacts ?? []).Select((one, i) => ($"terminals.contacts[{i}].pin", one.Pin)))
            .Concat((terminals.Outputs ?? []).Select((one, i) => ($"terminals.outputs[{i}].pin", one.Pin)))
            .Concat((terminals.Counters ?? []).Select((one, i) => ($"terminals.counters[{i}].pin", one.Pin)));
    }

    private static string? FileOf(BusSettings bus) => bus.Kind switch
    {
        "i2c" => $"/dev/i2c-{bus.Port}",
        "spi" => $"/dev/spidev{bus.Port.Replace('-', '.')}",
        _ => null,
    };

    // These have no state that opening them would change.
    private static bool MayOpen(string file)
    {
        try
        {
            File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Missing(string path, string what, string todo) => found.Add(new SettingsWarning(path, what, todo, StopsWork: true));
}
