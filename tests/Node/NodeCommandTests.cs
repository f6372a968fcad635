using FieldNode.Field.Modbus;
using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Sparkplug;

namespace FieldNode.NodeTests;

/// <summary>What a host sees of its commands: the register, the tag that follows, the counters, the last one that was not done, the events.</summary>
public sealed class NodeCommandTests
{
    private const int SetpointRegister = 2; // tenths

    private static SimNode Born(bool allowWrites = true) =>
        SimNode.OnPlant(s => s.Sparkplug = new Settings.SparkplugSettings { Mode = allowWrites ? "commands" : "readOnly" }).Run(3000);

    private static Metric Setpoint(double value) => new() { Name = "Setpoint", FloatValue = (float)value };

    private static int Register(SimNode rig) => rig.Plant.Slave("Boiler").Register(ModbusTable.Holding, SetpointRegister);

    private static Metric OfNode(SimNode rig, string name)
    {
        Metric birth = rig.Payloads("NBIRTH/N1").Last().Metrics.Single(m => m.Name == name);
        return rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == birth.Alias && !m.IsHistorical) ?? birth;
    }

    // Passed, refused by policy, refused by value, failed, not sent; and the last one that was not done.
    private static (ulong[] Counts, string Last) Told(SimNode rig) => (
        [.. new[] { "Passed", "Refused by policy", "Refused by value", "Failed", "Not sent" }
            .Select(name => OfNode(rig, "Node/Commands/" + name).LongValue)],
        OfNode(rig, "Node/Commands/Last not done").StringValue);

    private static void AssertTold(SimNode rig, ulong[] counts, string last)
    {
        (ulong[] told, string lastTold) = Told(rig);
        Assert.Equal(counts, told);
        Assert.Equal(last, lastTold);
    }

    private static StoredEvent[] Events(SimNode rig)
    {
        rig.Node.Events.Ring.Close(rig.NowMs, rig.Utc);
        return [.. StoredEvent.All(rig.Store).Where(e => e.Kind >= EventKind.CommandRefused)];
    }

    [Fact]
    public void A_write_is_told_when_the_slave_has_confirmed_it_and_not_before()
    {
        SimNode rig = Born();
        rig.Plant.Line.Delay = request => request[1] == 6 ? 150_000 : 2_000;
        rig.Command("Boiler", Setpoint(72.5));
        rig.Run(100);
        Assert.Equal(0, rig.Node.Events.Commands(Verdicts.Passed));
        rig.Run(11_000);
        Assert.Equal(725, Register(rig));
        Assert.Equal(72.5f, rig.Last("Boiler", "Setpoint").FloatValue);
        AssertTold(rig, [1, 0, 0, 0, 0], "");
        StoredEvent passed = Assert.Single(Events(rig));
        Assert.Equal((EventKind.WritePassed, "Boiler/Setpoint"), (passed.Kind, passed.Name));
    }

    [Fact]
    public void The_last_of_30_values_of_a_slider_is_the_one_that_holds()
    {
        SimNode rig = Born();
        for (int i = 1; i <= 30; i++)
        {
            rig.Command("Boiler", Setpoint(30 + i));
            rig.Run(15);
        }

        rig.Run(3000);
        Assert.Equal(600, Register(rig));
        Assert.Equal(60f, rig.Last("Boiler", "Setpoint").FloatValue);
        Assert.Equal("", Told(rig).Last);
    }

    [Fact]
    public void A_command_of_which_one_value_does_not_fit_is_refused_whole_and_the_host_sees_what_holds_and_why()
    {
        SimNode rig = Born();
        int held = Register(rig);
        rig.Broker.Messages.Clear();
        rig.Command("Boiler", new Metric { Name = "Pump", BooleanValue = false }, Setpoint(40_000)); // tenths of it are no int16
        rig.Run(400); // long before the node's own metrics are due
        Assert.Equal(held, Register(rig));
        Assert.True(rig.Plant.Slave("Boiler").Bit(ModbusTable.Coil, 0));
        ulong[] reported = [.. rig.Payloads("DDATA/N1/Boiler").First().Metrics.Select(m => m.Alias)];
        ulong[] named = [.. new[] { "Pump", "Setpoint" }.Select(name => Alias(rig, name))];
        Assert.Equal(named.Order(), reported.Order());
        Assert.Contains(rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics), m => m.StringValue == "4 Boiler/Setpoint");
        StoredEvent refused = Assert.Single(Events(rig));
        Assert.Equal((EventKind.CommandRefused, (int)CommandVerdict.OutOfRange, "Boiler/Setpoint"), (refused.Kind, refused.A, refused.Name));
    }

    [Fact]
    public void A_node_that_allows_no_writes_says_not_allowed()
    {
        SimNode rig = Born(allowWrites: false);
        rig.Command("Boiler", Setpoint(70));
        rig.Run(1000);
        AssertTold(rig, [0, 1, 0, 0, 0], "2 Boiler/Setpoint");
    }

    [Fact]
    public void A_write_that_the_slave_refuses_is_followed_by_a_report_of_the_value_that_holds()
    {
        SimNode rig = Born();
        rig.Plant.Slave("Boiler").SetRegister(ModbusTable.Holding, SetpointRegister, 655);
        rig.Plant.Line.Disturb = reply =>
        {
            rig.Plant.Slave("Boiler").SetRegister(ModbusTable.Holding, SetpointRegister, 655); // it refuses, so it holds what it held
            return reply[1] == 6 ? Refusal(reply) : reply;
        };
        rig.Run(2000);
        rig.Broker.Messages.RemoveAll(p => p.Topic.Contains("DDATA"));
        rig.Command("Boiler", Setpoint(70));
        rig.Run(300);
        Metric[] reported = [.. rig.Payloads("DDATA/N1/Boiler").SelectMany(p => p.Metrics).Where(m => m.Alias == Alias(rig, "Setpoint"))];
        Assert.Equal(65.5f, Assert.Single(reported).FloatValue);
        AssertTold(rig, [0, 0, 0, 1, 0], "12 Boiler/Setpoint");
        StoredEvent failed = Events(rig).Single(e => e.Kind == EventKind.WriteNotDone);
        Assert.Equal(((int)CommandVerdict.FieldRefused, "Boiler/Setpoint"), (failed.A, failed.Name));
        Assert.Contains(rig.Log, e => (e.What, e.Number, e.Name) == (NodeEvent.WriteNotDone, (int)CommandVerdict.FieldRefused, "Boiler"));
    }

    [Fact]
    public void Writes_for_a_slave_that_dies_are_dropped_and_told_and_nothing_is_sent_when_it_is_back()
    {
        SimNode rig = Born();
        int held = Register(rig);
        int unit = rig.Settings.Devices.Single(d => d.Name == "Boiler").Unit;
        int before = rig.Plant.Line.Sent.Count;
        while (rig.Plant.Line.Sent.Skip(before).All(request => request[0] != unit))
        {
            rig.Run(1);
        }

        rig.Run(50); // that scan is over, and the write is the next thing that the slave is asked
        rig.Plant.Slave("Boiler").IsSilent = true;
        rig.Command("Boiler", Setpoint(70), new Metric { Name = "Pump", BooleanValue = false });
        rig.Run(6000);
        rig.Command("Boiler", Setpoint(80)); // the host has not yet understood
        rig.Run(1000);
        AssertTold(rig, [0, 0, 0, 1, 2], "10 Boiler/Setpoint");
        Assert.Equal(
            [CommandVerdict.NotConfirmed, CommandVerdict.Dropped, CommandVerdict.Away], Events(rig).Select(e => (CommandVerdict)e.A));
        rig.Plant.Slave("Boiler").IsSilent = false;
        rig.Run(60_000);
        Assert.Equal(held, Register(rig));
        Assert.True(rig.Plant.Slave("Boiler").Bit(ModbusTable.Coil, 0));
        Assert.Equal(held / 10f, rig.Payloads("DBIRTH/N1/Boiler").Last().Metrics.Single(m => m.Name == "Setpoint").FloatValue);
    }

    [Fact]
    public void A_slave_that_holds_another_value_than_it_confirmed_is_told()
    {
        SimNode rig = Born();
        rig.Plant.Line.Disturb = reply =>
        {
            if (reply[1] == 6)
            {
                rig.Plant.Slave("Boiler").SetRegister(ModbusTable.Holding, SetpointRegister, 600); // its limit
            }

            return reply;
        };
        rig.Command("Boiler", Setpoint(88));
        rig.Run(1000);
        Assert.Equal(60f, rig.Last("Boiler", "Setpoint").FloatValue);
        AssertTold(rig, [1, 0, 0, 0, 0], "14 Boiler/Setpoint");
        Assert.Equal([EventKind.WritePassed, EventKind.WriteNotDone], Events(rig).Select(e => e.Kind));
    }

    [Fact]
    public void A_command_that_names_no_tag_is_told_with_its_device_or_with_nothing()
    {
        SimNode rig = Born();
        rig.Command("Boiler", new Metric { Name = "Nonsense", FloatValue = 1 });
        rig.Run(1000);
        AssertTold(rig, [0, 1, 0, 0, 0], "1 Boiler");
        rig.Broker.Publish("spBv1.0/Plant/NCMD/N1", [0x12, 0x7F]);
        rig.Run(1000);
        AssertTold(rig, [0, 2, 0, 0, 0], "8");
        Assert.Equal([EventKind.CommandRefused, EventKind.CommandUnreadable], Events(rig).Select(e => e.Kind)); // each once
    }

    [Fact]
    public void Each_verdict_has_one_counter_and_is_told_as_of_a_command_or_of_a_write()
    {
        CommandVerdict[] all = Enum.GetValues<CommandVerdict>();
        Assert.Equal(
            [Verdicts.Passed, Verdicts.ByPolicy, Verdicts.ByPolicy, Verdicts.ByValue, Verdicts.ByValue, Verdicts.ByPolicy, Verdicts.ByPolicy,
                Verdicts.ByPolicy, Verdicts.ByPolicy, Verdicts.NotSent, Verdicts.NotSent, Verdicts.NotSent, Verdicts.Failed, Verdicts.Failed,
                Verdicts.Uncounted, Verdicts.ByPolicy, Verdicts.ByPolicy, Verdicts.NotSent, Verdicts.ByPolicy, Verdicts.ByPolicy],
            all.Select(Verdicts.GroupOf));
        Assert.Equal([0, 11, 12, 13, 14], all.Where(Verdicts.IsOfWrite).Select(v => (int)v));
        Assert.Equal(
            [0, 5, 2, 4, 9, 10, 0, 12, 13, 11, 14, 17], Enum.GetValues<Field.WriteResult>().Select(result => (int)Verdicts.Of(result)));
    }

    private static ulong Alias(SimNode rig, string name) =>
        (ulong)rig.Node.Tags.AliasOf(Enumerable.Range(0, rig.Node.Tags.Count).Single(tag => rig.Node.Tags.NameOf(tag) == name
            && rig.Node.Tags.DeviceName(rig.Node.Tags.DeviceOf(tag)) == "Boiler"));

    private static byte[] Refusal(byte[] reply)
    {
        byte[] refusal = [reply[0], (byte)(reply[1] | 0x80), 3, 0, 0];
        ModbusCrc.Append(refusal, 0, 3);
        return refusal;
    }
}
