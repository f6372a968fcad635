namespace FieldNode.Mqtt.Tests;

/// <summary>The ends that the node itself chooses: stop and drop.</summary>
public sealed class MqttSessionStopTests
{
    [Fact]
    public void A_stop_sends_disconnect_and_nothing_connects_until_start()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Session.Stop(bench.NowMs);
        Assert.Equal(["DISCONNECT"], bench.Broker.Sent);
        Assert.Equal([MqttFault.ClosedByUs], bench.Listener.Offline);
        bench.Run(600_000);
        Assert.Equal(1, bench.Wire.Opens);

        bench.Session.Start();
        bench.Run(100);
        Assert.Equal(MqttState.Online, bench.Session.State);
        Assert.Equal(1, bench.Session.Reconnects);
    }

    [Fact]
    public void A_stop_waits_for_the_puback_of_a_confirmed_publish()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("death");
        bench.Session.Stop(bench.NowMs);
        bench.Run(1000);
        Assert.Equal(MqttState.Closing, bench.Session.State);
        Assert.Equal(["PUBLISH1 death"], bench.Broker.Sent);
        Assert.Equal(MqttFault.NotOpen, bench.Publish("late"));

        bench.Wire.Arrive(MqttKind.PubAck, bench.Broker.LastPacketId);
        bench.Step();
        Assert.Equal(["PUBLISH1 death", "DISCONNECT"], bench.Broker.Sent);
        Assert.Equal([MqttFault.ClosedByUs], bench.Listener.Offline);
    }

    [Fact]
    public void A_stop_whose_puback_does_not_come_disconnects_all_the_same()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("death");
        bench.Session.Stop(bench.NowMs);
        bench.Run(5100);
        Assert.Equal(["PUBLISH1 death", "DISCONNECT"], bench.Broker.Sent);
        Assert.Equal([MqttFault.ClosedByUs], bench.Listener.Offline);
    }

    [Fact]
    public void A_stop_before_the_connack_takes_the_will_back()
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(MqttKind.ConnAck);
        bench.Run(100);
        bench.Session.Stop(bench.NowMs);
        Assert.Equal("DISCONNECT", bench.Broker.Sent.Last());
        Assert.Equal([MqttFault.ClosedByUs], bench.Listener.Offline);
        Assert.Equal(0, bench.Session.AttemptsFailed);
    }

    [Fact]
    public void A_stop_while_offline_tells_nothing_and_only_keeps_it_so()
    {
        SessionBench bench = new();
        bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        bench.Step();
        bench.Session.Stop(bench.NowMs);
        bench.Run(60_000);
        Assert.Equal([MqttFault.Unreachable], bench.Listener.Offline);
        Assert.Equal(1, bench.Wire.Opens);
    }

    [Fact]
    public void A_connection_lost_while_closing_ends_as_lost_and_stays_stopped()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Broker.Mute.Add(MqttKind.PubAck);
        bench.PublishConfirmed("death");
        bench.Session.Stop(bench.NowMs);
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Run(60_000);
        Assert.Equal([MqttFault.ConnectionLost], bench.Listener.Offline);
        Assert.Equal(1, bench.Wire.Opens);
    }

    [Fact]
    public void A_drop_sends_no_disconnect_and_the_back_off_applies()
    {
        SessionBench bench = new SessionBench().Online();
        bench.Session.Drop(MqttFault.ClosedByUs, bench.NowMs);
        Assert.Empty(bench.Broker.Sent);
        Assert.Equal([MqttFault.ClosedByUs], bench.Listener.Offline);
        bench.Session.Drop(MqttFault.ClosedByUs, bench.NowMs);
        Assert.Single(bench.Listener.Offline);
        Assert.InRange(bench.MsUntilNextOpen(), 1000, 2000);
    }

    [Theory]
    [InlineData("online")]
    [InlineData("message")]
    [InlineData("receipt")]
    public void Drop_and_stop_may_be_called_from_each_callback(string callback)
    {
        foreach (bool drop in (bool[])[true, false])
        {
            SessionBench bench = new();
            bench.Listener.During = name =>
            {
                if (name == callback && drop)
                {
                    bench.Session.Drop(MqttFault.ProtocolError, bench.NowMs);
                }
                else if (name == callback)
                {
                    bench.Session.Stop(bench.NowMs);
                }
            };
            bench.Run(50);
            if (bench.Session.State == MqttState.Online)
            {
                bench.Wire.ArriveMessage("cmd/1", qos: 1, packetId: 5);
                bench.Session.RequestReceipt();
                bench.Run(50);
            }

            Assert.Equal([drop ? MqttFault.ProtocolError : MqttFault.ClosedByUs], bench.Listener.Offline);
            Assert.Equal(MqttState.Offline, bench.Session.State);
        }
    }
}
