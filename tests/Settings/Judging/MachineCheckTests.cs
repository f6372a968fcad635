using FieldNode.Virtual;
using FieldNode.Virtual.Gpio;
using FieldNode.Virtual.Serial;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class MachineCheckTests : IDisposable
{
    private readonly SoundFile file = new();

    public void Dispose() => file.Dispose();

    private string State => file.PathOf("state");

    [Fact]
    public void What_a_file_needs_is_listed_in_words()
    {
        Assert.Equal(["/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/i2c-1", "/dev/spidev0.0", "GPIO 17, 22, 23, 24, 27", "the state folder"], new MachineCheck(file.Model(), State).Needs());
        Assert.Equal(["/dev/ttyUSB0", "/dev/ttyUSB1", "the state folder"], new MachineCheck(file.Model(("board", "\"simulated\"")), State).Needs());
    }

    [Fact]
    public void Ports_and_buses_that_are_not_there_stop_the_work()
    {
        Assert.SkipWhen(File.Exists("/dev/ttyUSB0") || File.Exists("/dev/i2c-1") || OperatingSystem.IsWindows(), "this machine has them");
        IReadOnlyList<SettingsWarning> found = new MachineCheck(file.Model(("terminals", null), ("sparkplug.keySwitch", null)), State).Run();
        Assert.Equal(["lines[0].port", "lines[1].port", "buses[0].port", "buses[1].port"], found.Select(one => one.Path));
        Assert.Equal("lines[0].port: \"/dev/ttyUSB0\": there is no such port — plug the adapter in, or name the port that is there: ls /dev/serial/by-id", found[0].ToString());
        Assert.All(found, one => Assert.True(one.StopsWork));
    }

    [Fact]
    public void GPIO_that_cannot_be_opened_is_told_as_a_node_would_fail()
    {
        var check = new MachineCheck(Only(), State, () => new PcFieldPorts(() => throw new PlatformNotSupportedException("no chip")));
        Assert.Contains(check.Run(), one => one.Path == "terminals" && one.StopsWork && one.What.Contains("this machine has no GPIO that can be opened (no chip)", StringComparison.Ordinal));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void A_serial_port_that_opens_is_in_order_and_one_that_a_node_has_is_not_tried()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals are of Linux");
        using var terminal = new PseudoTerminal();
        NodeSettings settings = Simulated(terminal.Path);
        Assert.Empty(new MachineCheck(settings, State).Run());
        using var taken = new SystemSerialLine(terminal.Path, 19200, "even", 0);
        taken.Open();
        SettingsWarning busy = Assert.Single(new MachineCheck(settings, State).Run());
        Assert.False(busy.StopsWork);
        Assert.Contains("another program, or another node, has the port", busy.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_as_a_port_is_no_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "told apart on Linux");
        File.WriteAllText(file.PathOf("port"), "");
        Assert.Contains("is a file and no serial port", Assert.Single(new MachineCheck(Simulated(file.PathOf("port")), State).Run()).What, StringComparison.Ordinal);
        Assert.Contains("what is there is no serial port", Assert.Single(new MachineCheck(Simulated(file.PathOf("pki")), State).Run()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_folder_is_tried_and_nothing_is_left_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is of Linux");
        NodeSettings settings = Simulated(null);
        Assert.Empty(new MachineCheck(settings, State).Run());
        Assert.False(Directory.Exists(State));
        using (StateLock.Take(State))
        {
            SettingsWarning taken = Assert.Single(new MachineCheck(settings, State).Run());
            Assert.Equal($"warning: state: a node that runs has {State} — end it before this one begins, or give this one its own: --state DIR", taken.ToString());
        }
        Assert.Empty(new MachineCheck(settings, State).Run());
        Assert.Equal(["~lock"], Directory.GetFiles(State).Select(Path.GetFileName));
        Assert.Contains("cannot write to /proc", Assert.Single(new MachineCheck(settings, "/proc/none").Run()).What, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Single(new MachineCheck(settings, file.PathOf("node.json")).Run()).What, StringComparison.Ordinal);
    }

    private NodeSettings Only() => file.Model(("lines", null), ("devices", null), ("buses", null), ("sensors", null));

    private NodeSettings Simulated(string? port)
    {
        NodeSettings settings = Only();
        settings.Terminals = null;
        settings.Board = "simulated";
        settings.Lines = port is null ? null : [new LineSettings { Name = "l", Port = port }];
        return settings;
    }
}
