namespace FieldNode.Mqtt.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Each_wait_is_50_to_100_percent_of_a_step_that_doubles_up_to_the_maximum()
    {
        for (uint seed = 0; seed < 500; seed++)
        {
            Backoff backoff = new(1000, 300_000, seed, 1);
            foreach (int stepMs in (int[])[2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000])
            {
                Assert.InRange(backoff.NextMs(0), stepMs / 2, stepMs);
            }
        }
    }

    [Fact]
    public void The_jitter_uses_its_full_range()
    {
        int[] waits = [.. Enumerable.Range(1, 2000)
            .Select(seed => new Backoff(1000, 300_000, (uint)seed * 2654435761, 1).NextMs(0))];
        Assert.InRange(waits.Min(), 1000, 1010);
        Assert.InRange(waits.Max(), 1990, 2000);
        Assert.InRange(waits.Average(), 1450, 1550);
    }

    [Fact]
    public void A_reset_starts_with_the_shortest_step_again()
    {
        Backoff backoff = new(1000, 300_000, 5, 1);
        for (int i = 0; i < 10; i++)
        {
            backoff.NextMs(0);
        }

        backoff.Reset(0);
        Assert.InRange(backoff.NextMs(0), 1000, 2000);
    }

    /// <summary>What is owed has its jitter of an eighth; all that an outage leaves behind would show far above it.</summary>
    [Theory]
    [InlineData(1, 47_000, 0)]
    [InlineData(2, 47_000, 19 * 47_000)]
    [InlineData(3, 100_000, Backoff.OwedMaxMs)]
    [InlineData(6, 60_000, 20 * 7 * 60_000 - 60_000 - 1_200_000)] // of an outage that has lasted 20 minutes
    public void An_outage_owes_nothing_for_the_one_before(int attempts, int tookMs, int expectedMs)
    {
        const long day = 86_400_000;
        Backoff fresh = new(1000, 300_000, 5, 1);
        Backoff used = new(1000, 300_000, 5, 1);
        used.Begin(0);
        for (int i = 0; i < 30; i++)
        {
            used.Attempted(i * 200_000, i * 200_000 + 110_000 + i);
        }

        used.Reset(0);
        foreach (Backoff one in (Backoff[])[fresh, used])
        {
            one.Begin(day);
            for (int i = 0; i < attempts; i++)
            {
                one.Attempted(day + i * 200_000, day + i * 200_000 + tookMs);
            }
        }

        long nowMs = day + attempts * 200_000;
        int owedMs = fresh.OwedMs(nowMs);
        Assert.InRange(used.OwedMs(nowMs), owedMs * 8L / 9 - 1, owedMs * 9L / 8 + 1);
        Assert.InRange(owedMs, expectedMs, expectedMs * 9L / 8);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    [InlineData(1000, 1500)]
    [InlineData(86_400_000, 86_400_000)]
    public void A_narrow_range_is_kept(int minMs, int maxMs)
    {
        Backoff backoff = new(minMs, maxMs, 9, 1);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(backoff.NextMs(0), minMs, maxMs);
        }
    }
}
