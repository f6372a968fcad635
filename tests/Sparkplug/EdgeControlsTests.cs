using FieldNode.Host.Protobuf;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeControlsTests
{
    private const string Ncmd = "spBv1.0/Plant/NCMD/N1";
    private const string BoilerCmd = "spBv1.0/Plant/DCMD/N1/Boiler";
    private const string NodeBirth = "spBv1.0/Plant/NBIRTH/N1";
    private const string BoilerBirth = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string BoilerDeath = "spBv1.0/Plant/DDEATH/N1/Boiler";
    private const string Rebirth = "Device Control/Rebirth";

    [Fact]
    public void What_is_off_is_in_no_birth_and_a_command_for_it_names_an_unknown_metric()
    {
        var rig = new Rig().Born();
        Assert.All(rig.Broker.Messages, m => Assert.DoesNotContain(Payload.Parser.ParseFrom(m.Payload).Metrics,
            metric => metric.Name.StartsWith("Device Control/", StringComparison.Ordinal) || metric.Name.StartsWith("Properties/", StringComparison.Ordinal)));
        rig.Command(BoilerCmd, Ask());
        Assert.Equal([(CommandVerdict.UnknownMetric, rig.Boiler, -1)], rig.Refused);
        Assert.Equal(3, rig.Topics.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_device_has_its_rebirth_control_a_Boolean_that_is_false_without_an_alias(bool aliases)
    {
        var rig = new Rig(aliases: aliases, options: Options()).Born();
        foreach (string topic in new[] { BoilerBirth, "spBv1.0/Plant/DBIRTH/N1/Meter" })
        {
            Metric control = Assert.Single(Assert.Single(rig.Payloads(topic)).Metrics, m => m.Name == Rebirth);
            Assert.Equal(new Metric { Name = Rebirth, Timestamp = control.Timestamp, Datatype = 11, BooleanValue = false }, control);
        }

        Assert.DoesNotContain(Assert.Single(rig.Payloads(NodeBirth)).Metrics, m => m.Name == Rebirth);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_device_is_reborn_alone_its_death_first_and_with_the_next_seq_also_where_hosts_may_write_nothing(bool takesCommands)
    {
        SparkplugOptions options = Options();
        options.TakesCommands = takesCommands;
        var rig = new Rig(options: options).Born();
        rig.Tags.BeginSample(rig.Utc);
        rig.Tags.SetReal(rig.Temperature, 63);
        rig.Command(BoilerCmd, Ask());

        Assert.Equal([BoilerDeath, BoilerBirth], rig.Topics[3..]);
        Assert.Equal((3ul, 4ul), (rig.Payloads(BoilerDeath).Single().Seq, rig.Payloads(BoilerBirth).Last().Seq));
        Assert.Empty(rig.Payloads(BoilerDeath).Single().Metrics);
        Assert.Equal(63, rig.Payloads(BoilerBirth).Last().Metrics.Single(m => m.Name == "Temperature").FloatValue);
        Assert.Equal((1, 1, 0), (rig.Edge.NodeBirths, rig.Edge.RebirthsAsked, rig.Edge.RebirthsRefused));
        Assert.Contains((EdgeEvent.RebirthAsked, rig.Boiler, 0), rig.Events);
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.DeviceDied); // nobody died
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void A_device_that_was_reborn_does_not_flap_by_it()
    {
        var rig = new Rig(options: Options()).Born();
        for (int i = 0; i < 3; i++)
        {
            rig.Command(BoilerCmd, Ask());
        }

        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Step(2);
        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step(2);
        Assert.Equal(BoilerBirth, rig.Topics[^1]); // its first death: at once
    }

    [Fact]
    public void False_resets_a_hosts_own_tag_and_asks_for_nothing()
    {
        var rig = new Rig(options: Options()).Born();
        rig.Command(BoilerCmd, new Metric { Name = Rebirth, BooleanValue = false });
        Assert.Equal(3, rig.Topics.Length);
        Assert.Equal(0, rig.Edge.RebirthsAsked);
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void Rebirths_of_node_and_devices_share_one_budget_and_the_ninth_is_refused_and_told_with_its_device()
    {
        var rig = new Rig(options: Options()).Born();
        for (int i = 0; i < 4; i++)
        {
            rig.AskRebirth();
            rig.Command(BoilerCmd, Ask());
        }

        int before = rig.Topics.Length;
        rig.Command(BoilerCmd, Ask());
        Assert.Equal(before, rig.Topics.Length);
        Assert.Equal((9, 1), (rig.Edge.RebirthsAsked, rig.Edge.RebirthsRefused));
        Assert.Equal((EdgeEvent.RebirthRefused, rig.Boiler, 0), rig.Events.Single(e => e.What == EdgeEvent.RebirthRefused));
    }

    [Fact]
    public void A_device_that_is_away_or_about_to_be_told_dead_is_not_reborn_and_costs_nothing()
    {
        var rig = new Rig(options: Options()).Born();
        rig.Broker.Publish(BoilerCmd, new Payload { Metrics = { Ask() } }.ToByteArray());
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer); // comes with the step that hears the command
        rig.Step(2);
        Assert.Equal([BoilerDeath], rig.Topics[3..]);
        rig.Command(BoilerCmd, Ask());
        Assert.Equal([BoilerDeath], rig.Topics[3..]);
        for (int i = 0; i < 8; i++)
        {
            rig.AskRebirth();
        }

        Assert.Equal(0, rig.Edge.RebirthsRefused); // the budget was whole
    }

    [Fact]
    public void In_the_device_of_another_node_or_in_an_ncmd_it_is_no_control()
    {
        var rig = new Rig(options: Options()).Born();
        rig.Command(Ncmd, Ask());
        Assert.Equal([(CommandVerdict.UnknownMetric, 0, -1)], rig.Refused);
        Assert.Equal(0, rig.Edge.RebirthsAsked);
    }

    [Fact]
    public void Values_beside_it_are_judged_as_ever_and_the_rebirth_comes_first()
    {
        var rig = new Rig(options: Options()).Born();
        rig.Command(BoilerCmd, new Metric { Name = "Setpoint", FloatValue = 5 }, Ask());
        Assert.Equal([(rig.Setpoint, 5.0, 0L)], rig.Writes);
        rig.Command(BoilerCmd, Ask(), new Metric { Name = "Temperature", FloatValue = 5 });
        Assert.Equal([(CommandVerdict.NotAllowed, rig.Boiler, rig.Temperature)], rig.Refused);
        Assert.Equal([BoilerDeath, BoilerBirth, BoilerDeath, BoilerBirth, "spBv1.0/Plant/DDATA/N1/Boiler"], rig.Topics[3..]);
    }

    [Fact]
    public void For_hosts_that_drop_a_devices_return_its_rebirth_is_one_of_the_node()
    {
        SparkplugOptions options = Options();
        options.ReturnIsRebirth = true;
        var rig = new Rig(options: options).Born();
        rig.Command(BoilerCmd, Ask());
        Assert.Equal([NodeBirth, BoilerBirth, "spBv1.0/Plant/DBIRTH/N1/Meter"], rig.Topics[3..]);
    }

    [Fact]
    public void What_the_board_is_stands_in_each_nbirth_as_texts_and_what_is_not_known_is_left_out()
    {
        SparkplugOptions options = Options();
        options.Controls = new EdgeControls { HardwareModel = "ESP32-POE", Os = "nanoFramework", OsVersion = new string('ä', 40) };
        var rig = new Rig(options: options).Born();
        rig.AskRebirth();
        Assert.All(rig.Payloads(NodeBirth), birth =>
        {
            Metric[] told = [.. birth.Metrics.Where(m => m.Name.StartsWith("Properties/", StringComparison.Ordinal))];
            Assert.Equal(
                [("Properties/Hardware Model", "ESP32-POE"), ("Properties/OS", "nanoFramework"), ("Properties/OS Version", new string('ä', 32))],
                told.Select(m => (m.Name, m.StringValue)));
            Assert.All(told, m => Assert.True(m is { Datatype: 12, HasAlias: false, HasTimestamp: true }));
        });
        Assert.DoesNotContain(rig.Payloads(BoilerBirth).First().Metrics, m => m.Name.StartsWith("Properties/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_room_that_it_asks_for_is_enough_and_hardly_more()
    {
        var controls = new EdgeControls
        {
            HasDeviceRebirth = true, HardwareMake = new string('m', 200), HardwareModel = "", Os = "é", OsVersion = "1.17.0.640",
        };
        foreach (int device in new[] { 0, 1 })
        {
            var writer = new ProtoLite.PayloadWriter();
            byte[] frame = new byte[controls.BytesMax(device)];
            writer.Begin(frame, 0, frame.Length);
            controls.Write(writer, device, Rig.Utc0);
            Assert.False(writer.Overflow);
            Assert.InRange(writer.Count, frame.Length - 4, frame.Length);
        }
    }

    private static SparkplugOptions Options() => new()
    {
        Group = "Plant", Node = "N1", TakesCommands = true, Controls = new EdgeControls { HasDeviceRebirth = true },
    };

    private static Metric Ask() => new() { Name = Rebirth, Datatype = 11, BooleanValue = true };
}
