using System.Diagnostics;

namespace FieldNode.Virtual;

/// <summary>The PC's clocks. The only place where the node's time comes from.</summary>
public sealed class SystemClock : IClock
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly ManualResetEventSlim wake = new();

    /// <summary>Milliseconds since this clock was made; never goes back, whatever is done to the wall clock.</summary>
    public long NowMs() => (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    /// <summary>Wall clock in ms since 1970 UTC; may jump.</summary>
    public long UtcMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Sleeps, or returns early once <see cref="Wake"/> was called.</summary>
    public void Sleep(int ms)
    {
        if (wake.IsSet)
        {
            Thread.Sleep(Math.Min(ms, 5)); // leaving: the last packets are awaited in short steps
        }
        else
        {
            wake.Wait(ms);
        }
    }

    /// <summary>Ends a sleep that is under way, from another thread.</summary>
    public void Wake() => wake.Set();
}
