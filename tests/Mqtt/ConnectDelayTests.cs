using System.Globalization;
using System.Text;
using FieldNode.Journal;

namespace FieldNode.Mqtt.Tests;

/// <summary>The random delay of the first attempt: what takes one node's link takes that of thousands.</summary>
public sealed class ConnectDelayTests(ITestOutputHelper output)
{
    private const int DelayMs = 60_000;

    [Fact]
    public void Without_a_delay_a_start_waits_for_nothing()
    {
        SessionBench bench = new();
        bench.Step();
        Assert.Equal(1, bench.Wire.Opens);
        Assert.Empty(bench.Listener.Waits);
    }

    [Fact]
    public void A_start_waits_a_random_time_of_up_to_the_delay_and_says_so()
    {
        long[] waits = [.. Seeds(500).Select(seed =>
        {
            SessionBench bench = Bench(seed);
            long waitMs = MsUntilNextOpen(bench);
            Assert.Equal([(int)waitMs], bench.Listener.Waits.Select(wait => wait.WaitMs));
            return waitMs;
        })];
        AssertSpread(waits, 0, DelayMs);
    }

    [Fact]
    public void The_first_attempt_after_a_lost_session_waits_as_long_in_addition_to_its_usual_wait()
    {
        long[] waits = [.. Seeds(500).Select(seed =>
        {
            SessionBench bench = Lost(seed);
            long waitMs = MsUntilNextOpen(bench);
            Assert.Equal((int)waitMs, bench.Listener.Waits[^1].WaitMs);
            return waitMs;
        })];
        AssertSpread(waits, 1000, DelayMs + 2000);
    }

    [Fact]
    public void An_attempt_that_fails_is_followed_by_one_at_the_next_server_at_once_or_after_as_long_as_the_outage_so_far()
    {
        foreach (uint seed in Seeds(200))
        {
            SessionBench one = Lost(seed);
            one.Wire.OpenFault = MqttFault.ConnectionRefused;
            long outMs = MsUntilNextOpen(one);
            long stepMs = Math.Max(outMs - 2000, 4000);
            Assert.InRange(MsUntilNextOpen(one), stepMs / 2, Math.Max(outMs, 4000)); // no outage lasts more than twice as long by it
            Assert.InRange(MsUntilNextOpen(one), stepMs, Math.Min(2 * Math.Max(outMs, 4000), 300_000));

            SessionBench two = Lost(seed, options => options.Servers = [new MqttBroker { Host = "a" }, new MqttBroker { Host = "b" }]);
            two.Wire.OpenFaults.Enqueue(MqttFault.ConnectionRefused);
            MsUntilNextOpen(two);
            Assert.Equal(0, MsUntilNextOpen(two));
            Assert.Equal(1, two.Session.Server);
        }
    }

    [Fact]
    public void Who_leaves_on_purpose_connects_at_once()
    {
        SessionBench bench = Online(3, options => options.Servers = [new MqttBroker { Host = "a" }, new MqttBroker { Host = "b" }]);
        bench.Session.MoveOn(bench.NowMs);
        Assert.Equal(0, MsUntilNextOpen(bench));
        Assert.Equal(1, bench.Session.Server);
        bench.Run(1000);
        bench.Session.Stop(bench.NowMs);
        bench.Run(60_000);
        bench.Session.Start();
        Assert.Equal(0, MsUntilNextOpen(bench));
    }

    [Fact]
    public void A_start_whose_delay_is_skipped_connects_as_soon_as_the_network_is_there_and_a_session_lost_later_is_delayed()
    {
        var waits = new List<long>();
        foreach (uint seed in Seeds(100))
        {
            SessionBench bench = Bench(seed);
            bench.Session.SkipStartDelay();
            bench.Wire.IsReady = false; // an interface takes seconds until it has an address
            bench.Run(4000);
            bench.Wire.IsReady = true;
            Assert.InRange(MsUntilNextOpen(bench), 0, MqttSession.NotNowMs);
            bench.Run(60_000);
            Assert.Equal(MqttState.Online, bench.Session.State);
            bench.Wire.Fail(MqttFault.ConnectionLost);
            waits.Add(MsUntilNextOpen(bench));
        }

        AssertSpread([.. waits], 1000, DelayMs + 2000);
    }

