namespace FieldNode.Mqtt.Tests;

/// <summary>Publishing, the keep-alive and its receipts.</summary>
public sealed class MqttSessionOutboundTests
{
    [Fact]
    public void Publishing_needs_a_session()
    {
        SessionBench bench = new();
        Assert.Equal(MqttFault.NotOpen, bench.Publish("a"));
        bench.Step();
        Assert.Equal(MqttFault.NotOpen, bench.PublishConfirmed("a"));
        Assert.False(bench.Session.ConfirmPending);
        Assert.Equal(0, bench.Session.MessagesPublished);
    }

    [Fact]
    public void One_confirmed_publish_is_in_flight_at_a_time()
    {
        SessionBench bench = new SessionBench().Online();
        Assert.Equal(MqttFault.None, bench.PublishConfirmed("a"));
        Assert.True(bench.Session.ConfirmPending);
        Assert.Equal(MqttFault.Busy, bench.PublishConfirmed("b"));
        bench.Step();
        Assert.False(bench.Session.ConfirmPending);
        Assert.Equal(MqttFault.None, bench.PublishConfirmed("c"));
        Assert.Equal(["PUBLISH1 a", "PUBLISH1 c"], bench.Broker.Sent);
        Assert.Equal(2, bench.Session.MessagesPublished);
    }

