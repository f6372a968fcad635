using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Tags;

namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeNodeTests
{
    private const string NBirth = "spBv1.0/Plant/NBIRTH/N1";
    private const string NData = "spBv1.0/Plant/NDATA/N1";
    private const string NDeath = "spBv1.0/Plant/NDEATH/N1";
    private const string BoilerBirth = "spBv1.0/Plant/DBIRTH/N1/Boiler";
    private const string BoilerData = "spBv1.0/Plant/DDATA/N1/Boiler";
    private const string BoilerDeath = "spBv1.0/Plant/DDEATH/N1/Boiler";
    private const string MeterBirth = "spBv1.0/Plant/DBIRTH/N1/Meter";

    [Fact]
    public void The_session_order_is_connect_subscribe_nbirth_every_dbirth()
    {
        var rig = new Rig().Born();
        Assert.Equal(
            ["CONNECT", "SUBSCRIBE spBv1.0/Plant/NCMD/N1 spBv1.0/Plant/DCMD/N1/#", "PUBLISH0 " + NBirth, "PUBLISH0 " + BoilerBirth, "PUBLISH0 " + MeterBirth],
            rig.Broker.Sent);
    }

    [Fact]
    public void The_will_is_an_ndeath_with_the_bdSeq_that_the_nbirth_repeats()
    {
        var rig = new Rig().Born();
        Assert.Equal(NDeath, rig.Broker.WillTopic);
        Payload will = Payload.Parser.ParseFrom(rig.Broker.Will);
        Metric bdSeq = Assert.Single(will.Metrics);
        Assert.Equal(("bdSeq", 4u, 0ul, false), (bdSeq.Name, bdSeq.Datatype, bdSeq.LongValue, will.HasSeq));
        Metric born = rig.Payloads(NBirth).Single().Metrics.Single(m => m.Name == "bdSeq");
        Assert.Equal((4u, 0ul, false), (born.Datatype, born.LongValue, born.HasAlias));
    }

    [Fact]
    public void The_nbirth_has_seq_0_the_rebirth_control_without_alias_and_a_timestamp_on_everything()
    {
        Payload birth = new Rig().Born().Payloads(NBirth).Single();
        Assert.True(birth.HasSeq && birth.Seq == 0 && birth.HasTimestamp);
        Metric rebirth = birth.Metrics.Single(m => m.Name == Rig.Rebirth);
        Assert.Equal((11u, false, false), (rebirth.Datatype, rebirth.BooleanValue, rebirth.HasAlias));
        Assert.All(birth.Metrics, m => Assert.True(m.HasTimestamp && m.HasDatatype && m.HasName));
        Assert.All(birth.Metrics.Skip(2), m => Assert.True(m.HasAlias));
    }

    [Fact]
    public void Data_goes_out_by_exception_with_aliases_only()
    {
        var rig = new Rig().Born();
        rig.Tags.BeginSample(rig.Utc);
        rig.Tags.SetReal(rig.Temperature, 62);
        rig.Tags.SetReal(rig.Setpoint, 60);
        rig.Step();
        Payload data = rig.Payloads(BoilerData).Single();
        Metric metric = Assert.Single(data.Metrics);
        Assert.Equal((false, false, 62f), (metric.HasName, metric.HasDatatype, metric.FloatValue));
        Assert.Equal(rig.Tags.AliasOf(rig.Temperature), (int)metric.Alias);
        Assert.Equal(3ul, data.Seq);
    }

    [Fact]
    public void With_aliases_switched_off_the_data_carries_names()
    {
        var rig = new Rig(aliases: false).Born();
        rig.Tags.SetReal(rig.Temperature, 62);
        rig.Step();
        Metric metric = Assert.Single(rig.Payloads(BoilerData).Single().Metrics);
        Assert.Equal(("Temperature", false), (metric.Name, metric.HasAlias));
        Assert.All(rig.Payloads(BoilerBirth).Single().Metrics, m => Assert.False(m.HasAlias));
    }

    [Fact]
    public void Seq_runs_over_all_messages_of_the_node_and_wraps_from_255_to_0()
    {
        var rig = new Rig().Born();
        for (int i = 0; i < 600; i++)
        {
            rig.Tags.SetReal(i % 2 == 0 ? rig.Temperature : rig.Power, i);
            rig.Step();
        }

        int expected = 0;
        foreach (SimPacket sent in rig.Broker.Messages)
        {
            Assert.Equal((ulong)expected, Payload.Parser.ParseFrom(sent.Payload).Seq);
            expected = (expected + 1) & 255;
        }

        Assert.Equal(603, rig.Broker.Messages.Count);
    }

    [Fact]
    public void A_device_that_stops_answering_dies_and_is_born_again_when_it_comes_back()
    {
        var rig = new Rig().Born();
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Tags.SetReal(rig.Temperature, 99);
        rig.Step(3);
        Payload death = rig.Payloads(BoilerDeath).Single();
        Assert.True(death.Metrics.Count == 0 && death.HasSeq && death.HasTimestamp);
        Assert.Empty(rig.Payloads(BoilerData));
        Assert.Contains((EdgeEvent.DeviceDied, rig.Boiler, (int)QualityReason.NoAnswer), rig.Events);

        rig.Tags.SetDeviceState(rig.Boiler, true, QualityReason.None);
        rig.Step(3);
        Assert.Equal([BoilerDeath, BoilerBirth], rig.Topics.Skip(3));
        Assert.Equal(99f, rig.Payloads(BoilerBirth).Last().Metrics.Single(m => m.Name == "Temperature").FloatValue);
    }

    [Fact]
    public void A_device_that_never_answered_gets_neither_birth_nor_death()
    {
        var rig = new Rig();
        rig.Tags.SetDeviceState(rig.Boiler, false, QualityReason.NoAnswer);
        rig.Step(20);
        Assert.Equal([NBirth], rig.Topics);
    }

    [Fact]
    public void An_intended_stop_publishes_the_deaths_waits_for_the_puback_and_then_disconnects()
    {
        var rig = new Rig().Born();
        rig.Edge.Stop(rig.Now, rig.Utc);
        rig.Step(5);
        Assert.Equal([BoilerDeath, "spBv1.0/Plant/DDEATH/N1/Meter", NDeath], rig.Topics.Skip(3));
        Assert.Equal("DISCONNECT", rig.Broker.Sent.Last());
        Assert.Equal(1, rig.Broker.Messages[^1].Qos);
        Payload death = Payload.Parser.ParseFrom(rig.Broker.Messages[^1].Payload);
        Assert.Equal(Payload.Parser.ParseFrom(rig.Broker.Will).Metrics[0].LongValue, Assert.Single(death.Metrics).LongValue);
        Assert.False(death.HasSeq);
        Assert.Equal(MqttState.Offline, rig.Session.State);
        rig.Step(200, 1000);
        Assert.Equal(1, rig.Broker.Count(SimPacketKind.Connect));
    }

    [Fact]
    public void A_death_that_the_node_publishes_itself_bears_the_time_of_sending()
    {
        var rig = new Rig().Born();
        rig.Step(10, 60_000);
        ulong stopMs = (ulong)rig.Utc;
        rig.Edge.Stop(rig.Now, rig.Utc);
        Payload death = rig.Payloads(NDeath).Single();
        Assert.Equal((stopMs, stopMs), (death.Timestamp, death.Metrics[0].Timestamp));
        Assert.True(Payload.Parser.ParseFrom(rig.Broker.Will).Timestamp < stopMs - 500_000);
    }

    [Fact]
    public void The_will_bears_the_time_of_the_attempt_that_carried_it()
    {
        var rig = new Rig();
        rig.Wire.OpenFault = MqttFault.ConnectionRefused;
        rig.Step(3600, 1000);
        rig.Wire.OpenFault = MqttFault.None;
        rig.Step(700, 1000);
        Payload will = Payload.Parser.ParseFrom(rig.Broker.Will);
        Assert.Equal(0ul, will.Metrics[0].LongValue);
        Assert.InRange(will.Timestamp, (ulong)Rig.Utc0 + 3_600_000, (ulong)rig.Utc);
        Assert.Equal(will.Timestamp, will.Metrics[0].Timestamp);
    }

    [Theory]
    [InlineData(1_700_000_000_000)]
    [InlineData(4_083_696_000_000)]
    public void There_is_no_attempt_outside_of_floor_and_ceiling(long utcMs)
    {
        var rig = new Rig { Utc = utcMs };
        rig.Step(50, 100);
        Assert.Empty(rig.Broker.Packets);
    }

    [Fact]
    public void A_stop_without_a_puback_still_ends_in_a_disconnect()
    {
        var rig = new Rig().Born();
        rig.Broker.Mute.Add(MqttKind.PubAck);
        rig.Edge.Stop(rig.Now, rig.Utc);
        rig.Step(20, 1000);
        Assert.Equal("DISCONNECT", rig.Broker.Sent.Last());
    }

    [Fact]
    public void BdSeq_rises_with_each_connect_survives_a_restart_and_wraps()
    {
        var store = new MemoryStore();
        for (int i = 0; i < 300; i++)
        {
            var rig = new Rig(store);
            rig.Step(5);
            Payload will = Payload.Parser.ParseFrom(rig.Broker.Will);
            Assert.Equal((ulong)(i & 255), will.Metrics[0].LongValue);
            rig.Edge.Stop(rig.Now, rig.Utc);
        }
    }

    [Fact]
    public void A_connection_attempt_that_fails_uses_up_no_bdSeq()
    {
        var rig = new Rig();
        rig.Wire.OpenFault = MqttFault.ConnectionRefused;
        rig.Step(100, 1000);
        Assert.True(rig.Wire.Opens > 3);
        rig.Wire.OpenFault = MqttFault.None;
        rig.Step(700, 1000);
        Assert.Equal(0ul, Payload.Parser.ParseFrom(rig.Broker.Will).Metrics[0].LongValue);
    }

    [Fact]
    public void Without_a_clock_that_can_be_believed_there_is_no_connection()
    {
        var rig = new Rig { Utc = 1000 };
        rig.Step(50, 100);
        Assert.Equal(0, rig.Wire.Opens);
        rig.Utc = Rig.Utc0;
        rig.Born();
        Assert.Contains(NBirth, rig.Topics);
    }

    [Fact]
    public void Without_a_store_for_bdSeq_no_connect_goes_out()
    {
        var store = new MemoryStore { Full = true };
        var rig = new Rig(store);
        rig.Step(50, 1000);
        Assert.DoesNotContain("CONNECT", rig.Broker.Sent);
        Assert.Contains((EdgeEvent.Offline, 0, (int)MqttFault.StoreFailed), rig.Events);
        store.Full = false;
        rig.Step(700, 1000);
        Assert.Contains("CONNECT", rig.Broker.Sent);
    }

    [Fact]
    public void After_a_lost_connection_the_births_come_again_with_the_newest_values_and_the_next_bdSeq()
    {
        var rig = new Rig().Born();
        rig.Wire.PublishFault = MqttFault.ConnectionLost;
        rig.Tags.SetReal(rig.Temperature, 70);
        rig.Step(2);
        rig.Wire.PublishFault = MqttFault.None;
        rig.Tags.SetReal(rig.Temperature, 71);
        rig.Step(60, 100);
        Payload[] births = [.. rig.Payloads(NBirth)];
        Assert.Equal(2, births.Length);
        Assert.Equal((0ul, 1ul), (births[1].Seq, births[1].Metrics[0].LongValue));
        Assert.Equal(71f, rig.Payloads(BoilerBirth).Last().Metrics.Single(m => m.Name == "Temperature").FloatValue);
    }

    [Fact]
    public void More_changes_than_a_frame_holds_go_into_further_messages()
    {
        var rig = new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1", FrameBytesMax = 20 }).Born();
        rig.Tags.SetReal(rig.Temperature, 1);
        rig.Tags.SetReal(rig.Setpoint, 2);
        rig.Tags.SetBool(rig.Pump, false);
        rig.Step();
        Assert.Equal(3, rig.Payloads(BoilerData).Sum(p => p.Metrics.Count));
    }
}
