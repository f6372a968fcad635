namespace FieldNode.Mqtt.Tests;

/// <summary>Which of several servers is tried next, and when.</summary>
public sealed class ServerWalkTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void Of_servers_that_may_all_be_tried_now_the_next_of_the_list_is_tried()
    {
        ServerWalk walk = new(3, new Backoff(1000, 300_000, 1, 3));
        Assert.Equal((0, 1), (walk.Next(wasHad: false, 0), walk.Current));
        Assert.Equal((0, 2), (walk.Next(wasHad: false, 10), walk.Current));
        walk.MoveOn(); // its host is not there
        Assert.Equal(0, walk.Current);
        // 1 was tried once, long ago, and 2 never failed: who is due first since when is no matter.
        Assert.Equal((0, 1), (walk.Next(wasHad: false, 60_000), walk.Current));
    }

    [Fact]
    public void A_server_that_cannot_be_had_is_not_tried_again_before_its_wait()
    {
        ServerWalk walk = new(2, new Backoff(1000, 300_000, 1, 2));
        walk.Next(wasHad: false, 0);
        int waitMs = walk.Next(wasHad: false, 100);
        Assert.Equal(0, walk.Current);
        Assert.InRange(waitMs, 900, 1900);
    }

    [Fact]
    public void A_server_whose_session_was_lost_is_tried_again_first()
    {
        ServerWalk walk = new(2, new Backoff(1000, 300_000, 1, 2));
        Assert.InRange(walk.Next(wasHad: true, 0), 1000, 2000);
        Assert.Equal((0, 0), (walk.Current, walk.Moves));
    }

    [Theory]
    [InlineData(2, 47_000)]
    [InlineData(3, 47_000)]
    [InlineData(3, 3_000)]
    [InlineData(4, 20_000)]
    public void Attempts_at_several_dead_servers_are_paid_for_together(int servers, long blockMs)
    {
        for (uint seed = 1; seed <= 10; seed++)
        {
            SessionBench bench = Bench(servers, seed);
            var tried = new List<int>();
            bench.Wire.OpenFault = MqttFault.ConnectTimeout;
            bench.Wire.WhileOpening = () =>
            {
                tried.Add(bench.Session.Server);
                bench.NowMs += blockMs;
            };
            long sinceMs = bench.NowMs;
            bench.RunTo(sinceMs + 12 * Hour);
            long outMs = bench.NowMs - sinceMs;
            Assert.InRange(bench.Session.BlindMs, servers * blockMs, outMs / 20 + blockMs);
            Assert.Equal(Enumerable.Range(0, servers), tried.Take(servers)); // each of them once, at once
            Assert.Equal(servers, tried.TakeLast(2 * servers + 2).Distinct().Count());
        }
    }

    [Fact]
    public void The_wait_of_a_server_does_not_pass_while_the_loop_stands_still_in_an_attempt_at_it()
    {
        SessionBench bench = Bench(2, seed: 3);
        var ended = new List<(int Server, long AtMs)>();
        bench.Wire.OpenFault = MqttFault.ConnectTimeout;
        bench.Wire.WhileOpening = () =>
        {
            Assert.All(ended.Where(one => one.Server == bench.Session.Server), one => Assert.True(bench.NowMs - one.AtMs >= 1000, $"{bench.NowMs - one.AtMs} ms"));
            bench.NowMs += bench.Session.Server == 0 ? 40_000 : 1; // the second one refuses at once
            ended.Add((bench.Session.Server, bench.NowMs));
        };
        bench.RunTo(bench.NowMs + Hour);
        Assert.Contains(ended, one => one.Server == 1);
        Assert.True(ended.Count > 6);
    }

    private static SessionBench Bench(int servers, uint seed) => new(options =>
    {
        options.Servers = [.. Enumerable.Range(0, servers).Select(i => new MqttBroker { Host = "broker" + i })];
        options.JitterSeed = seed * 2654435761;
    });
}
