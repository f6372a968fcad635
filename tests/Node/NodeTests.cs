using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.NodeTests;

public sealed class NodeTests
{
    [Fact]
    public void A_node_is_born_with_all_devices_and_publishes_what_it_polled()
    {
        SimNode rig = SimNode.OnPlant().Run(3000);
        Assert.Single(rig.Payloads("NBIRTH/N1"));
        Assert.All(new[] { "Meter", "Boiler", "Tank" }, d => Assert.Single(rig.Payloads("DBIRTH/N1/" + d)));
        Assert.InRange(rig.Last("Meter", "Voltage/L1").FloatValue, 225, 235);
        Assert.Equal("BLR-2026-0042", rig.Last("Boiler", "Serial number").StringValue);
        Assert.InRange(rig.Last("Tank", "Total").LongValue, 98_000_000ul, 99_000_000ul);
        Assert.Equal(rig.Plant.Slave("Boiler").Bit(Field.Modbus.ModbusTable.Coil, 0), rig.Last("Boiler", "Pump").BooleanValue);
    }

    [Fact]
    public void The_first_birth_has_no_null_and_no_bad_value()
    {
        SimNode rig = SimNode.OnPlant().Run(2000);
        Metric[] metrics = [.. rig.Broker.Messages.Where(p => p.Topic.Contains("BIRTH")).SelectMany(p => Payload.Parser.ParseFrom(p.Payload).Metrics)];
        Assert.True(metrics.Length > 40);
        Assert.All(metrics, m => Assert.False(m.IsNull || m.Properties?.Keys.Contains("Quality") == true, m.Name));
    }

    [Fact]
    public void A_slave_that_goes_silent_dies_alone_and_comes_back()
    {
        SimNode rig = SimNode.OnPlant().Run(2000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Run(5000);
        Assert.Single(rig.Payloads("DDEATH/N1/Boiler"));
        int before = rig.Payloads("DDATA/N1/Meter").Length;
        rig.Run(5000);
        Assert.True(rig.Payloads("DDATA/N1/Meter").Length > before + 5);
        rig.Plant.Slave("Boiler").IsSilent = false;
        rig.Run(20000);
        Assert.Equal(2, rig.Payloads("DBIRTH/N1/Boiler").Length);
        Assert.Empty(rig.Payloads("DDEATH/N1/Meter"));
    }

    [Fact]
    public void An_unplugged_adapter_kills_the_devices_but_not_the_node()
    {
        SimNode rig = SimNode.OnPlant().Run(2000);
        rig.Plant.Line.Unplug();
        rig.Run(5000);
        Assert.All(new[] { "Meter", "Boiler", "Tank" }, d => Assert.Single(rig.Payloads("DDEATH/N1/" + d)));
        rig.Plant.Line.OpenFault = Field.SerialFault.None;
        rig.Run(40000);
        Assert.All(new[] { "Meter", "Boiler", "Tank" }, d => Assert.Equal(2, rig.Payloads("DBIRTH/N1/" + d).Length));
        Assert.Single(rig.Payloads("NBIRTH/N1"));
    }

    [Fact]
    public void A_connection_attempt_that_takes_seconds_costs_no_slave_a_time_out()
    {
        var rig = SimNode.OnPlant();
        int attempts = 0;
        rig.Wire.OpenFault = Mqtt.MqttFault.ConnectionRefused;
        rig.Wire.WhileOpening = () =>
        {
            attempts++;
            rig.PassTime(5000); // a name look-up or a handshake: nothing else runs
        };
        rig.Run(400_000);
        Assert.InRange(attempts, 3, 20);
        Assert.True(rig.Counter("Field/line1/unit 2/Requests") > 100);
        Assert.All(new[] { "unit 1", "unit 2", "unit 3" }, unit => Assert.Equal(0, rig.Counter($"Field/line1/{unit}/Timeouts")));
    }

    [Fact]
    public void A_host_writes_a_set_point_only_if_the_node_allows_writes_and_sees_the_value_read_back()
    {
        foreach (bool allowed in new[] { false, true })
        {
            SimNode rig = SimNode.OnPlant(s => s.Sparkplug = new Settings.SparkplugSettings { Mode = allowed ? "commands" : "readOnly" }).Run(2000);
            rig.Command("Boiler", new Metric { Name = "Setpoint", FloatValue = 72.5f });
            rig.Run(2000);
            Assert.Equal(allowed ? 725 : 650, rig.Plant.Slave("Boiler").Register(Field.Modbus.ModbusTable.Holding, 2));
            Assert.Equal(allowed ? 72.5f : 65f, rig.Last("Boiler", "Setpoint").FloatValue);
        }
    }

    [Fact]
    public void The_nodes_own_metrics_count_what_happens()
    {
        SimNode rig = SimNode.OnPlant(options: new SimOptions { LastReset = 3 }).Run(1000);
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Run(25000);
        Metric[] birth = [.. rig.Payloads("NBIRTH/N1").Single().Metrics];
        Metric[] data = [.. rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics)];
        ulong Alias(string name) => birth.Single(m => m.Name == name).Alias;
        Assert.True(data.Last(m => m.Alias == Alias("Node/Uptime")).LongValue >= 20);
        Assert.True(data.Last(m => m.Alias == Alias("Field/line1/unit 2/Timeouts")).LongValue >= 3);
        Assert.Equal(1ul, data.Last(m => m.Alias == Alias("Field/line1/unit 2/Offline spells")).LongValue);
        Assert.Equal("1.2.3", birth.Single(m => m.Name == "Properties/Firmware version").StringValue);
        Assert.Equal(3u, birth.Single(m => m.Name == "Node/Last reset").IntValue);
    }