    /// <summary>A delay that runs while there is no network is over when it comes, and it comes to all nodes behind a switch at once.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_delay_is_drawn_when_the_network_is_there(bool wasOnline)
    {
        long[] waits = [.. Seeds(300).Select(seed =>
        {
            SessionBench bench = wasOnline ? Lost(seed) : Bench(seed);
            bench.Wire.IsReady = false;
            int opens = bench.Wire.Opens;
            bench.Run(600_000);
            Assert.Equal(opens, bench.Wire.Opens);
            bench.Wire.IsReady = true;
            return MsUntilNextOpen(bench);
        })];
        AssertSpread(waits, 0, DelayMs + MqttSession.NotNowMs);
    }

    [Fact]
    public void A_network_that_goes_while_a_node_waits_for_its_turn_lets_it_draw_another()
    {
        long[] waits = [.. Seeds(300).Select(seed =>
        {
            SessionBench bench = Bench(seed);
            bench.Step();
            bench.Wire.IsReady = false;
            bench.Run(2 * DelayMs);
            bench.Wire.IsReady = true;
            return MsUntilNextOpen(bench);
        })];
        AssertSpread(waits, 0, DelayMs + MqttSession.NotNowMs);
    }

    [Fact]
    public void The_delay_of_a_start_is_drawn_when_the_clock_is_right_and_the_will_bears_the_time_of_the_attempt()
    {
        long[] waits = [.. Seeds(300).Select(seed =>
        {
            SessionBench bench = Bench(seed);
            byte[] will = bench.Listener.Will;
            bench.Listener.Will = [];
            bench.Run(600_000);
            Assert.Equal(0, bench.Wire.Opens);
            bench.Listener.Will = will;
            long waitMs = MsUntilNextOpen(bench);
            Assert.Equal((true, SessionBench.UtcMs + bench.NowMs), bench.Listener.Asked[^1]);
            return waitMs;
        })];
        AssertSpread(waits, 0, DelayMs + MqttSession.NotNowMs);
    }

    [Fact]
    public void A_store_that_takes_no_will_is_tried_again_with_the_waits_of_the_back_off_alone()
    {
        SessionBench bench = Online(5);
        bench.Session.ConnectDelayMaxMs = 0;
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Step();
        bench.Listener.NoWillFor = MqttFault.StoreFailed;
        bench.Run(2500);
        bench.Session.ConnectDelayMaxMs = 24 * 3_600_000;
        int waits = bench.Listener.Waits.Count;
        bench.Run(900_000);
        Assert.True(bench.Listener.Waits.Count > waits + 5);
        Assert.All(bench.Listener.Waits.Skip(waits), wait => Assert.InRange(wait.WaitMs, 1000, 300_000));
    }

    [Fact]
    public void A_delay_that_is_taken_away_for_a_while_is_not_waited_for_meanwhile()
    {
        SessionBench bench = Bench(9);
        bench.Session.ConnectDelayMaxMs = 0;
        Assert.Equal(0, MsUntilNextOpen(bench));
        bench.Run(1000);
        bench.Wire.Fail(MqttFault.ConnectionLost);
        Assert.InRange(MsUntilNextOpen(bench), 1000, 2000);
        bench.Run(1000);
        bench.Session.ConnectDelayMaxMs = 1_000_000;
        bench.Wire.Fail(MqttFault.ConnectionLost);
        Assert.InRange(MsUntilNextOpen(bench), 3000, 1_002_000);
    }

