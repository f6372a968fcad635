using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Tags;
using Google.Protobuf;

namespace FieldNode.Sparkplug.Tests;

/// <summary>Births that are longer than the wire takes, and brokers that refuse the subscription.</summary>
public sealed partial class BirthEchoTests
{
    [Theory]
    [InlineData(60)]   // no birth fits
    [InlineData(150)]
    [InlineData(8000)] // all do
    public void Births_longer_than_the_wire_takes_are_known_by_their_beginning(int inboundMax)
    {
        Rig rig = New();
        rig.Wire.InboundMax = inboundMax;
        rig.Born();
        Assert.Equal(inboundMax == 60, rig.Payloads(NBirth).Concat(rig.Payloads(Meter)).All(p => p.CalculateSize() > inboundMax));
        Assert.Equal((3, 0, 0), Counts(rig));
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.CommandUnreadable);

        Payload theirs = rig.Payloads(Meter).Single();
        theirs.Timestamp += 3_600_000;
        rig.Broker.Publish(Meter, theirs.ToByteArray(), qos: 1, packetId: 77);
        rig.Step(3);
        Assert.Equal((EdgeEvent.BirthByOther, rig.Meter, rig.Meter), rig.Events[^1]);
        Assert.Equal(77, rig.Broker.LastPacketId);
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.CommandUnreadable);
    }

    [Fact]
    public void A_command_that_is_too_long_is_unreadable_as_ever()
    {
        Rig rig = New();
        rig.Wire.InboundMax = 2000;
        rig.Born();
        rig.Broker.Publish("spBv1.0/Plant/NCMD/N1", new byte[3000]);
        rig.Step(3);
        Assert.Equal((EdgeEvent.CommandUnreadable, 0, (int)ProtoLite.DecodeError.TooLong), rig.Events[^1]);
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Fact]
    public void A_long_birth_whose_link_breaks_in_its_midst_leaves_nothing_behind()
    {
        Rig rig = New();
        rig.Wire.InboundMax = 60;
        rig.Broker.HoldsEchoes = true;
        rig.Born();
        byte[] beginning = [0, (byte)NBirth.Length, .. System.Text.Encoding.UTF8.GetBytes(NBirth), .. rig.Payloads(NBirth).Single().ToByteArray()];
        rig.Wire.Arrive(new SimInbound { Kind = MqttKind.OverlongBegins, Payload = beginning, Code = beginning.Length, Length = 1 << 20 });
        rig.Wire.Fail(MqttFault.ConnectionLost);
        rig.Step(400); // born again, and nothing of it comes back
        rig.Wire.ArriveOverlong(1 << 20);
        rig.Step(2);
        Assert.Single(rig.Events, e => e.What == EdgeEvent.CommandUnreadable);
    }

    [Fact]
    public void A_beginning_whose_topic_is_no_utf8_or_has_no_end_is_nobodys()
    {
        Rig rig = New().Born();
        int said = rig.Events.Count;
        byte[] prefix = System.Text.Encoding.UTF8.GetBytes("spBv1.0/Plant/DBIRTH/N1/");
        foreach (byte[] beginning in new byte[][] { [0, (byte)(prefix.Length + 1), .. prefix, 0xFF, 8, 1], [0xFF, 0xFF, 1, 2], [0, 5, 1, 2, 3, 4, 5] })
        {
            rig.Wire.Arrive(new SimInbound { Kind = MqttKind.OverlongBegins, Payload = beginning, Code = beginning.Length, Length = 100_000 });
        }

        rig.Step(2);
        Assert.Equal(said, rig.Events.Count);
        Assert.Equal(MqttState.Online, rig.Session.State);
    }

    [Theory]
    [InlineData(false)] // in SUBACK
    [InlineData(true)]  // by ending the connection
    public void A_broker_that_refuses_the_subscription_is_told_of_and_the_node_is_born_without(bool byEnding)
    {
        Rig rig = New();
        (rig.Broker.RefusedFilter, rig.Broker.EndsOnRefusal) = (NBirth, byEnding);
        rig.Born().Step(500);
        Assert.Equal([(EdgeEvent.EchoRefused, 0, 0)], rig.Events.Where(e => e.What == EdgeEvent.EchoRefused));
        Assert.Equal([WithBirths, Subscribe], Subscribed(rig));
        Assert.True(rig.Edge.IsBorn);
        Quiet(rig, 3000);
        Assert.Equal((0, 0, 0), Counts(rig));

        // The next session asks again: somebody may have seen to it.
        rig.Broker.RefusedFilter = null;
        rig.Session.Drop(MqttFault.ConnectionLost, rig.Now);
        rig.Step(1000);
        Assert.Equal(WithBirths, Subscribed(rig)[^1]);
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Fact]
    public void A_broker_that_refuses_commands_is_not_said_to_refuse_births()
    {
        Rig rig = New();
        rig.Broker.RefusedFilter = "spBv1.0/Plant/NCMD/N1";
        rig.Born().Step(5000);
        string[] subscribed = Subscribed(rig);
        Assert.True(subscribed.Length > 3);
        Assert.Equal(subscribed.Select((_, i) => i % 2 == 0 ? WithBirths : Subscribe), subscribed); // either could be it
        Assert.DoesNotContain(rig.Events, e => e.What == EdgeEvent.EchoRefused);
        Assert.False(rig.Edge.IsBorn);
        rig.Broker.RefusedFilter = null;
        rig.Step(40_000);
        Assert.True(rig.Edge.IsBorn);
    }

    [Fact]
    public void Attempts_that_end_before_they_subscribe_leave_the_births_in()
    {
        Rig rig = New();
        rig.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        rig.Broker.ConnAckCode = 3;
        rig.Born().Step(300);
        rig.Broker.ConnAckCode = 0;
        rig.Step(2000);
        Assert.Equal([WithBirths], Subscribed(rig));
        Assert.Equal((3, 0, 0), Counts(rig));
    }

    [Fact]
    public void The_filters_stand_behind_the_commands_and_the_hosts_STATE()
    {
        var rig = new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1", VerifiesBirths = true, PrimaryHost = "SCADA" });
        rig.Step(5);
        Assert.Contains($"{Subscribe} spBv1.0/STATE/SCADA {NBirth} spBv1.0/Plant/DBIRTH/N1/+", rig.Broker.Sent);
    }
}
