using FieldNode.Field.Modbus;
using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Sparkplug;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.NodeTests;

public sealed class NodeEventsTests
{
    [Fact]
    public void A_start_a_link_and_the_devices_are_recorded()
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        Assert.Equal(
            [EventKind.Started, EventKind.ClockSet, EventKind.LinkUp, EventKind.DeviceBorn, EventKind.DeviceBorn, EventKind.DeviceBorn],
            [.. Kinds(rig)[..2], .. Kinds(rig)[2..].Order()]); // a device may answer before the link is up
        StoredEvent started = Stored(rig)[0];
        Assert.Equal(("1.2.3", 1, (int)RunEnd.Unmarked), (started.Name, started.Run, started.A));
        Assert.Equal(["Boiler", "Meter", "Tank"], Of(rig, EventKind.DeviceBorn).Select(e => e.Name).Order());
    }

    [Fact]
    public void A_silent_slave_is_told_with_its_fault_and_its_death_with_its_reason()
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Run(30_000);
        StoredEvent died = Assert.Single(Of(rig, EventKind.DeviceDied));
        Assert.Equal(("Boiler", (int)QualityReason.NoAnswer), (died.Name, died.A));
        StoredEvent fault = Of(rig, EventKind.SlaveFault)[0];
        Assert.Equal(("Boiler", (int)ModbusFault.Timeout), (fault.Name, fault.A));
        Assert.True(rig.Node.Events.FieldFaults >= 4);
        Assert.Equal(1, rig.Node.Events.DeviceDeaths);
    }

    [Fact]
    public void A_refused_command_a_broken_one_and_a_write_are_told_with_who_and_why()
    {
        SimNode rig = SimNode.OnPlant(s => s.Sparkplug = new Settings.SparkplugSettings { Mode = "commands" }).Run(3000);
        rig.Command("Boiler", new Metric { Name = "Nonsense", FloatValue = 1 });
        rig.Command("Boiler", new Metric { Name = "Setpoint", FloatValue = 70 });
        rig.Broker.Publish("spBv1.0/Plant/DCMD/N1/Meter", [0x12, 0x7F]);
        rig.Run(5000);
        StoredEvent refused = Assert.Single(Of(rig, EventKind.CommandRefused));
        Assert.Equal(("Boiler", (int)CommandVerdict.UnknownMetric), (refused.Name, refused.A));
        Assert.Equal("Boiler/Setpoint", Assert.Single(Of(rig, EventKind.WritePassed)).Name);
        StoredEvent unreadable = Assert.Single(Of(rig, EventKind.CommandUnreadable));
        Assert.Equal("Meter", unreadable.Name);
        Assert.True(unreadable.A > 0);
    }

    [Fact]
    public void A_link_that_is_lost_tells_the_fault_and_how_long_it_had_lasted_and_attempts_count()
    {
        SimNode rig = SimNode.OnPlant().Run(10_000);
        rig.Wire.IsCut = true;
        rig.Run(60_000);
        StoredEvent down = Assert.Single(Of(rig, EventKind.LinkDown));
        Assert.InRange(down.B, 8, 12);
        Assert.True(down.A > 0);
        Assert.NotEmpty(Of(rig, EventKind.ConnectFailed).Concat(Of(rig, EventKind.TlsFailed)));
    }

    [Theory]
    [InlineData(7_200_000, 7200)]
    [InlineData(-3_600_500, -3600)]
    [InlineData(999, 0)]
    public void A_clock_that_is_set_is_told_with_the_step(int stepMs, int seconds)
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        rig.UtcStepMs = stepMs;
        rig.Run(10_000);
        if (seconds == 0)
        {
            Assert.Empty(Of(rig, EventKind.TimeStep)); // NTP moves a clock by less, all the time
            return;
        }

        StoredEvent step = Assert.Single(Of(rig, EventKind.TimeStep));
        Assert.Equal((seconds, stepMs % 1000), (step.A, step.B));
        Assert.Equal(1, rig.Node.Events.TimeSteps);
        Assert.Contains(rig.Log, e => e.What == NodeEvent.TimeStepped && e.Number == seconds);
    }

    [Fact]
    public void A_clock_that_is_not_set_yet_and_then_is_gives_one_event_and_no_step()
    {
        var rig = SimNode.OnPlant(options: new SimOptions { HasClock = false });
        rig.Run(5000);
        Assert.DoesNotContain(EventKind.ClockSet, Kinds(rig));
        Assert.All(Stored(rig), e => Assert.Equal(0, e.UtcMs));
        rig.HasClock = true;
        rig.Run(5000);
        Assert.Single(Of(rig, EventKind.ClockSet));
        Assert.Empty(Of(rig, EventKind.TimeStep));
    }

    [Fact]
    public void A_broker_that_ends_the_session_at_a_long_birth_makes_its_length_known_everywhere()
    {
        SimNode rig = SimNode.OnPlant();
        rig.Broker.PayloadMax = 1000; // a limit of the broker's, as RabbitMQ, EMQX and others have one
        rig.Run(60_000);
        int longest = rig.Node.Edge.LongestBirth;
        Assert.InRange(longest, 1001, 20_000);
        Assert.NotEmpty(Of(rig, EventKind.LostAfterBirth));
        Assert.All(Of(rig, EventKind.LostAfterBirth), e => Assert.InRange(e.A, 1001, longest));
        Assert.Contains(rig.Log, e => e.What == NodeEvent.LostAfterBirth && e.Number == longest);

        rig.Broker.PayloadMax = int.MaxValue;
        rig.Run(120_000);
        Metric born = rig.Payloads("NBIRTH/N1").Last().Metrics.Single(m => m.Name == "Node/Longest birth");
        Metric newest = rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == born.Alias && !m.IsHistorical) ?? born;
        Assert.Equal((ulong)rig.Node.Edge.LongestBirth, newest.LongValue);
    }

    [Fact]
    public void A_session_that_is_lost_after_half_a_minute_is_no_matter_of_its_births()
    {
        SimNode rig = SimNode.OnPlant().Run(40_000);
        rig.Node.Session.Drop(Mqtt.MqttFault.NoPingResp, rig.NowMs);
        rig.Run(5000);
        Assert.Single(Of(rig, EventKind.LinkDown));
        Assert.Empty(Of(rig, EventKind.LostAfterBirth));
    }

    [Fact]
    public void An_output_that_falls_back_is_told_and_one_that_is_commanded_is_not()
    {
        SimNode rig = SimNode.Start("""
            { "version": 1, "group": "Plant", "node": "N1", "board": "esp32", "sparkplug": { "mode": "commands" },
              "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
              "terminals": { "device": "T", "outputs": [ { "name": "Pump", "pin": 13, "writable": true, "linkLossMs": 5000 } ] } }
            """).Run(3000);
        rig.Command("T", new Metric { Name = "Pump", BooleanValue = true });
        rig.Run(3000);
        Assert.True(rig.Plant.Pins[13].Level);
        Assert.Empty(Of(rig, EventKind.OutputFallback));
        rig.Wire.IsCut = true;
        rig.Run(60_000);
        Assert.False(rig.Plant.Pins[13].Level);
        StoredEvent told = Assert.Single(Of(rig, EventKind.OutputFallback));
        Assert.Equal(("T/Pump", 0, 1), (told.Name, told.A, told.Times));
    }

    [Fact]
    public void An_intended_stop_is_the_last_record_and_the_next_run_knows_it()
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        rig.Stop();
        rig.Run(2000);
        Assert.Equal(EventKind.Stopping, StoredEvent.All(rig.Store)[^1].Kind); // without another write
        Assert.Empty(Of(rig, EventKind.DeviceDied));
        Assert.Equal(RunEnd.Asked, new EventRing(rig.Store).LastEnd);
    }

    [Fact]
    public void A_failed_step_is_told()
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        rig.Node.CountStepFault();
        Assert.Equal(1, Assert.Single(Of(rig, EventKind.StepFailed)).A);
    }

    [Fact]
    public void The_counters_are_metrics_of_the_node()
    {
        SimNode rig = SimNode.OnPlant().Run(1000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.UtcStepMs = 60_000;
        rig.Run(25_000);
        Metric[] birth = [.. rig.Payloads("NBIRTH/N1").Single().Metrics];
        Metric[] data = [.. rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics)];
        ulong Newest(string name)
        {
            Metric born = birth.Single(m => m.Name == name);
            return (data.LastOrDefault(m => m.Alias == born.Alias) ?? born).LongValue;
        }

        Assert.Equal(1ul, Newest("Node/Boots"));
        Assert.Equal(1ul, Newest("Node/Time steps"));
        Assert.Equal(1ul, Newest("Node/Device deaths"));
        Assert.InRange(Newest("Node/Field faults"), 3ul, 20ul);
        Assert.InRange(Newest("Node/Event writes"), 2ul, 6ul);
        Assert.Equal(0ul, Newest("Node/Events lost"));
        Assert.Equal(0ul, Newest("Node/TLS failures"));
        Assert.Equal(0ul, Newest("Node/Connects failed"));
    }

    [Fact]
    public void Another_node_file_is_told_once()
    {
        var store = new MemoryStore();
        var ring = new EventRing(store);
        Assert.True(SettingsMark.Check(store, 11, ring, 1, 0));
        Assert.False(SettingsMark.Check(store, 11, ring, 2, 0));
        Assert.True(SettingsMark.Check(store, 12, ring, 3, 0));
        ring.Close(4, 0);
        StoredEvent[] changes = [.. StoredEvent.All(store).Where(e => e.Kind == EventKind.SettingsChanged)];
        Assert.Equal([(11, 0), (12, 11)], changes.Select(e => (e.A, e.B)));
    }

    private static EventKind[] Kinds(SimNode rig) => [.. Stored(rig).Select(e => e.Kind)];

    private static StoredEvent[] Of(SimNode rig, EventKind kind) => [.. Stored(rig).Where(e => e.Kind == kind)];

    private static StoredEvent[] Stored(SimNode rig)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return StoredEvent.All(rig.Store);
    }
}