    /// <summary>
    /// N nodes by their real names, the seeds made of these: a second wants N / S connects on average, and the busiest of any second no more than half as many again.
    /// What a broker that is away for longer does to it is told.
    /// </summary>
    [Theory]
    [InlineData("Plant-Boiler-{0:000}", 1000, 10_000, 1.5)]
    [InlineData("Plant1-Node{0}", 3000, 20_000, 1.5)]
    [InlineData("FleetSim-sim-{0:00000}", 10_000, 60_000, 1.5)]
    public void Of_N_nodes_the_busiest_second_wants_half_more_than_the_average(string names, int nodes, int delayMs, double most)
    {
        string[] all = [.. Enumerable.Range(1, nodes).Select(i => string.Format(CultureInfo.InvariantCulture, names, i))];
        double mean = nodes / (delayMs / 1000.0);
        int start = Busiest(all.Select(name => MsUntilNextOpen(Bench(SeedOf(name), delayMs: delayMs))));
        int lost = Busiest(all.Select(name => MsUntilNextOpen(Lost(SeedOf(name), delayMs: delayMs))));
        int without = Busiest(all.Select(name => MsUntilNextOpen(Lost(SeedOf(name), delayMs: 0))));
        int[] away = [.. new[] { 2000, delayMs / 12, delayMs / 2, delayMs, 2 * delayMs }
            .Select(awayMs => Busiest(all.Select(name => MsUntilOnline(Lost(SeedOf(name), delayMs: delayMs), awayMs))))];
        output.WriteLine(FormattableString.Invariant(
            $"connect-delay nodes={nodes} delay_s={delayMs / 1000} mean_per_s={mean:0} start={start} lost={lost} without={without}")
            + FormattableString.Invariant($" away_2s={away[0]} away_twelfth={away[1]} away_half={away[2]} away_as_long={away[3]} away_twice={away[4]}"));
        Assert.InRange(start, mean, most * mean);
        Assert.InRange(lost, mean, most * mean);
        Assert.InRange(without, 0.9 * nodes, nodes);
        Assert.All(away, busiest => Assert.InRange(busiest, 0, 3 * mean));
    }

    private static IEnumerable<uint> Seeds(int count) => Enumerable.Range(1, count).Select(i => (uint)i * 2654435761);

    /// <summary>As NodeBuilder makes it.</summary>
    private static uint SeedOf(string clientId) => (uint)Crc32.Of(Encoding.UTF8.GetBytes(clientId), 0, clientId.Length);

    private static SessionBench Bench(uint seed, Action<MqttOptions>? change = null, int delayMs = DelayMs) => new(options =>
    {
        options.JitterSeed = seed;
        options.ConnectDelayMaxMs = delayMs;
        change?.Invoke(options);
    });

    private static SessionBench Online(uint seed, Action<MqttOptions>? change = null, int delayMs = DelayMs)
    {
        SessionBench bench = Bench(seed, change, delayMs);
        MsUntilNextOpen(bench);
        return bench.Online();
    }

    private static SessionBench Lost(uint seed, Action<MqttOptions>? change = null, int delayMs = DelayMs)
    {
        SessionBench bench = Online(seed, change, delayMs);
        bench.Wire.Fail(MqttFault.ConnectionLost);
        return bench;
    }

    private static long MsUntilNextOpen(SessionBench bench)
    {
        (long fromMs, int opens) = (bench.NowMs, bench.Wire.Opens);
        while (true)
        {
            int waitMs = bench.Step();
            if (bench.Wire.Opens > opens)
            {
                return bench.NowMs - fromMs;
            }

            Assert.True(bench.NowMs - fromMs < 4_000_000, "no attempt came");
            bench.NowMs += waitMs;
        }
    }

    private static long MsUntilOnline(SessionBench bench, long awayMs)
    {
        long fromMs = bench.NowMs;
        bench.Wire.OpenFault = MqttFault.ConnectionRefused;
        bench.Wire.Opening = () => bench.Wire.OpenFault = bench.NowMs - fromMs < awayMs ? MqttFault.ConnectionRefused : MqttFault.None;
        while (bench.Wire.OpenFault != MqttFault.None)
        {
            MsUntilNextOpen(bench);
        }

        return bench.NowMs - fromMs;
    }

    /// <summary>The most of these times that lie in any second.</summary>
    private static int Busiest(IEnumerable<long> times)
    {
        long[] sorted = [.. times.Order()];
        int busiest = 0;
        for (int first = 0, last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= 1000)
            {
                first++;
            }

            busiest = Math.Max(busiest, last - first + 1);
        }

        return busiest;
    }

    private static void AssertSpread(long[] waits, long leastMs, long mostMs)
    {
        long span = mostMs - leastMs;
        Assert.InRange(waits.Min(), leastMs, leastMs + span / 20);
        Assert.InRange(waits.Max(), mostMs - span / 20, mostMs);
        Assert.InRange(waits.Average(), leastMs + span * 0.4, leastMs + span * 0.6);
    }
}
