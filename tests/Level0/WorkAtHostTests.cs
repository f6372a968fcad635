using FieldNode.Host;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>From the node file to what a strict host sees: heartbeat, frozen, forced, out of service, overdue.</summary>
public sealed class WorkAtHostTests
{
    private readonly HostModel host = new();
    private int consumed;

    [Fact]
    public void A_host_sees_the_heartbeat_rise()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(5000);
        long before = Convert.ToInt64(Own(rig, "Node/Heartbeat").Value);
        rig.Run(60_000);
        Assert.InRange(Convert.ToInt64(Own(rig, "Node/Heartbeat").Value) - before, 5, 7); // each 10 s
        AssertNoFault();
    }

    [Fact]
    public void Without_a_heartbeat_held_tags_are_counted_all_the_same_and_a_frozen_value_is_found()
    {
        Settings.NodeSettings settings = Level0NodeTests.Read(Level0Node.Json).Settings!;
        settings.HeartbeatMs = 0;
        var rig = Level0Node.Start(settings);
        rig.Plant.I2c.Plug(0x44, new SimSht4x { Percent = 45 });
        rig.Run(90_000);
        Assert.Equal(1, Count(rig, "Node/Tags out of service"));
        Assert.Equal(1, Count(rig, "Node/Tags frozen"));
        Assert.DoesNotContain(host.Find("Plant", "N1")!.Own.Metrics, metric => metric.Name == "Node/Heartbeat");
        AssertNoFault();
    }

    [Fact]
    public void A_host_sees_a_value_freeze_and_come_back_to_life()
    {
        SimNode rig = Level0Node.Start();
        var climate = new SimSht4x { Percent = 45 };
        rig.Plant.I2c.Plug(0x44, climate);
        rig.Run(30_000);
        EdgeMetric humidity = Metric(rig, "Room", "Humidity");
        Assert.Equal((192, 0), (humidity.Quality, humidity.Reason ?? 0));
        rig.Run(50_000);
        humidity = Metric(rig, "Room", "Humidity");
        Assert.Equal((0, (int)QualityReason.Frozen), (humidity.Quality, humidity.Reason));
        Assert.Equal(45f, Convert.ToSingle(humidity.Value), 0.01f);
        Assert.Equal(1, Count(rig, "Node/Tags frozen"));
        Assert.Equal(1, Count(rig, "Field/Values found frozen"));
        Assert.True(host.Find("Plant", "N1")!.FindDevice("Room")!.Online);

        climate.Percent = 50;
        rig.Run(20_000);
        humidity = Metric(rig, "Room", "Humidity");
        Assert.Equal((192, 0), (humidity.Quality, humidity.Reason ?? 0));
        Assert.Equal(50f, Convert.ToSingle(humidity.Value), 0.01f);
        Assert.Equal(0, Count(rig, "Node/Tags frozen"));
        AssertNoFault();
    }

    [Fact]
    public void A_host_sees_forced_and_out_of_service_values_as_such_whatever_the_parts_do_and_after_a_rebirth()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(20_000);
        AssertHeld(rig);
        rig.CommandNode(new Host.Protobuf.Metric { Name = "Node Control/Rebirth", BooleanValue = true });
        rig.Run(20_000);
        Assert.Equal(2, rig.Payloads("NBIRTH/N1").Length);
        AssertHeld(rig);
        AssertNoFault();
    }

    private void AssertHeld(SimNode rig)
    {
        EdgeMetric oven = Metric(rig, "Oven", "Oven temperature");
        Assert.Equal((500, (int)QualityReason.Forced), (oven.Quality, oven.Reason));
        Assert.Equal(180f, Convert.ToSingle(oven.Value));
        EdgeMetric pipe = Metric(rig, "Pipe", "Pipe temperature");
        Assert.Equal((0, (int)QualityReason.OutOfService), (pipe.Quality, pipe.Reason));
        Assert.True(pipe.IsNull); // never measured before it was taken out
        Assert.Equal(1, Count(rig, "Node/Tags forced"));
        Assert.Equal(1, Count(rig, "Node/Tags out of service"));
        Assert.Equal(1, Count(rig, "Node/Calibrations overdue"));
    }

    private long Count(SimNode rig, string name) => Convert.ToInt64(Own(rig, name).Value);

    private EdgeMetric Own(SimNode rig, string name) => Seen(rig).Own.Find(name)!;

    private EdgeMetric Metric(SimNode rig, string device, string name) => Seen(rig).FindDevice(device)!.Find(name)!;

    private EdgeNode Seen(SimNode rig)
    {
        foreach (SimPacket sent in rig.Broker.Messages.Skip(consumed))
        {
            host.Consume(sent.Topic, sent.Payload, DateTime.UtcNow);
            consumed++;
        }

        return host.Find("Plant", "N1")!;
    }

    private void AssertNoFault() => Assert.Equal(0, host.Faults);
}
