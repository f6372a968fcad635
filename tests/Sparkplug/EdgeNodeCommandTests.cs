using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeNodeCommandTests
{
    [Fact]
    public void A_command_that_is_longer_than_the_wire_takes_is_counted_as_refused()
    {
        var rig = new Rig().Born();
        rig.Edge.OnOverlong(1 << 20, true, rig.Now, rig.Utc);
        Assert.Contains((EdgeEvent.CommandUnreadable, 0, (int)ProtoLite.DecodeError.TooLong), rig.Events);
    }

    private const string Ncmd = "spBv1.0/Plant/NCMD/N1";
    private const string BoilerCmd = "spBv1.0/Plant/DCMD/N1/Boiler";
    private const string MeterCmd = "spBv1.0/Plant/DCMD/N1/Meter";

    [Fact]
    public void A_rebirth_repeats_all_births_with_the_same_bdSeq_and_seq_from_0_and_no_data_in_between()
    {
        var rig = new Rig().Born();
        rig.Tags.SetReal(rig.Temperature, 63);
        rig.AskRebirth();
        string[] topics = [.. rig.Topics.Skip(3)];
        Assert.Equal(["spBv1.0/Plant/NBIRTH/N1", "spBv1.0/Plant/DBIRTH/N1/Boiler", "spBv1.0/Plant/DBIRTH/N1/Meter"], topics.Take(3).Where(t => t.Contains("BIRTH")));
        Payload birth = rig.Payloads("spBv1.0/Plant/NBIRTH/N1").Last();
        Assert.Equal((0ul, 0ul), (birth.Seq, birth.Metrics[0].LongValue));
        Assert.Equal(1, rig.Edge.RebirthsAsked);
        Assert.Equal(1, rig.Broker.Count(SimPacketKind.Connect));
    }

    [Fact]
    public void A_rebirth_with_value_false_is_ignored()
    {
        var rig = new Rig().Born();
        rig.Command(Ncmd, new Metric { Name = Rig.Rebirth, BooleanValue = false });
        Assert.Equal(1, rig.Edge.NodeBirths);
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void Eight_rebirths_are_served_each_at_once_and_the_ninth_is_refused_counted_and_told()
    {
        var rig = new Rig().Born();
        for (int i = 1; i <= 8; i++)
        {
            rig.AskRebirth();
            Assert.Equal(1 + i, rig.Edge.NodeBirths);
        }

        rig.AskRebirth();
        rig.Step(100);
        Assert.Equal((9, 9, 1), (rig.Edge.NodeBirths, rig.Edge.RebirthsAsked, rig.Edge.RebirthsRefused));
        Assert.Single(rig.Events, e => e.What == EdgeEvent.RebirthRefused);
    }

    [Fact]
    public void A_device_that_dies_in_the_step_of_a_rebirth_is_told_dead_before_it()
    {
        var rig = new Rig().Born();
        rig.Broker.Messages.Clear();
        rig.Broker.Publish(Ncmd, new Payload { Metrics = { new Metric { Name = Rig.Rebirth, BooleanValue = true } } }.ToByteArray());
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer); // comes with the step that hears the command
        rig.Step(2);
        Assert.Equal(["spBv1.0/Plant/DDEATH/N1/Boiler", "spBv1.0/Plant/NBIRTH/N1"], rig.Topics.Take(2));
        Assert.DoesNotContain("spBv1.0/Plant/DBIRTH/N1/Boiler", rig.Topics);
        Assert.Single(rig.Events, e => e.What == EdgeEvent.DeviceDied);
    }

    [Fact]
    public void Data_stops_with_a_request_that_is_served_and_goes_on_after_one_that_is_not()
    {
        var rig = new Rig().Born();
        int value = 0;
        for (int i = 0; i < 9; i++)
        {
            rig.Tags.BeginSample(rig.Utc);
            rig.Tags.SetReal(rig.Temperature, 70 + value++); // due in the same step as the births
            int before = rig.Topics.Length;
            rig.AskRebirth();
            string[] sent = rig.Topics[before..];
            Assert.Equal(i < 8 ? "spBv1.0/Plant/NBIRTH/N1" : "spBv1.0/Plant/DDATA/N1/Boiler", sent[0]);
            Assert.Equal(i < 8 ? 3 : 1, sent.Length);
        }
    }

    [Fact]
    public void A_host_that_asks_each_second_gets_one_rebirth_in_ten_seconds()
    {
        var rig = new Rig().Born();
        for (int i = 0; i < 599; i++)
        {
            rig.AskRebirth();
            rig.Step(1, 980);
        }

        Assert.InRange(rig.Edge.NodeBirths, 60, 70);
    }

    [Fact]
    public void A_retained_command_is_not_obeyed()
    {
        var rig = new Rig().Born();
        rig.Wire.ArriveMessage(Ncmd, new Payload { Metrics = { new Metric { Name = Rig.Rebirth, BooleanValue = true } } }.ToByteArray(), retain: true);
        rig.Step(3);
        Assert.Equal(1, rig.Edge.NodeBirths);
        Assert.Equal([(CommandVerdict.Retained, 0, -1)], rig.Refused);
    }

    [Fact]
    public void A_writable_tag_is_written_by_alias_or_by_name()
    {
        var rig = new Rig().Born();
        rig.Command(BoilerCmd, new Metric { Alias = (ulong)rig.Tags.AliasOf(rig.Setpoint), FloatValue = 65.5f });
        rig.Command(BoilerCmd, new Metric { Name = "Pump", Datatype = 11, BooleanValue = false });
        rig.Command(MeterCmd, new Metric { Name = "Small", Datatype = 1, IntValue = unchecked((uint)-5) });
        rig.Command(MeterCmd, new Metric { Name = "Small", Datatype = 1, IntValue = 0xFB });
        Assert.Equal([(rig.Setpoint, 65.5, 0L), (rig.Pump, 0, 0), (rig.Small, -5, -5), (rig.Small, -5, -5)], rig.Writes);
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void What_is_not_allowed_or_makes_no_sense_is_refused_with_its_reason()
    {
        var rig = new Rig().Born();
        (string Topic, Metric Metric, CommandVerdict Verdict)[] cases =
        [
            (BoilerCmd, new Metric { Name = "Temperature", FloatValue = 1 }, CommandVerdict.NotAllowed),
            (BoilerCmd, new Metric { Name = "Nothing", FloatValue = 1 }, CommandVerdict.UnknownMetric),
            (BoilerCmd, new Metric { Alias = 999, FloatValue = 1 }, CommandVerdict.UnknownMetric),
            (BoilerCmd, new Metric { FloatValue = 1 }, CommandVerdict.UnknownMetric),
            (MeterCmd, new Metric { Alias = (ulong)rig.Tags.AliasOf(rig.Setpoint), FloatValue = 1 }, CommandVerdict.UnknownMetric),
            (BoilerCmd, new Metric { Name = "Setpoint", StringValue = "hot" }, CommandVerdict.WrongType),
            (BoilerCmd, new Metric { Name = "Setpoint", IsNull = true }, CommandVerdict.WrongType),
            (BoilerCmd, new Metric { Name = "Setpoint" }, CommandVerdict.WrongType),
            (BoilerCmd, new Metric { Name = "Setpoint", FloatValue = float.NaN }, CommandVerdict.OutOfRange),
            (BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 100.5f }, CommandVerdict.OutOfRange),
            (BoilerCmd, new Metric { Name = "Setpoint", DoubleValue = -101 }, CommandVerdict.OutOfRange),
            (BoilerCmd, new Metric { Name = "Pump", IntValue = 2 }, CommandVerdict.OutOfRange),
            (MeterCmd, new Metric { Name = "Small", IntValue = 300 }, CommandVerdict.OutOfRange),
            (MeterCmd, new Metric { Name = "Small", DoubleValue = 1.5 }, CommandVerdict.WrongType),
            (MeterCmd, new Metric { Name = "Small", LongValue = 1UL << 40 }, CommandVerdict.OutOfRange),
            (Ncmd, new Metric { Name = "Node Control/Reboot", BooleanValue = true }, CommandVerdict.UnknownMetric),
            ("spBv1.0/Plant/DCMD/N1/Nobody", new Metric { Name = "Setpoint", FloatValue = 1 }, CommandVerdict.UnknownDevice),
        ];
        foreach ((string topic, Metric metric, CommandVerdict verdict) in cases)
        {
            rig.Refused.Clear();
            rig.Command(topic, metric);
            Assert.Equal(verdict, Assert.Single(rig.Refused).Why);
        }

        Assert.Empty(rig.Writes);
        Assert.Empty(rig.Checked); // no driver is asked about what is refused before
    }

    [Fact]
    public void A_command_that_is_broken_anywhere_is_not_obeyed_at_all()
    {
        var rig = new Rig().Born();
        byte[] good = new Payload { Metrics = { new Metric { Name = "Setpoint", FloatValue = 1 }, new Metric { Name = "Pump", BooleanValue = true } } }.ToByteArray();
        rig.Wire.ArriveMessage(BoilerCmd, good[..^1]);
        rig.Step(3);
        Assert.Empty(rig.Writes);
        Assert.Equal(DecodeError.BadLength, (DecodeError)Assert.Single(rig.Events, e => e.What == EdgeEvent.CommandUnreadable).Number);
    }

    [Fact]
    public void A_command_for_a_device_that_is_away_is_refused_and_nothing_is_published_for_it()
    {
        var rig = new Rig().Born();
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Step(2);
        rig.Broker.Messages.Clear();
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 1 });
        Assert.Empty(rig.Writes);
        Assert.Equal([(CommandVerdict.Away, rig.Boiler, rig.Setpoint)], rig.Refused);
        Assert.Empty(rig.Topics);
    }

    [Fact]
    public void A_node_that_allows_no_writes_says_so()
    {
        var rig = new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1" }).Born();
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 1 });
        Assert.Equal([(CommandVerdict.NotAllowed, rig.Boiler, rig.Setpoint)], rig.Refused);
        Assert.Empty(rig.Writes);
        rig.AskRebirth();
        Assert.Equal(2, rig.Edge.NodeBirths);
    }

    [Fact]
    public void With_a_key_switch_a_write_passes_only_while_it_is_on_and_good()
    {
        var options = new SparkplugOptions { Group = "Plant", Node = "N1", TakesCommands = true };
        var rig = new Rig(options: options);
        options.KeySwitch = rig.Pump;
        rig.Born();
        (Action Position, CommandVerdict Verdict)[] positions =
        [
            (() => rig.Tags.SetBool(rig.Pump, true), CommandVerdict.Passed),
            (() => rig.Tags.SetBool(rig.Pump, false), CommandVerdict.KeySwitchOff),
            (() => rig.Tags.SetBool(rig.Pump, true), CommandVerdict.Passed),
            (() => rig.Tags.SetBad(rig.Pump, QualityReason.PortLost), CommandVerdict.KeySwitchOff),
        ];
        foreach ((Action position, CommandVerdict verdict) in positions)
        {
            rig.Refused.Clear();
            rig.Writes.Clear();
            position();
            rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 5 });
            Assert.Equal(verdict == CommandVerdict.Passed ? [] : [(verdict, rig.Boiler, rig.Setpoint)], rig.Refused);
            Assert.Equal(verdict == CommandVerdict.Passed ? 1 : 0, rig.Writes.Count);
        }

        rig.AskRebirth();
        Assert.Equal(2, rig.Edge.NodeBirths);
    }

    [Fact]
    public void A_key_switch_that_was_not_read_yet_is_not_on()
    {
        var options = new SparkplugOptions { Group = "Plant", Node = "N1", TakesCommands = true };
        var rig = new Rig(options: options);
        options.KeySwitch = rig.Pump;
        rig.Tags.SetReal(rig.Setpoint, 60);
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step(10);
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 5 });
        Assert.Equal([(CommandVerdict.KeySwitchOff, rig.Boiler, rig.Setpoint)], rig.Refused);
    }

    [Fact]
    public void Random_nonsense_on_every_topic_never_disturbs_the_session()
    {
        var random = Seeded.Random();
        var rig = new Rig().Born();
        string[] topics = [Ncmd, BoilerCmd, MeterCmd, "spBv1.0/Plant/DCMD/N1/", "spBv1.0/Plant/DCMD/N1/Boiler/x", ""];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            if (bytes.Length > 4 && i % 2 == 0)
            {
                bytes[0] = 0x12;
                bytes[1] = (byte)(bytes.Length - 2);
            }

            rig.Wire.ArriveMessage(topics[random.Next(topics.Length)], bytes);
            rig.Step();
        }

        Assert.True(rig.Edge.IsBorn);
    }
}
