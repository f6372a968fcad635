namespace FieldNode.Virtual.Tests;

public sealed class SystemClockTests
{
    [Fact]
    public void The_monotonic_clock_starts_near_0_and_runs_as_fast_as_the_system()
    {
        var clock = new SystemClock();
        var before = Environment.TickCount64;
        var first = clock.NowMs();
        Assert.InRange(first, 0, 60_000);

        // The real clock is what is tested, so this waits for it: 20 ms on either.
        while (clock.NowMs() < first + 20)
        {
            Thread.Yield();
        }
        // TickCount64 goes in steps of up to 16 ms.
        Assert.True(Environment.TickCount64 - before >= 4);
    }

    [Fact]
    public void The_monotonic_clock_never_goes_back()
    {
        var clock = new SystemClock();
        var last = clock.NowMs();
        for (var i = 0; i < 100_000; i++)
        {
            var now = clock.NowMs();
            Assert.True(now >= last);
            last = now;
        }
    }

    [Fact]
    public void The_wall_clock_counts_from_1970()
    {
        var before = (long)(DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        var utcMs = new SystemClock().UtcMs();
        var after = (long)(DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

        Assert.InRange(utcMs, before, after + 1);
    }
}
