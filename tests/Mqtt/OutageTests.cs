namespace FieldNode.Mqtt.Tests;

/// <summary>How much of an outage the loop stands still, in virtual time: Node/Blind ms and the waits that keep it small.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    public static TheoryData<long, long> Outages()
    {
        TheoryData<long, long> rows = [];
        foreach (long outageMs in (long[])[10 * Minute, Hour, 24 * Hour])
        {
            foreach (long blockMs in (long[])[100, 3000, 10_000, 47_000, 117_000])
            {
                rows.Add(outageMs, blockMs);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public void Of_an_outage_of_an_hour_or_more_at_most_5_percent_is_blind_and_of_a_shorter_one_3_minutes(long outageMs, long blockMs)
    {
        for (uint seed = 1; seed <= 20; seed++)
        {
            SessionBench bench = Out(blockMs, seed, out long sinceMs, out long blindBefore);
            bench.RunTo(sinceMs + outageMs);
            long blindMs = bench.Session.BlindMs - blindBefore;
            // The run may have ended within an attempt: what of it lies after the outage does not belong to it.
            blindMs -= Math.Max(0, bench.NowMs - (sinceMs + outageMs));
            if (seed == 1)
            {
                output.WriteLine(FormattableString.Invariant(
                    $"blind outage_min={outageMs / Minute} block_s={blockMs / 1000.0} attempts={bench.Wire.Opens - 1} share={100.0 * blindMs / outageMs:F2}%"));
            }

            Assert.InRange(blindMs, blockMs, Math.Max(outageMs, Backoff.GraceMs) / 20);
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(47_000)]
    [InlineData(117_000)]
    public void The_share_holds_at_every_moment_after_the_first_hour_not_only_at_its_end(long blockMs)
    {
        SessionBench bench = Out(blockMs, seed: 3, out long sinceMs, out long blindBefore);
        while (bench.NowMs < sinceMs + 12 * Hour)
        {
            bench.NowMs += Math.Max(1, bench.Step());
            long outMs = bench.NowMs - sinceMs;
            Assert.True(bench.Session.BlindMs - blindBefore <= Math.Max(outMs, Backoff.GraceMs) / 20, $"after {outMs} ms");
        }
    }

    [Fact]
    public void A_broker_that_refuses_at_once_is_asked_again_within_5_minutes_however_long_it_is_gone()
    {
        SessionBench bench = Out(5, seed: 9, out long sinceMs, out _);
        bench.RunTo(sinceMs + 24 * Hour);
        Assert.InRange(bench.MsUntilNextOpen() - 5, 0, 300_000);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(47_000)]
    [InlineData(89_000)]
    public void A_glitch_that_is_over_after_one_blocked_attempt_costs_2_more_seconds(long blockMs)
    {
        SessionBench bench = Out(blockMs, seed: 4, out _, out _);
        Assert.InRange(bench.MsUntilNextOpen() - blockMs, 1000, 2000);
        Assert.InRange(bench.MsUntilNextOpen() - blockMs, 2000, 4000);
    }

    [Fact]
    public void The_wait_after_a_blocked_attempt_differs_from_node_to_node()
    {
        List<long> waits = [];
        for (uint seed = 1; seed <= 200; seed++)
        {
            Backoff backoff = new(1000, 300_000, seed * 2654435761, 1);
            backoff.Attempted(0, 47_000);
            backoff.Attempted(49_000, 96_000);
            waits.Add(backoff.OwedMs(96_000));
        }

        Assert.InRange(waits.Min(), 19 * 47_000, 19 * 47_000 * 1.01);
        Assert.InRange(waits.Max(), 19 * 47_000 * 1.115, 19 * 47_000 * 1.125);
    }

    [Fact]
    public void A_node_that_was_suspended_in_an_attempt_is_back_within_hours_not_days()
    {
        Backoff backoff = new(1000, 300_000, 1, 1);
        backoff.Attempted(0, 72 * Hour);
        Assert.InRange(backoff.OwedMs(72 * Hour), Backoff.OwedMaxMs, Backoff.OwedMaxMs * 9L / 8);
    }

    [Fact]
    public void One_attempt_that_blocks_longer_than_all_before_is_made_up_for_by_the_next_wait()
    {
        Backoff backoff = new(1000, 300_000, 1, 1);
        backoff.Begin(0);
        for (int i = 0; i < 20; i++)
        {
            backoff.Attempted(i * 300_000, i * 300_000 + 10);
        }

        long endMs = 6_000_000 + 300_000;
        backoff.Attempted(6_000_000, endMs);
        long nextMs = endMs + backoff.OwedMs(endMs);
        Assert.True(2 * 300_200 * 20L <= nextMs + 300_000, "the next one, as long, would bring the share above 5 %");
    }

    [Fact]
    public void A_session_that_lasted_pays_for_nothing_of_the_outage_before()
    {
        SessionBench bench = Out(47_000, seed: 2, out long sinceMs, out _);
        bench.RunTo(sinceMs + 3 * Hour);
        bench.Wire.OpenFaults.Clear();
        bench.MsUntilNextOpen(2 * Hour);
        bench.Wire.WhileOpening = null;
        bench.RunTo(bench.NowMs + MqttSession.StableMs + 1000);
        Assert.Equal(MqttState.Online, bench.Session.State);
        bench.Wire.Fail(MqttFault.ConnectionLost);
        bench.Step();
        Assert.InRange(bench.MsUntilNextOpen(), 1000, 2000);
    }

    [Fact]
    public void A_start_that_somebody_asked_for_waits_for_nothing()
    {
        SessionBench bench = Out(117_000, seed: 2, out _, out _);
        bench.RunTo(bench.NowMs + 30_000);
        bench.Session.Stop(bench.NowMs);
        bench.Session.Start();
        int opens = bench.Wire.Opens;
        bench.Step();
        Assert.Equal(opens + 1, bench.Wire.Opens);
    }

    [Fact]
    public void Blind_time_is_what_the_attempts_took_and_no_wait_between_them()
    {
        SessionBench bench = Out(3000, seed: 5, out long sinceMs, out long blindBefore);
        bench.RunTo(sinceMs + Hour);
        int attempts = bench.Wire.Opens - 1;
        Assert.InRange(attempts, 10, 100);
        Assert.Equal(attempts * 3000L, bench.Session.BlindMs - blindBefore);
    }

    [Fact]
    public void A_step_that_tried_asks_for_no_sleep_so_that_none_is_counted_as_blind()
    {
        SessionBench bench = new();
        bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        Assert.Equal(0, bench.Step());
        Assert.NotEqual(0, bench.Step());
        SessionBench good = new();
        Assert.Equal(0, good.Step());
    }

    [Fact]
    public void The_wait_for_a_connack_is_not_blind_the_loop_turns()
    {
        SessionBench bench = new();
        bench.Broker.Mute.Add(MqttKind.ConnAck);
        bench.RunTo(bench.NowMs + 60_000);
        Assert.InRange(bench.Session.AttemptsFailed, 2, 10);
        Assert.Equal(0, bench.Session.BlindMs);
    }

    /// <summary>A session that was online for long, and has just lost a broker whose host takes so long to say nothing.</summary>
    private static SessionBench Out(long blockMs, uint seed, out long sinceMs, out long blindBefore)
    {
        SessionBench bench = new(o => o.JitterSeed = seed * 2654435761);
        bench.Online();
        bench.RunTo(bench.NowMs + 2 * MqttSession.StableMs);
        bench.Wire.WhileOpening = () => bench.NowMs += blockMs;
        for (int i = 0; i < 20_000; i++)
        {
            bench.Wire.OpenFaults.Enqueue(MqttFault.Unreachable);
        }

        bench.Wire.Fail(MqttFault.ConnectionLost);
        sinceMs = bench.NowMs;
        blindBefore = bench.Session.BlindMs;
        bench.Step();
        return bench;
    }
}
