namespace FieldNode.Mqtt.Tests;

/// <summary>The life of a session: connect, time-outs, back-off.</summary>
public sealed class MqttSessionTests
{
    [Fact]
    public void It_connects_with_the_listeners_will_then_subscribes_then_is_online()
    {
        SessionBench bench = new();
        bench.Step();
        Assert.Equal(MqttState.WaitConnAck, bench.Session.State);
        bench.Step();
        Assert.Equal(MqttState.Online, bench.Session.State);
        Assert.Equal(["CONNECT", "SUBSCRIBE cmd/# state"], bench.Broker.Sent);
        Assert.Equal([0x58, 0x00, 0xFF, 0x80], bench.Broker.Will);
        Assert.Equal(1, bench.Listener.Online);
        Assert.Equal(0, bench.Session.Reconnects);
    }

    [Fact]
    public void Without_filters_it_is_online_with_the_connack()
    {
        SessionBench bench = new(o => o.Filters = null);
        bench.Online();
        Assert.Equal(1, bench.Listener.Online);
    }

    [Fact]
    public void A_listener_without_a_will_is_asked_again_in_250_ms()
    {
        SessionBench bench = new();
        bench.Listener.Will = [];
        bench.Run(1000);
        Assert.Equal(5, bench.Listener.Connecting);
        Assert.Equal(0, bench.Wire.Opens);

        bench.Listener.Will = [7];
        bench.Run(300);
        Assert.Equal([7], bench.Broker.Will);
    }

    [Fact]
    public void A_listener_that_has_no_will_for_a_fault_is_asked_again_after_growing_waits_and_the_fault_is_told()
    {
        SessionBench bench = new();
        bench.Listener.NoWillFor = MqttFault.StoreFailed;
        bench.Run(3_600_000);
        Assert.Equal((0, MqttFault.StoreFailed), (bench.Wire.Opens, bench.Session.LastFault));
        Assert.InRange(bench.Listener.Asked.Count, 10, 80); // four a second would be 14,400
        Assert.All(bench.Listener.Offline, fault => Assert.Equal(MqttFault.StoreFailed, fault));
        Assert.Equal(bench.Listener.Asked.Count, bench.Session.AttemptsFailed);

        bench.Listener.NoWillFor = MqttFault.None;
        bench.Run(bench.Options.BackoffMaxMs + 1000);
        Assert.Equal(1, bench.Listener.Online);
    }

    [Fact]
    public void Each_wait_for_an_attempt_is_told_once_with_the_time_that_it_takes()
    {
        SessionBench bench = new();
        for (int i = 0; i < 3; i++)
        {
            bench.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
        }

        bench.Run(60_000);
        Assert.Equal(3, bench.Listener.Waits.Count);
        for (int i = 0; i < 3; i++)
        {
            (int waitMs, long nowMs) = bench.Listener.Waits[i];
            Assert.Equal(UtcOf(nowMs + waitMs), bench.Listener.Asked[i + 1].UtcMs);
        }

        long UtcOf(long ms) => SessionBench.UtcMs + ms;
    }

    [Fact]
    public void A_will_is_used_up_by_a_connect_packet_not_by_a_failed_open()
    {
        SessionBench bench = new();
        bench.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
        bench.Wire.OpenFaults.Enqueue(MqttFault.TlsUntrusted);
        bench.Run(10_000);
        Assert.Equal(3, bench.Wire.Opens);
        Assert.Equal(1, bench.Listener.Connecting);
        Assert.Equal([MqttFault.ConnectionRefused, MqttFault.TlsUntrusted], bench.Listener.Offline);

        bench.Session.Drop(MqttFault.NoPingResp, bench.NowMs);
        bench.Run(10_000);
        Assert.Equal(2, bench.Listener.Connecting);
        Assert.Equal(2, bench.Listener.Online);
    }

    [Fact]
    public void Each_attempt_asks_for_the_same_will_with_its_own_time_until_a_connect_packet_carried_it()
    {
        SessionBench bench = new();
        bench.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
        bench.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
        bench.Run(10_000);
        Assert.Equal([false, true, true], bench.Listener.Asked.Select(one => one.Again));
        Assert.Equal(3, bench.Listener.Asked.Select(one => one.UtcMs).Distinct().Count());

        bench.Session.Drop(MqttFault.NoPingResp, bench.NowMs);
        bench.Run(10_000);
        Assert.Equal([false, true, true, false], bench.Listener.Asked.Select(one => one.Again));
    }

    [Fact]
    public void A_listener_that_does_not_want_to_connect_any_more_is_heard_at_each_attempt_and_the_will_is_kept()
    {
        SessionBench bench = new();
        bench.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
        bench.Step();
        bench.Listener.Will = []; // the clock was lost
        bench.Run(20_000);
        Assert.Equal(1, bench.Wire.Opens);
        bench.Listener.Will = [9];
        bench.Run(1000);
        Assert.Equal(1, bench.Listener.Connecting);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void While_the_wire_is_not_ready_nothing_is_tried_and_the_back_off_does_not_grow()
    {
        SessionBench bench = new();
        bench.Wire.IsReady = false;
        bench.Run(3_600_000);
        Assert.Equal((0, 0, 0), (bench.Wire.Opens, bench.Session.ConnectAttempts, bench.Listener.Connecting));

        bench.Wire.IsReady = true;
        bench.Run(300);
        Assert.Equal(MqttState.Online, bench.Session.State);
    }

    [Fact]
    public void A_session_that_is_lost_is_no_attempt_that_failed()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Step();
        Assert.Equal(0, bench.Session.AttemptsFailed);
        bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        bench.Run(10_000);
        Assert.Equal(1, bench.Session.AttemptsFailed);
    }

