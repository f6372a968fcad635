using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

public sealed partial class BirthEchoTests
{
    private const string NBirth = "spBv1.0/Plant/NBIRTH/N1";
    private const string Boiler = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string Meter = "spBv1.0/Plant/DBIRTH/N1/Meter";
    private const string Subscribe = "SUBSCRIBE spBv1.0/Plant/NCMD/N1 spBv1.0/Plant/DCMD/N1/#";
    private const string WithBirths = Subscribe + " " + NBirth + " spBv1.0/Plant/DBIRTH/N1/+";

    [Fact]
    public void Without_it_the_node_subscribes_to_commands_only_and_nothing_comes_back()
    {
        var rig = new Rig().Born();
        Assert.Null(rig.Edge.Echo);
        Assert.Contains(Subscribe, rig.Broker.Sent);
        rig.Broker.Denied.Add(Boiler);
        rig.AskRebirth();
        rig.Step(1500);
        Assert.DoesNotContain(rig.Events, e => e.What >= EdgeEvent.BirthNotEchoed);
    }

    [Fact]
    public void Births_that_come_back_are_counted_and_nothing_is_said()
    {
        Rig rig = New().Born();
        Assert.Contains(WithBirths, rig.Broker.Sent);
        Assert.Equal((3, 0, 0), Counts(rig));
        Quiet(rig, 7000);
    }