    [Theory]
    [InlineData("int_value", Host.Protobuf.Metric.ValueOneofCase.IntValue)]
    [InlineData("long_value", Host.Protobuf.Metric.ValueOneofCase.LongValue)]
    public void A_UInt32_stands_in_the_field_that_the_settings_say(string field, Host.Protobuf.Metric.ValueOneofCase expected)
    {
        SimNode rig = SimNode.OnPlant(s =>
        {
            s.Sparkplug = new Settings.SparkplugSettings { Uint32 = field };
            s.Devices[0].Tags[0].PublishAs = "UInt32";
        }).Run(4000);
        string device = rig.Settings.Devices[0].Name;
        Assert.Equal(expected, rig.Payloads("DBIRTH/N1/" + device)[0].Metrics.Single(m => m.Name == rig.Settings.Devices[0].Tags[0].Name).ValueCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_has_its_datatypes_if_the_settings_say_so(bool inData)
    {
        SimNode rig = SimNode.OnPlant(s => s.Sparkplug = new Settings.SparkplugSettings { DatatypeInData = inData }).Run(30_000);
        Metric[] metrics = [.. rig.Broker.Messages.Where(m => m.Topic.Contains("DATA/")).SelectMany(m => Payload.Parser.ParseFrom(m.Payload).Metrics)];
        Assert.True(metrics.Length > 10);
        Assert.All(metrics, m => Assert.Equal(inData ? (uint)rig.Node.Tags.TypeOf(rig.Node.Tags.FindByAlias((long)m.Alias)) : 0, m.Datatype));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_700_000_000_000)] // 2023: a battery that was empty
    [InlineData(4_083_696_000_000)] // 2099
    public void Nothing_that_was_sampled_before_the_clock_was_set_leaves_with_a_time_that_cannot_be(long shownMs)
    {
        SimNode rig = SimNode.OnPlant(options: new SimOptions { HasClock = false });
        rig.ShownMs = shownMs;
        rig.Run(20_000);
        Assert.Empty(rig.Broker.Packets);
        rig.HasClock = true;
        long setMs = rig.Utc;
        rig.Run(20_000);
        rig.Stop().Run(500);
        Assert.Equal(4, rig.Broker.Messages.Count(p => p.Topic.Contains("BIRTH")));
        Assert.Single(rig.Payloads("NDEATH/N1"));
        AssertTimes(rig, setMs);
        Assert.Equal(shownMs == 0 ? 0 : 1, rig.Log.Count(e => e.What == NodeEvent.TimeRefused && e.Number == shownMs / 86_400_000));
    }

    [Theory]
    [InlineData(-40L * 365 * 86_400_000)]
    [InlineData(73L * 365 * 86_400_000)]
    public void A_clock_that_is_set_to_a_time_that_cannot_be_is_told_and_not_followed(long stepMs)
    {
        SimNode rig = SimNode.OnPlant().Run(5000);
        rig.UtcStepMs = stepMs;
        rig.Run(30_000);
        rig.Node.Session.Drop(Mqtt.MqttFault.NoPingResp, rig.NowMs); // another session, with another will
        rig.Run(10_000);
        rig.Stop().Run(500);
        Assert.Equal(2, rig.Payloads("NBIRTH/N1").Length);
        AssertTimes(rig, SimNode.Utc0);
        Assert.Single(rig.Log, e => e.What == NodeEvent.TimeRefused);
    }

    // All times on the wire, wills included, lie between one and now.
    private static void AssertTimes(SimNode rig, long fromMs)
    {
        Payload[] all = [.. rig.Broker.Messages.Select(p => p.Payload).Append(rig.Broker.Will).Select(Payload.Parser.ParseFrom)];
        ulong now = (ulong)(SimNode.Utc0 + rig.Clock.NowMs);
        Assert.All(all, p => Assert.InRange(p.Timestamp, (ulong)fromMs, now));
        Assert.All(all.SelectMany(p => p.Metrics), m => Assert.InRange(m.Timestamp, (ulong)fromMs, now));
    }

    [Fact]
    public void What_is_to_be_done_with_a_tag_is_done_with_that_of_a_slave_too()
    {
        SimNode rig = SimNode.OnPlant(settings =>
        {
            settings.Devices[1].Tags[0].Care = new Settings.CareSettings { OutOfService = true };
            settings.Devices[2].Tags[3].Care = new Settings.CareSettings { Forced = true, ForcedValue = 7 };
        }).Run(3000);
        Assert.Equal(1, rig.Counter("Node/Tags out of service"));
        Assert.Equal(1, rig.Counter("Node/Tags forced"));
        Assert.True(rig.Last("Boiler", rig.Settings.Devices[1].Tags[0].Name).IsNull);
        Assert.Equal(7u, rig.Last("Tank", "Pump speed").IntValue);
    }

    [Fact]
    public void A_stop_publishes_the_deaths_and_disconnects()
    {
        SimNode rig = SimNode.OnPlant().Run(2000);
        rig.Stop();
        rig.Run(1000);
        Assert.True(rig.Node.IsStopped);
        Assert.Single(rig.Payloads("NDEATH/N1"));
        Assert.Contains("DISCONNECT", rig.Broker.Sent);
    }

    [Fact]
    public void Steps_allocate_nothing_once_the_node_is_born()
    {
        SimNode rig = SimNode.OnPlant(s => s.Broker.KeepAliveS = 3600).Run(20000);
        rig.Broker.Messages.Clear();
        long allocated = 0;
        for (int i = 0; i < 500; i++)
        {
            // The plant, the memory line and the fake wire allocate; the node's own part is what lies between their calls.
            allocated += QuietStep(rig);
        }

        Assert.Equal(0, allocated);
    }

    // A step in which nothing is due: no call leaves the node.
    private static long QuietStep(SimNode rig)
    {
        rig.Run(1);
        var line = rig.Plant.Line;
        long before = GC.GetAllocatedBytesForCurrentThread();
        int sent = line.Sent.Count;
        int packets = rig.Broker.Packets.Count;
        rig.Node.Step(rig.NowMs, rig.Utc);
        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        return line.Sent.Count == sent && rig.Broker.Packets.Count == packets ? used : 0;
    }

}
