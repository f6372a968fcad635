namespace FieldNode.Cli;

/// <summary>
/// Puts the events of a ring on one axis of time. Within a run the monotonic clock places them, so that a clock which was set meanwhile
/// moves nothing; runs are placed by the last date that they have, the one that had been corrected most.
/// </summary>
internal static class FieldRuns
{
    /// <summary>A run cannot begin before the one before it ended: so long after it at least, in ms.</summary>
    internal const long OffMs = 2000;

    /// <summary>Places runs.</summary>
    /// <param name="events">Of a ring, run by run.</param>
    /// <param name="notes">Told in words what had to be assumed.</param>
    internal static IReadOnlyList<FieldRun> Of(IReadOnlyList<LoggedEvent> events, List<string> notes)
    {
        var runs = new List<FieldRun>();
        IGrouping<int, LoggedEvent>[] groups = [.. events.GroupBy(e => e.Run)];
        long firstDatedMs = groups.Select(PowerOnOf).FirstOrDefault(ms => ms is not null) ?? 0;
        foreach (IGrouping<int, LoggedEvent> group in groups)
        {
            long? dated = PowerOnOf(group);
            long earliest = runs.Count > 0 ? runs[^1].LastMs + OffMs : long.MinValue;
            long powerOnMs = dated ?? (runs.Count > 0 ? earliest : firstDatedMs - group.Max(e => e.UpMs) - OffMs);
            if (dated is null)
            {
                notes.Add($"run {group.Key}: its {group.Count()} events have no date, for the clock was never set in it; they are taken as right {(runs.Count > 0 ? "after the run before" : "before the next run")}");
            }
            else if (powerOnMs < earliest)
            {
                notes.Add($"run {group.Key} begins before run {runs[^1].Number} ended, by its dates; it is taken as right after it");
                powerOnMs = earliest;
            }
            var run = new FieldRun(group.Key, powerOnMs, dated is not null);
            foreach (LoggedEvent one in group.OrderBy(e => e.UpMs).ThenBy(e => e.Sequence))
            {
                run.Add(one);
            }
            runs.Add(run);
        }
        return runs;
    }

    // When its board got power, by the last date that it knew.
    private static long? PowerOnOf(IEnumerable<LoggedEvent> run) => run.Where(e => e.Time is not null && !e.IsTimeReckoned)
        .OrderBy(e => e.UpMs).LastOrDefault() is { } last ? last.Time!.Value.ToUnixTimeMilliseconds() - last.UpMs : null;
}
