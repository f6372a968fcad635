using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Sparkplug;

namespace FieldNode.NodeTests;

/// <summary>What `sparkplug.controls` gives hosts, through the whole node.</summary>
public sealed class NodeControlsTests
{
    private const string DeviceRebirth = "Device Control/Rebirth";

    [Fact]
    public void Without_controls_a_birth_has_none_of_them()
    {
        SimNode rig = Born(null);
        Assert.DoesNotContain(rig.Payloads("NBIRTH/N1").Single().Metrics, m => m.Name is "Properties/OS" or "Node Control/Reboot");
        Assert.DoesNotContain(rig.Payloads("DBIRTH/N1/Boiler").Single().Metrics, m => m.Name == DeviceRebirth);
    }

    [Fact]
    public void A_slave_is_reborn_alone_and_that_is_no_death_of_a_device()
    {
        SimNode rig = Born(new ControlSettings { DeviceRebirth = true }, mode: "readOnly");
        rig.Command("Boiler", new Metric { Name = DeviceRebirth, BooleanValue = true });
        rig.Run(12_000);
        Assert.Equal((2, 1), (rig.Payloads("DBIRTH/N1/Boiler").Length, rig.Payloads("DDEATH/N1/Boiler").Length));
        Assert.Equal((1, 1), (rig.Payloads("DBIRTH/N1/Tank").Length, rig.Payloads("NBIRTH/N1").Length));
        Assert.Equal((0, 1), (rig.Counter("Node/Device deaths"), rig.Counter("Node/Rebirths asked")));
        Assert.Equal((EventKind.RebirthAsked, "Boiler"), Assert.Single(Events(rig, EventKind.RebirthAsked)));
        Assert.Contains(rig.Log, e => e.What == NodeEvent.RebirthAsked && e.Name == "Boiler");
    }

    [Fact]
    public void What_the_board_knows_of_itself_is_in_the_birth()
    {
        SimNode rig = Born(new ControlSettings { Properties = true });
        Metric[] told = [.. rig.Payloads("NBIRTH/N1").Single().Metrics.Where(m => m.Name.StartsWith("Properties/", StringComparison.Ordinal))];
        Assert.Equal(
            [("Properties/Hardware Model", "simulated"), ("Properties/OS", "virtual time"), ("Properties/OS Version", "1.2.3"),
                ("Properties/Firmware version", "1.2.3")],
            told.Select(m => (m.Name, m.StringValue)));
    }

    [Fact]
    public void The_version_which_never_changes_is_in_each_birth_with_the_time_of_the_first()
    {
        SimNode rig = Born(null);
        rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true });
        rig.Run(60_000);
        Metric[] told = [.. rig.Payloads("NBIRTH/N1").Select(birth => birth.Metrics.Single(m => m.Name == "Properties/Firmware version"))];
        Assert.Equal(2, told.Length);
        Assert.Equal(told[0], told[1]);
        Assert.Equal(rig.Payloads("NBIRTH/N1")[0].Timestamp, told[0].Timestamp);
        Assert.DoesNotContain(rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics), m => m.Alias == told[0].Alias);
    }

    private static SimNode Born(ControlSettings? controls, string mode = "commands") =>
        SimNode.OnPlant(s => s.Sparkplug = new SparkplugSettings { Mode = mode, Controls = controls! }).Run(3000);

    private static (EventKind, string)[] Events(SimNode rig, EventKind kind)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return [.. StoredEvent.All(rig.Store).Where(e => e.Kind == kind).Select(e => (e.Kind, e.Name))];
    }
}