    [Theory]
    [InlineData(1, MqttFault.RefusedVersion)]
    [InlineData(2, MqttFault.RefusedClientId)]
    [InlineData(3, MqttFault.RefusedUnavailable)]
    [InlineData(4, MqttFault.RefusedCredentials)]
    [InlineData(5, MqttFault.RefusedNotAuthorized)]
    [InlineData(6, MqttFault.ProtocolError)]
    public void A_connack_that_refuses_is_named(int code, MqttFault fault)
    {
        SessionBench bench = new();
        bench.Broker.ConnAckCode = code;
        bench.Run(100);
        Assert.Equal([fault], bench.Listener.Offline);
        Assert.Equal(fault, bench.Session.LastFault);
        Assert.Equal(1, bench.Session.AttemptsFailed);
        Assert.False(bench.Wire.IsOpen);
    }

    [Fact]
    public void A_subscription_that_is_refused_ends_the_session()
    {
        SessionBench bench = new();
        bench.Broker.SubAckCode = 0x80;
        bench.Run(100);
        Assert.Equal([MqttFault.SubscribeRefused], bench.Listener.Offline);
        Assert.Equal(0, bench.Listener.Online);
    }

    [Theory]
    [InlineData(MqttKind.ConnAck, MqttFault.NoConnAck)]
    [InlineData(MqttKind.SubAck, MqttFault.NoSubAck)]
    public void An_answer_that_does_not_come_ends_the_attempt_in_its_time(MqttKind missing, MqttFault fault)
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(missing);
        bench.Run(9900);
        Assert.Empty(bench.Listener.Offline);
        bench.Run(200);
        Assert.Equal([fault], bench.Listener.Offline);
    }

    [Fact]
    public void Time_spent_in_open_counts_as_blind_and_makes_nothing_time_out()
    {
        SessionBench bench = new();
        bench.Wire.WhileOpening = () => bench.NowMs += 60_000;
        bench.Online();
        Assert.Empty(bench.Listener.Offline);
        Assert.Equal(60_000, bench.Session.BlindMs);
    }

    [Fact]
    public void The_wait_for_the_connack_starts_after_open()
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(MqttKind.ConnAck);
        bench.Wire.WhileOpening = () => bench.NowMs += 60_000;
        bench.Step();
        bench.Run(9900);
        Assert.Empty(bench.Listener.Offline);
        bench.Run(200);
        Assert.Equal([MqttFault.NoConnAck], bench.Listener.Offline);
    }

    [Fact]
    public void The_back_off_starts_after_an_open_that_took_longer_than_itself()
    {
        SessionBench bench = new();
        bench.Wire.WhileOpening = () => bench.NowMs += 30_000;
        bench.Wire.OpenFaults.Enqueue(MqttFault.TlsTimeout);
        bench.Step();
        Assert.InRange(bench.MsUntilNextOpen() - 30_000, 1000, 2000);
    }

    [Fact]
    public void The_back_off_grows_from_1_s_to_5_min_while_attempts_fail()
    {
        SessionBench bench = new();
        for (int i = 0; i < 14; i++)
        {
            bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        }

        bench.Step();
        foreach (int stepMs in (int[])[2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000])
        {
            Assert.InRange(bench.MsUntilNextOpen(), stepMs / 2, stepMs);
        }

        Assert.Equal(11, bench.Session.ConnectAttempts);
        Assert.Equal(11, bench.Session.AttemptsFailed);
    }

    [Fact]
    public void A_broker_that_throws_us_out_after_each_connect_is_not_hammered()
    {
        SessionBench bench = new();
        long lastMs = 0;
        for (int i = 0; i < 9; i++)
        {
            bench.Run(100);
            Assert.Equal(MqttState.Online, bench.Session.State);
            bench.Wire.Fail(MqttFault.ClosedByBroker);
            bench.Step();
            lastMs = bench.MsUntilNextOpen();
        }

        Assert.InRange(lastMs, 150_000, 300_000);
        Assert.Equal(8, bench.Session.Reconnects);
    }

    [Fact]
    public void A_session_that_was_online_for_half_a_minute_makes_the_back_off_short_again()
    {
        SessionBench bench = new();
        for (int i = 0; i < 6; i++)
        {
            bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        }

        bench.Run(300_000);
        Assert.Equal(MqttState.Online, bench.Session.State);
        bench.Run(MqttSession.StableMs);
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Step();
        Assert.InRange(bench.MsUntilNextOpen(), 1000, 2000);
    }
}