    [Fact]
    public void What_comes_back_is_no_command_and_is_answered_by_nothing()
    {
        Rig rig = New().Born();
        int packets = rig.Broker.Packets.Count;
        rig.Broker.Publish(NBirth, rig.Payloads(NBirth).Single().ToByteArray());
        rig.Step(5);
        Assert.Equal(packets, rig.Broker.Packets.Count);
        Assert.Empty(rig.Refused);
        Assert.Equal(0, rig.Edge.RebirthsAsked);
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Fact]
    public void The_birth_that_the_broker_drops_is_named_after_ten_seconds_and_the_others_are_not()
    {
        Rig rig = New();
        rig.Broker.Denied.Add(Boiler);
        rig.Born();
        long sent = rig.Now;
        rig.Step(990);
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed);
        rig.Step(20);
        Assert.Equal((EdgeEvent.BirthNotEchoed, rig.Boiler, rig.Boiler), Assert.Single(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed));
        Assert.InRange(rig.Now - sent, BirthEcho.WaitMs - 200, BirthEcho.WaitMs + 200);
        Assert.Equal((2, 1, 0), Counts(rig));
        rig.Step(7000);
        Assert.Single(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed); // once for each birth
    }

    [Fact]
    public void A_broker_that_lets_nothing_be_read_makes_all_of_them_known()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born().Step(1100);
        Assert.Equal([0, rig.Boiler, rig.Meter], rig.Events.Where(e => e.What == EdgeEvent.BirthNotEchoed).Select(e => e.Device));
        Assert.Equal((0, 3, 0), Counts(rig));
    }

    [Fact]
    public void One_that_comes_late_is_there_after_all()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born().Step(1100);
        rig.Broker.Release();
        rig.Step(3);
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Fact]
    public void While_others_still_come_back_one_is_waited_for_up_to_a_minute()
    {
        Rig rig = New();
        rig.Broker.Denied.Add(Boiler);
        rig.Born();
        long sent = rig.Now;
        for (int i = 0; rig.Now - sent < 80_000 && !rig.Events.Any(e => e.What == EdgeEvent.BirthNotEchoed); i++)
        {
            if (i % 500 == 0) // the meter comes and goes all the time
            {
                rig.Broker.Publish(Meter, rig.Payloads(Meter).Last().ToByteArray());
            }

            rig.Step();
        }

        Assert.InRange(rig.Now - sent, BirthEcho.LongestMs - 200, BirthEcho.LongestMs + 200);
    }

    [Fact]
    public void A_rebirth_is_awaited_anew_and_the_echo_of_the_birth_before_is_no_strangers()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        rig.AskRebirth();
        rig.AskRebirth();
        Assert.Equal(3, rig.Payloads(NBirth).Count());
        rig.Broker.Release();
        rig.Step();
        rig.Step(3);
        Assert.Equal((3, 0, 0), Counts(rig));
        rig.Broker.Denied.Add(Meter);
        rig.AskRebirth();
        rig.Step(1100);
        Assert.Equal([rig.Meter], rig.Events.Where(e => e.What == EdgeEvent.BirthNotEchoed).Select(e => e.Device));
        Assert.Equal((2, 1, 0), Counts(rig));
    }

    [Fact]
    public void A_device_that_dies_before_its_birth_is_back_is_judged_all_the_same()
    {
        Rig rig = New();
        rig.Broker.Denied.Add(Meter);
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        foreach (int device in new[] { rig.Boiler, rig.Meter })
        {
            rig.Tags.SetDeviceState(device, false, QualityReason.NoAnswer);
        }

        rig.Step(5);
        rig.AskRebirth(); // without them
        rig.Broker.Release();
        rig.Step(1100);
        Assert.Equal([rig.Meter], rig.Events.Where(e => e.What == EdgeEvent.BirthNotEchoed).Select(e => e.Device));
        Assert.Equal((2, 1, 0), Counts(rig));
    }

    [Fact]
    public void With_a_session_that_is_lost_nothing_is_awaited_any_more_and_the_next_one_begins_anew()
    {
        Rig rig = New();
        rig.Broker.Denied.Add(Boiler);
        rig.Born();
        rig.Step(500);
        rig.Session.Drop(MqttFault.ConnectionLost, rig.Now);
        rig.Wire.OpenFault = MqttFault.Unreachable;
        rig.Step(2000);
        Assert.Equal((0, 0, 0), Counts(rig));
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed);
        rig.Wire.OpenFault = MqttFault.None;
        rig.Step(12_000);
        Assert.Single(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed);
        Assert.Equal((2, 1, 0), Counts(rig));
    }

    [Fact]
    public void A_birth_of_the_session_before_is_no_strangers()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        byte[] before = rig.Payloads(NBirth).Single().ToByteArray();
        rig.Session.Drop(MqttFault.ConnectionLost, rig.Now);
        rig.Step(400);
        Assert.Equal(2, rig.Payloads(NBirth).Count());
        rig.Broker.Publish(NBirth, before);
        rig.Step(2);
        rig.Broker.Release();
        rig.Step(3);
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Theory]
    [InlineData(3_600_000, 0)] // its clock is ahead
    [InlineData(-3_600_000, 0)]
    [InlineData(null, 0)] // it has no time at all
    [InlineData(0, 1)] // the very time of ours, and another length
    public void A_birth_that_somebody_else_publishes_under_our_name_is_told(int? aheadMs, int longer)
    {
        Rig rig = New().Born();
        Payload theirs = rig.Payloads(Boiler).Single();
        theirs.Metrics[0].Name += new string('x', longer);
        theirs.ClearTimestamp();
        if (aheadMs is { } ms)
        {
            theirs.Timestamp = (ulong)(rig.Payloads(Boiler).Single().Timestamp + (ulong)(long)ms);
        }

        rig.Broker.Publish(Boiler, theirs.ToByteArray());
        rig.Step(2);
        Assert.Equal((EdgeEvent.BirthByOther, rig.Boiler, rig.Boiler), rig.Events[^1]);
        Assert.Equal((3, 0, 1), Counts(rig));
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void So_is_one_of_a_device_that_the_node_does_not_have()
    {
        Rig rig = New().Born();
        rig.Broker.Publish(Boiler + "2", rig.Payloads(Boiler).Single().ToByteArray());
        rig.Step(2);
        Assert.Equal((EdgeEvent.BirthByOther, 0, -1), rig.Events[^1]);
        Assert.Equal((3, 0, 1), Counts(rig));
    }

    [Fact]
    public void What_a_broker_keeps_on_the_topic_is_told_and_is_no_echo()
    {
        Rig rig = New();
        rig.Broker.Publish(NBirth, new Payload { Timestamp = Rig.Utc0 - 9, Seq = 0 }.ToByteArray(), retain: true);
        rig.Broker.Publish(Meter, [], retain: true);
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        Assert.Equal([(0, 0), (rig.Meter, rig.Meter)], rig.Events.Where(e => e.What == EdgeEvent.BirthRetained).Select(e => (e.Device, e.Number)));
        Assert.Equal((0, 0, 2), Counts(rig));
        rig.Broker.Release();
        rig.Step(2);
        Assert.Equal((3, 0, 2), Counts(rig));
        Assert.Empty(rig.Refused);
    }

    [Fact]
    public void A_loop_that_stood_still_reads_what_came_before_it_judges()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        rig.Step(1, 600_000);
        for (int i = 0; i < 20; i++) // more than one step takes
        {
            rig.Wire.ArriveMessage("spBv1.0/Plant/NCMD/N1", new Payload { Timestamp = Rig.Utc0 }.ToByteArray());
        }

        rig.Broker.Release();
        rig.Step(5);
        Assert.Equal((3, 0, 0), Counts(rig));
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.BirthNotEchoed);
        Quiet(rig, 1500);
    }

    [Fact]
    public void Somebody_elses_birth_is_told_too_while_ours_is_still_out()
    {
        Rig rig = New();
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        Payload theirs = rig.Payloads(Boiler).Single();
        theirs.Timestamp += 3_600_000;
        rig.Broker.Publish(Boiler, theirs.ToByteArray());
        rig.Step(2);
        Assert.Equal((EdgeEvent.BirthByOther, rig.Boiler, rig.Boiler), rig.Events[^1]);
        rig.Broker.Release();
        rig.Step(2);
        Assert.Equal((3, 0, 1), Counts(rig));
    }

    [Fact]
    public void Echoes_and_strangers_without_end_do_not_grow_anything()
    {
        Rig rig = New().Born();
        byte[] theirs = new Payload { Timestamp = 5, Seq = 0 }.ToByteArray();
        int packets = rig.Broker.Packets.Count;
        for (int i = 0; i < 1000; i++)
        {
            rig.Broker.Publish(i % 2 == 0 ? NBirth : Meter, theirs);
            rig.Step();
        }

        rig.Step(10);
        Assert.Equal((3, 0, 1000), Counts(rig));
        Assert.All(rig.Broker.Packets.Skip(packets), p => Assert.Equal(SimPacketKind.PingReq, p.Kind));
    }

    private static Rig New() => new(options: new SparkplugOptions { Group = "Plant", Node = "N1", TakesCommands = true, VerifiesBirths = true });

    private static (int Back, int Missing, int ByOthers) Counts(Rig rig) =>
        (rig.Edge.Echo.BackCount, rig.Edge.Echo.MissingCount, rig.Edge.Echo.ByOthers);

    private static string[] Subscribed(Rig rig) => [.. rig.Broker.Sent.Where(s => s.StartsWith("SUBSCRIBE", StringComparison.Ordinal))];

    private static void Quiet(Rig rig, int steps)
    {
        int said = rig.Events.Count;
        rig.Step(steps);
        Assert.Equal(said, rig.Events.Count);
    }
}