    [Fact]
    public void A_puback_that_does_not_come_ends_the_session()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("a");
        bench.Run(4900);
        Assert.Empty(bench.Listener.Offline);
        bench.Run(200);
        Assert.Equal([MqttFault.NoPubAck], bench.Listener.Offline);
        Assert.False(bench.Session.ConfirmPending);
    }

    [Fact]
    public void A_publish_that_fails_ends_the_session_in_the_next_step_not_within_the_call()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.NextSendFault = MqttFault.SendTimeout;
        Assert.Equal(MqttFault.SendTimeout, bench.Publish("a"));
        Assert.Equal(MqttFault.SendTimeout, bench.Publish("b"));
        Assert.Empty(bench.Listener.Offline);
        bench.Step();
        Assert.Equal([MqttFault.SendTimeout], bench.Listener.Offline);
        Assert.Empty(bench.Broker.Sent);
    }

    [Fact]
    public void Packet_identifiers_go_from_1_to_65535_and_never_are_0()
    {
        SessionBench bench = new(o => o.Filters = null);
        bench.Online();
        for (int i = 1; i <= 65_537; i++)
        {
            bench.PublishConfirmed("a");
            Assert.Equal(i > 65_535 ? i - 65_535 : i, bench.Broker.LastPacketId);
            bench.Step();
            bench.Broker.Clear();
        }
    }

    [Fact]
    public void Pings_go_out_every_half_keep_alive_whether_or_not_something_is_published()
    {
        SessionBench bench = new SessionBench().Online();
        for (int second = 0; second < 61; second++)
        {
            bench.Publish("a");
            bench.Run(1000);
        }

        Assert.Equal(4, bench.Broker.Sent.Count(packet => packet == "PINGREQ"));
        Assert.Empty(bench.Listener.Offline);
    }

    [Fact]
    public void A_half_open_link_is_found_while_publishes_flow()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        long fromMs = bench.NowMs;
        while (bench.Listener.Offline.Count == 0)
        {
            Assert.Equal(MqttFault.None, bench.Publish("a"));
            bench.Run(100);
        }

        Assert.Equal([MqttFault.NoPingResp], bench.Listener.Offline);
        Assert.InRange(bench.NowMs - fromMs, 24_000, 25_500);
    }

    [Fact]
    public void A_receipt_tells_what_was_published_before_its_ping()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Publish("a");
        bench.Publish("b");
        bench.Session.RequestReceipt();
        long pingMs = bench.NowMs;
        bench.Step();
        bench.Publish("c");
        bench.NowMs += 40;
        bench.Wire.Arrive(MqttKind.PingResp);
        bench.Step();
        Assert.Equal([(pingMs, pingMs + 40)], bench.Listener.Receipts);
        Assert.Equal(2, bench.Session.ReceiptCovers);
        Assert.Equal(40, bench.Session.PingRttMs);
        Assert.Equal(40, bench.Session.PingRttMaxMs);
    }

    [Fact]
    public void A_receipt_wanted_while_a_ping_is_outstanding_gets_a_ping_of_its_own()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Session.RequestReceipt();
        bench.Run(100);
        bench.Publish("a");
        bench.Session.RequestReceipt();
        bench.Session.RequestReceipt();
        bench.Run(100);
        Assert.Equal(["PINGREQ", "PUBLISH0 a"], bench.Broker.Sent);

        bench.Wire.Arrive(MqttKind.PingResp);
        bench.Run(100);
        Assert.Equal(["PINGREQ", "PUBLISH0 a", "PINGREQ"], bench.Broker.Sent);
        Assert.Single(bench.Listener.Receipts);
        Assert.Equal(0, bench.Session.ReceiptCovers);

        bench.Wire.Arrive(MqttKind.PingResp);
        bench.Run(100);
        Assert.Equal(2, bench.Listener.Receipts.Count);
        Assert.Equal(1, bench.Session.ReceiptCovers);
        Assert.Equal(2, bench.Session.PingsSent);
    }

    [Fact]
    public void A_receipt_wanted_in_one_session_is_forgotten_with_it()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Session.RequestReceipt();
        bench.Step();
        bench.Session.RequestReceipt();
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Run(5000);
        Assert.Equal(MqttState.Online, bench.Session.State);
        Assert.Single(bench.Broker.Sent, packet => packet == "PINGREQ");
    }

    [Fact]
    public void An_answer_that_waits_on_the_wire_after_a_standstill_is_no_time_out()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Session.RequestReceipt();
        bench.Step();
        bench.PublishConfirmed("a");
        bench.Step();
        for (int i = 0; i < 20; i++)
        {
            bench.Wire.ArriveMessage("cmd/1");
        }

        bench.Session.RequestReceipt();
        bench.PublishConfirmed("b");
        bench.NowMs += 3_600_000;
        bench.Run(1000);
        Assert.Empty(bench.Listener.Offline);
        Assert.Equal(20, bench.Listener.Messages.Count);
    }

    [Fact]
    public void The_first_step_after_a_standstill_only_listens()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Session.RequestReceipt();
        bench.Run(100);
        bench.NowMs += 60_000;
        bench.Step();
        Assert.Empty(bench.Listener.Offline);
        bench.NowMs += 20;
        bench.Step();
        Assert.Equal([MqttFault.NoPingResp], bench.Listener.Offline);
    }

    [Fact]
    public void A_loop_that_steps_only_every_few_seconds_still_gets_its_time_outs()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PingResp);
        bench.Session.RequestReceipt();
        for (int i = 0; i < 5; i++)
        {
            bench.Step();
            bench.NowMs += 4000;
        }

        Assert.Equal([MqttFault.NoPingResp], bench.Listener.Offline);
    }

    [Fact]
    public void Stepping_and_publishing_allocate_nothing()
    {
        SimWire wire = new(new SimBroker { IsRecording = false });
        RecordingListener listener = new();
        listener.Receipts.Capacity = 100;
        MqttSession session = new(wire, listener, new MqttOptions { Servers = [new MqttBroker { Host = "h" }], ClientId = "c", WillTopic = "w" });
        byte[] payload = new byte[100];
        long nowMs = 0;
        for (; nowMs < 1000; nowMs += 10)
        {
            session.Step(nowMs, nowMs);
        }

        Assert.Equal(MqttState.Online, session.State);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (; nowMs < 101_000; nowMs += 10)
        {
            session.Step(nowMs, nowMs);
            session.Publish("topic", payload, 0, 100);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.Equal(10_000, session.MessagesPublished);
    }
}
