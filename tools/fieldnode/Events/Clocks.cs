namespace FieldNode.Cli;

/// <summary>Puts events in the order of time, and reckons the time of those from before the clock was set.</summary>
internal static class Clocks
{
    /// <summary>Runs in the order in which they began; within a run by the monotonic clock.</summary>
    internal static IReadOnlyList<LoggedEvent> Apply(IEnumerable<LoggedEvent> events) =>
        [.. events.GroupBy(e => e.Run).OrderBy(run => run.Min(e => e.Sequence)).SelectMany(OfRun)];

    private static IEnumerable<LoggedEvent> OfRun(IEnumerable<LoggedEvent> run)
    {
        LoggedEvent[] sorted = [.. run.OrderBy(e => e.UpMs).ThenBy(e => e.Sequence)];
        LoggedEvent? anchor = null;
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            if (sorted[i].Time is not null)
            {
                anchor = sorted[i];
            }
            else if (anchor is not null)
            {
                sorted[i] = Reckoned(sorted[i], anchor);
            }
        }
        return sorted;
    }

    // A damaged record may say that the node has run for longer than there are dates: of such a one no time is reckoned.
    private static LoggedEvent Reckoned(LoggedEvent one, LoggedEvent later)
    {
        double beforeMs = (double)later.UpMs - one.UpMs;
        return beforeMs > (later.Time!.Value - DateTimeOffset.UnixEpoch).TotalMilliseconds ? one : one with
        {
            Time = later.Time.Value.AddMilliseconds(-beforeMs),
            IsTimeReckoned = true,
        };
    }
}
