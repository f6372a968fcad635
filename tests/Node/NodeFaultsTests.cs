using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.NodeTests;

/// <summary>What keeps a tag, a device, a port or the store from working is said once when it begins and once when it ends.</summary>
public sealed class NodeFaultsTests
{
    [Fact]
    public void A_slave_that_never_answers_is_said_once_and_counted_among_those_that_are_away()
    {
        SimNode rig = SimNode.OnPlant(null, new SimOptions { Prepare = plant => plant.Slave("Boiler").IsSilent = true }).Run(120_000);
        Assert.Equal([("Boiler", (int)QualityReason.NoAnswer)], Said(rig, NodeEvent.DeviceDied));
        Assert.Equal("Boiler", Assert.Single(Of(rig, EventKind.DeviceDied)).Name);
        Assert.Equal(1, rig.Node.Events.DevicesAway);
        rig.Plant.Slave("Boiler").IsSilent = false;
        rig.Run(120_000);
        Assert.Equal(0, rig.Node.Events.DevicesAway);
        Assert.Contains(Of(rig, EventKind.DeviceBorn), e => e.Name == "Boiler");
        Assert.Contains(Said(rig, NodeEvent.DeviceBorn), e => e.Name == "Boiler");
    }

    [Fact]
    public void A_device_that_dies_while_there_is_no_link_is_said_and_recorded()
    {
        SimNode rig = SimNode.OnPlant().Run(5000);
        rig.Wire.IsCut = true;
        rig.Run(60_000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Run(60_000);
        Assert.Equal([("Boiler", (int)QualityReason.NoAnswer)], Said(rig, NodeEvent.DeviceDied));
        Assert.Equal("Boiler", Assert.Single(Of(rig, EventKind.DeviceDied)).Name);
    }

    [Fact]
    public void A_register_that_the_slave_does_not_have_is_said_with_its_tag_once()
    {
        SimNode rig = SimNode.OnPlant(s => s.Devices[1].Tags[0].Address = 9000).Run(60_000);
        string tag = rig.Settings.Devices[1].Name + "/" + rig.Settings.Devices[1].Tags[0].Name;
        Assert.Equal([(tag, (int)QualityReason.Refused)], Said(rig, NodeEvent.TagState));
        StoredEvent told = Assert.Single(Of(rig, EventKind.TagState));
        Assert.Equal((tag, (int)QualityReason.Refused, 1), (told.Name, told.A, told.Times));
        Assert.Empty(Of(rig, EventKind.SlaveFault));
    }

    [Fact]
    public void A_port_that_is_not_there_is_said_with_its_line_and_its_devices_are_not_said_beside_it()
    {
        SimNode rig = SimNode.OnPlant(null, new SimOptions { Prepare = plant => SetPort(plant, SerialFault.NotFound) }).Run(120_000);
        string line = rig.Settings.Lines[0].Name;
        Assert.Equal([(line, (int)SerialFault.NotFound)], Said(rig, NodeEvent.PortState));
        Assert.Empty(Said(rig, NodeEvent.DeviceDied));
        Assert.Equal(rig.Settings.Devices.Length, rig.Node.Events.DevicesAway);
        SetPort(rig.Plant, SerialFault.None);
        rig.Run(120_000);
        Assert.Equal([(line, (int)SerialFault.NotFound), (line, (int)SerialFault.None)], Said(rig, NodeEvent.PortState));
        Assert.Equal([(int)SerialFault.NotFound, (int)SerialFault.None], Of(rig, EventKind.PortState).Select(e => e.A));
    }

    [Fact]
    public void A_store_that_is_full_from_the_start_is_said_once_and_tried_less_and_less_often()
    {
        var store = new MemoryStore { Full = true };
        SimNode rig = SimNode.OnPlant(null, new SimOptions { Store = store }).Run(600_000);
        Assert.Equal([(null, 0)], Said(rig, NodeEvent.StoreState));
        Assert.Equal(MqttFault.StoreFailed, rig.Node.Session.LastFault);
        Assert.InRange(store.Refusals, 5, 100); // it was five a second
        Assert.Equal(store.Refusals, rig.Node.Events.LookAtStore());
        store.Full = false;
        rig.Run(300_000);
        Assert.True(rig.Node.Edge.IsBorn);
        Assert.Equal([(null, 0), (null, 1)], Said(rig, NodeEvent.StoreState));
        Assert.Contains(Of(rig, EventKind.StoreState), e => e.A == 1);
    }

    [Fact]
    public void A_store_that_fills_up_while_the_node_runs_is_said_though_the_link_is_up()
    {
        var store = new MemoryStore();
        SimNode rig = SimNode.OnPlant(null, new SimOptions { Store = store }).Run(5000);
        store.Full = true;
        rig.Plant.Slave("Boiler").IsSilent = true; // an event that is to be written
        rig.Run(60_000);
        Assert.True(rig.Node.Edge.IsBorn);
        Assert.Equal([(null, 0)], Said(rig, NodeEvent.StoreState));
    }

    [Fact]
    public void A_clock_that_is_not_believed_is_said_once_and_once_when_it_is_right()
    {
        SimNode rig = SimNode.OnPlant(null, new SimOptions { HasClock = false });
        rig.ShownMs = 1_577_836_800_000; // 2020-01-01
        rig.Run(60_000);
        Assert.Equal([(null, 18262)], Said(rig, NodeEvent.TimeRefused));
        Assert.Equal(1, rig.Node.Events.TimeSteps);
        Assert.DoesNotContain(Stored(rig), e => e.Kind == EventKind.ClockSet);
        rig.HasClock = true;
        rig.Run(60_000);
        Assert.Equal([(null, (int)(SimNode.Utc0 / 86_400_000))], Said(rig, NodeEvent.TimeRight));
        Assert.Single(Of(rig, EventKind.ClockSet));
        Assert.True(rig.Node.Edge.IsBorn);
    }

    [Fact]
    public void When_the_next_attempt_is_due_is_said_with_each_that_failed()
    {
        SimNode rig = SimNode.OnPlant().Run(5000);
        rig.Wire.IsCut = true;
        rig.Run(600_000);
        int ends = Said(rig, NodeEvent.Offline).Length;
        Assert.True(ends > 3);
        Assert.InRange(Said(rig, NodeEvent.NextAttempt).Length, ends - 1, ends);
        Assert.All(Said(rig, NodeEvent.NextAttempt), wait => Assert.InRange(wait.Number, 1, 7_300_000));
    }

    private static void SetPort(SimPlant plant, SerialFault fault)
    {
        foreach (var line in plant.Lines.Values)
        {
            line.OpenFault = fault;
        }
    }

    private static (string? Name, int Number)[] Said(SimNode rig, NodeEvent what) =>
        [.. rig.Log.Where(e => e.What == what).Select(e => ((string?)e.Name, e.Number))];

    private static StoredEvent[] Of(SimNode rig, EventKind kind) => [.. Stored(rig).Where(e => e.Kind == kind)];

    private static StoredEvent[] Stored(SimNode rig)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return StoredEvent.All(rig.Store);
    }
}
