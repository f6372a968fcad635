namespace FieldNode.Mqtt.Tests;

/// <summary>What arrives, and what it means in each state.</summary>
public sealed class MqttSessionInboundTests
{
    [Fact]
    public void A_message_of_qos_1_is_acknowledged_before_it_is_handed_on()
    {
        SessionBench bench = new SessionBench().Online();
        string sentBefore = "";
        bench.Listener.During = _ => sentBefore = string.Join(' ', bench.Broker.Sent);
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
        Assert.Empty(bench.Broker.Sent);
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
        bench.Broker.Mute.Add(MqttKind.SubAck);
        bench.Run(100);
        bench.Wire.ArriveMessage("state");
        bench.Wire.Arrive(MqttKind.SubAck, bench.Broker.LastPacketId, 1);
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
        bench.Broker.Mute.Add(MqttKind.ConnAck);
        bench.Step();
        bench.Wire.Arrive(kind, 1);
        bench.Step();
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_suback_owes_one_code_for_each_filter(int codes)
    {
        SessionBench bench = new();
        bench.Broker.SubAckCodes = codes;
        bench.Run(100);
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
        Assert.Equal(0, bench.Listener.Online);
    }

    [Theory]
    [InlineData(0, 0, new string[0])]
    [InlineData(1, 77, new[] { "PUBACK 77" })]
    public void An_overlong_message_is_acknowledged_and_told_and_the_session_goes_on(int qos, int id, string[] sent)
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.ArriveOverlong(1 << 20, qos, id, retain: true);
        bench.Wire.ArriveMessage("cmd/x");
        bench.Step();
        Assert.Equal(sent, bench.Broker.Sent);
        Assert.Equal([(1 << 20, true)], bench.Listener.Overlong);
        Assert.Single(bench.Listener.Messages);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void A_retained_overlong_message_may_come_before_the_suback_and_makes_it_late()
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(MqttKind.SubAck);
        bench.Run(50);
        for (int s = 0; s < 60; s++)
        {
            bench.Wire.ArriveSkipping();
            bench.Run(1000);
        }

        bench.Wire.ArriveOverlong(100000, 1, 5, retain: true);
        bench.Wire.Arrive(MqttKind.SubAck, bench.Broker.LastPacketId, 1);
        bench.Run(100);
        Assert.Empty(bench.Listener.Offline);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void While_an_overlong_message_goes_by_what_waits_behind_it_is_not_late_and_when_it_stops_it_is()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("a");
        bench.Session.RequestReceipt();
        for (int s = 0; s < 60; s++)
        {
            bench.Wire.ArriveSkipping();
            bench.Run(1000);
        }

        Assert.Empty(bench.Listener.Offline);
        bench.Run(bench.Options.PingTimeoutMs + 100);
        Assert.Equal([MqttFault.NoPubAck], bench.Listener.Offline);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 77)]
    public void The_beginning_of_an_overlong_message_is_told_before_its_end_and_acknowledged_with_it(int qos, int id)
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.InboundMax = 1000;
        byte[] payload = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)];
        List<string> told = [];
        bench.Listener.During = what => told.Add(what + bench.Broker.Count(SimPacketKind.PubAck));
        bench.Wire.ArrivePublish(new SimInbound { Kind = MqttKind.Publish, Topic = "cmd/ö", Payload = payload, Qos = qos, PacketId = id, Retain = true });
        bench.Step();
        (string topic, byte[] there, int count, bool retain) = Assert.Single(bench.Listener.Beginnings);
        Assert.Equal(("cmd/ö", 2000, true), (topic, count, retain));
        Assert.Equal(payload[..(OverlongPublish.BeginningBytes - 8 - (2 * qos))], there);
        Assert.Equal(["overlong begins0", "overlong" + qos], told);
    }

    [Theory]
    [InlineData(0, 5, 0)]     // the topic has no end in what is there
    [InlineData(2, 0, 0)]     // and neither has the identifier
    [InlineData(3, 0, 1)]
    public void A_beginning_without_a_byte_of_payload_is_not_told(int more, int topicBytes, int told)
    {
        SessionBench bench = new SessionBench().Online();
        byte[] beginning = [0, (byte)(topicBytes + 1), (byte)'t', .. new byte[more]];
        bench.Wire.Arrive(new SimInbound { Kind = MqttKind.OverlongBegins, Qos = 1, PacketId = 1, Payload = beginning, Code = beginning.Length, Length = 70_000 });
        bench.Step();
        Assert.Equal(told, bench.Listener.Beginnings.Count);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void Other_filters_count_from_the_next_session_on_and_not_within_one()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Session.UseFilters(["a"]);
        bench.Session.Drop(MqttFault.ConnectionLost, bench.NowMs);
        bench.Run(3000);
        Assert.DoesNotContain("SUBSCRIBE a", bench.Broker.Sent);
        bench.Session.Drop(MqttFault.ConnectionLost, bench.NowMs);
        bench.Session.UseFilters(["a"]);
        bench.Run(5000);
        Assert.Contains("SUBSCRIBE a", bench.Broker.Sent);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Theory]
    [InlineData(MqttKind.OverlongBegins)]
    [InlineData(MqttKind.Overlong)]
    [InlineData(MqttKind.Skipping)]
    public void Nor_may_an_overlong_message_come_before_the_connack(MqttKind kind)
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(MqttKind.ConnAck);
        bench.Step();
        bench.Wire.Arrive(kind, 1);
        bench.Step();
        Assert.Equal([MqttFault.ProtocolError], bench.Listener.Offline);
    }

    [Fact]
    public void A_suback_or_puback_with_another_identifier_is_a_protocol_error()
    {
        SessionBench subscribing = new();
        subscribing.Broker.Mute.Add(MqttKind.SubAck);
        subscribing.Run(50);
        subscribing.Wire.Arrive(MqttKind.SubAck, subscribing.Broker.LastPacketId + 1, 1);
        subscribing.Step();
        Assert.Equal([MqttFault.ProtocolError], subscribing.Listener.Offline);

        SessionBench publishing = new SessionBench().Online();
        publishing.Broker.Mute.Add(MqttKind.PubAck);
        publishing.PublishConfirmed("a");
        publishing.Wire.Arrive(MqttKind.PubAck, publishing.Broker.LastPacketId + 1);
        publishing.Step();
        Assert.Equal([MqttFault.ProtocolError], publishing.Listener.Offline);
    }

    [Fact]
    public void A_command_that_comes_while_closing_is_neither_acknowledged_nor_handed_on()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("death");
        bench.Session.Stop(bench.NowMs);
        bench.Wire.ArriveMessage("cmd/1", qos: 1, packetId: 4);
        bench.Step();
        Assert.Equal(["PUBLISH1 death"], bench.Broker.Sent);
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
