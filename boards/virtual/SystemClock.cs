using System.Diagnostics;

namespace FieldNode.Virtual;

/// <summary>The PC's clocks. The only place where the node's time comes from.</summary>
public sealed class SystemClock
{
    private readonly long start = Stopwatch.GetTimestamp();

    /// <summary>Milliseconds since this clock was made; never goes back, whatever is done to the wall clock.</summary>
    public long NowMs() => (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    /// <summary>Wall clock in ms since 1970 UTC; may jump.</summary>
    public long UtcMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
