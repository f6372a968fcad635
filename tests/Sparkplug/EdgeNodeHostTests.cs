using System.Text;
using FieldNode.Mqtt;

namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeNodeHostTests
{
    private const string Topic = "spBv1.0/STATE/SCADA";
    private const string NBirth = "spBv1.0/Plant/NBIRTH/N1";

    [Fact]
    public void It_subscribes_to_the_hosts_STATE_and_is_not_born_before_it_comes()
    {
        Rig rig = New().Born();
        Assert.Contains($"SUBSCRIBE spBv1.0/Plant/NCMD/N1 spBv1.0/Plant/DCMD/N1/# {Topic}", rig.Broker.Sent);
        rig.Step(100);
        Assert.Empty(rig.Topics);
        Assert.Equal((EdgeState.AwaitHost, false), (rig.Edge.State, rig.Edge.IsHostReachable));
    }

    [Fact]
    public void Births_follow_an_online_STATE_after_a_random_delay()
    {
        Rig rig = New(delayMs: 1000).Born();
        State(rig, true, Rig.Utc0);
        Assert.Equal(EdgeState.AwaitTurn, rig.Edge.State);
        rig.Step(105);
        Assert.Equal(NBirth, rig.Topics[0]);
        Assert.True(rig.Edge.IsHostReachable);
    }

    [Fact]
    public void The_delays_of_many_nodes_are_spread()
    {
        int[] steps = [.. Enumerable.Range(1, 50).Select(seed =>
        {
            Rig rig = New(delayMs: 1000, seed: (uint)seed * 2654435761).Born();
            State(rig, true, Rig.Utc0);
            int waited = 0;
            for (; rig.Topics.Length == 0; waited++)
            {
                rig.Step();
            }
            return waited;
        })];
        Assert.InRange(steps.Distinct().Count(), 20, 50);
        Assert.InRange(steps.Max(), 70, 101);
    }

    [Fact]
    public void A_retained_STATE_that_comes_ahead_of_SUBACK_counts()
    {
        Rig rig = New();
        rig.Broker.Publish(Topic, Text(true, Rig.Utc0), retain: true);
        rig.Born().Step(10);
        Assert.Equal(NBirth, rig.Topics[0]);
    }

    [Fact]
    public void When_the_host_goes_offline_the_node_publishes_NDEATH_disconnects_and_comes_back_to_wait()
    {
        Rig rig = New().Born();
        State(rig, true, Rig.Utc0);
        rig.Step(5);
        rig.Broker.Clear();
        State(rig, false, Rig.Utc0 + 1);
        rig.Step(20);
        Assert.Equal(["PUBLISH1 spBv1.0/Plant/NDEATH/N1", "DISCONNECT", "CONNECT"], rig.Broker.Sent.Where(p => !p.StartsWith("SUBSCRIBE", StringComparison.Ordinal)));
        Assert.Equal(EdgeState.AwaitHost, rig.Edge.State);
        State(rig, true, Rig.Utc0); // older than the offline
        rig.Step(20);
        Assert.DoesNotContain(NBirth, rig.Topics);
        State(rig, true, Rig.Utc0 + 2);
        rig.Step(5);
        Assert.Contains(NBirth, rig.Topics);
    }

    [Fact]
    public void An_old_offline_and_another_hosts_STATE_change_nothing()
    {
        Rig rig = New().Born();
        State(rig, true, Rig.Utc0);
        rig.Step(5);
        State(rig, false, Rig.Utc0 - 1);
        rig.Broker.Publish("spBv1.0/STATE/OTHER", Text(false, Rig.Utc0 + 5));
        rig.Step(20);
        Assert.Equal(EdgeState.Born, rig.Edge.State);
        Assert.Equal(0, rig.Broker.Count(SimPacketKind.Disconnect));
    }

    [Fact]
    public void With_several_servers_it_goes_to_the_next_where_the_host_is_offline_and_then_waits_at_each()
    {
        Rig rig = New(servers: 3).Born();
        rig.Broker.Publish(Topic, Text(false, Rig.Utc0), retain: true);
        rig.Step(50);
        Assert.Equal(3, rig.Broker.Count(SimPacketKind.Connect)); // all three were asked at once
        rig.Step(2900);
        Assert.Equal(3, rig.Broker.Count(SimPacketKind.Connect)); // and now it stays for its 30 s
        rig.Step(200);
        Assert.InRange(rig.Broker.Count(SimPacketKind.Connect), 4, 6);
        Assert.Empty(rig.Topics);
    }

    [Fact]
    public void A_server_without_any_STATE_is_left_after_the_wait()
    {
        Rig rig = New(servers: 2).Born();
        rig.Step(2950);
        Assert.Equal(0, rig.Session.Server);
        rig.Step(100);
        Assert.Equal(1, rig.Session.Server);
    }

    [Fact]
    public void A_command_to_the_next_server_ends_the_session_with_NDEATH()
    {
        var rig = new Rig(options: new SparkplugOptions { Group = "Plant", Node = "N1", Servers = 2 }).Born();
        rig.Edge.GoToNextServer(rig.Now, rig.Utc);
        rig.Step(10);
        Assert.Equal(1, rig.Session.Server);
        Assert.Equal(2, rig.Topics.Count(t => t == NBirth));
        Assert.Contains("PUBLISH1 spBv1.0/Plant/NDEATH/N1", rig.Broker.Sent);
    }

    [Fact]
    public void STATE_messages_that_are_broken_huge_or_from_the_future_are_counted_and_the_session_lives()
    {
        Rig rig = New().Born();
        State(rig, true, Rig.Utc0);
        rig.Step(5);
        foreach (byte[] payload in (byte[][])[[], [0xFF], Encoding.UTF8.GetBytes("OFFLINE"), new byte[2000], Text(false, Rig.Utc0 + 3_600_000)])
        {
            rig.Broker.Publish(Topic, payload);
        }

        rig.Step(5);
        Assert.Equal((5, EdgeState.Born), (rig.Edge.Host.Refused, rig.Edge.State));
        Assert.Equal(MqttState.Online, rig.Session.State);
    }

    private static Rig New(int servers = 1, int delayMs = 0, uint seed = 1) => new(options: new SparkplugOptions
    {
        Group = "Plant", Node = "N1", PrimaryHost = "SCADA", Servers = servers, BirthDelayMaxMs = delayMs, DelaySeed = seed,
    });

    private static void State(Rig rig, bool online, long timestampMs)
    {
        rig.Broker.Publish(Topic, Text(online, timestampMs));
        rig.Step(2);
    }

    private static byte[] Text(bool online, long timestampMs) =>
        Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{timestampMs}}}""");
}
