namespace FieldNode.Mqtt.Tests;

/// <summary>What arrives, and what it means in each state.</summary>
public sealed class MqttSessionInboundTests
{
    [Fact]
    public void A_message_of_qos_1_is_acknowledged_before_it_is_handed_on()
    {
        SessionBench bench = new SessionBench().Online();
        string sentBefore = "";
        bench.Listener.During = _ => sentBefore = string.Join(' ', bench.Wire.Sent);
        bench.Wire.ArriveMessage("cmd/rebirth", qos: 1, packetId: 77);
        bench.Step();
        Assert.Equal("PUBACK 77", sentBefore);
        var message = Assert.Single(bench.Listener.Messages);
        Assert.Equal("cmd/rebirth", message.Topic);
        Assert.Equal([1, 2, 3], message.Payload);
    }

    [Fact]
    public void A_message_of_qos_0_needs_no_acknowledgement()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.ArriveMessage("cmd/1");
        bench.Step();
        Assert.Single(bench.Listener.Messages);
        Assert.Empty(bench.Wire.Sent);
    }

    [Fact]
    public void A_message_of_qos_2_is_a_protocol_error()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.ArriveMessage("cmd/1", qos: 2, packetId: 3);
        bench.Step();
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
        Assert.Empty(bench.Listener.Messages);
    }

    [Fact]
    public void A_retained_message_may_come_before_the_suback()
    {
        SessionBench bench = new();
        bench.Wire.Mute.Add(MqttKind.SubAck);
        bench.Run(100);
        bench.Wire.ArriveMessage("state");
        bench.Wire.Arrive(MqttKind.SubAck, bench.Wire.LastPacketId, 1);
        bench.Step();
        Assert.Single(bench.Listener.Messages);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void A_step_handles_a_bounded_number_of_packets_and_is_due_again_at_once()
    {
        SessionBench bench = new SessionBench().Online();
        for (int i = 0; i < MqttSession.PacketsPerStep + 1; i++)
        {
            bench.Wire.ArriveMessage("cmd/1");
        }

        Assert.Equal(0, bench.Step());
        Assert.Equal(MqttSession.PacketsPerStep, bench.Listener.Messages.Count);
        Assert.NotEqual(0, bench.Step());
        Assert.Equal(MqttSession.PacketsPerStep + 1, bench.Listener.Messages.Count);
    }

    [Theory]
    [InlineData(MqttKind.ConnAck)]
    [InlineData(MqttKind.SubAck)]
    [InlineData(MqttKind.PubAck)]
    [InlineData(MqttKind.PingResp)]
    [InlineData((MqttKind)12)]
    public void A_packet_that_nobody_asked_for_is_a_protocol_error(MqttKind kind)
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.Arrive(kind, 1);
        bench.Step();
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
    }

    [Theory]
    [InlineData(MqttKind.Publish)]
    [InlineData(MqttKind.SubAck)]
    [InlineData(MqttKind.PubAck)]
    [InlineData(MqttKind.PingResp)]
    public void Only_a_connack_may_come_first(MqttKind kind)
    {
        SessionBench bench = new();
        bench.Wire.Mute.Add(MqttKind.ConnAck);
        bench.Step();
        bench.Wire.Arrive(kind, 1);
        bench.Step();
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
    }

    [Fact]
    public void A_suback_or_puback_with_another_identifier_is_a_protocol_error()
    {
        SessionBench subscribing = new();
        subscribing.Wire.Mute.Add(MqttKind.SubAck);
        subscribing.Run(50);
        subscribing.Wire.Arrive(MqttKind.SubAck, subscribing.Wire.LastPacketId + 1, 1);
        subscribing.Step();
        Assert.Equal([MqttFault.ProtocolError], subscribing.Listener.Offline);

        SessionBench publishing = new SessionBench().Online();
        publishing.Wire.Mute.Add(MqttKind.PubAck);
        publishing.PublishConfirmed("a");
        publishing.Wire.Arrive(MqttKind.PubAck, publishing.Wire.LastPacketId + 1);
        publishing.Step();
        Assert.Equal([MqttFault.ProtocolError], publishing.Listener.Offline);
    }

    [Fact]
    public void A_command_that_comes_while_closing_is_neither_acknowledged_nor_handed_on()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("death");
        bench.Session.Stop(bench.NowMs);
        bench.Wire.ArriveMessage("cmd/1", qos: 1, packetId: 4);
        bench.Step();
        Assert.Equal(["PUBLISH1 death"], bench.Wire.Sent);
        Assert.Empty(bench.Listener.Messages);
        Assert.Equal(MqttState.Closing, bench.Session.State);
    }

    [Fact]
    public void What_arrived_before_the_end_is_still_handed_on()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.ArriveMessage("cmd/1");
        bench.Wire.Fail(MqttFault.PacketTooLarge);
        bench.Step();
        Assert.Single(bench.Listener.Messages);
        Assert.Equal([MqttFault.PacketTooLarge], bench.Listener.Offline);
    }
}
