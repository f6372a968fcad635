namespace FieldNode.Cli;

/// <summary>From when to when a ring is replayed.</summary>
internal static class ReplaySpan
{
    private const long WeekMs = 7L * 86_400_000;

    /// <summary>Leaves out what lies outside of the span.</summary>
    /// <param name="runs">Of the ring.</param>
    /// <param name="from">null: from where nothing was pushed out of the ring any more, a week at most.</param>
    /// <param name="to">null: to the last event.</param>
    /// <param name="notes">Told what the ring covers where that is another span.</param>
    /// <exception cref="UserError">Nothing of the ring is in it.</exception>
    internal static IReadOnlyList<FieldRun> Cut(IReadOnlyList<FieldRun> runs, DateTimeOffset? from, DateTimeOffset? to, List<string> notes)
    {
        (long firstMs, long lastMs) = (runs[0].Events[0].AtMs, runs[^1].LastMs);
        string covers = $"the ring covers {ReplayWords.Time(firstMs)} to {ReplayWords.Time(lastMs)}";
        long wholeMs = WholeFromMs(runs);
        long fromMs = from?.ToUnixTimeMilliseconds() ?? Math.Max(Math.Max(firstMs, wholeMs), lastMs - WeekMs);
        long toMs = to?.ToUnixTimeMilliseconds() ?? lastMs;
        if (fromMs > toMs)
        {
            throw new UserError(from is not null && to is not null ? "--from is after --to: turn them round" : $"{covers}; nothing of it lies in the span", ExitStatus.Usage);
        }
        FieldRun[] left = [.. runs.Where(run => run.Cut(fromMs, toMs))];
        if (left.Length == 0)
        {
            throw new UserError($"{covers}; nothing of it lies in the span", ExitStatus.Usage);
        }
        if (from is null && fromMs > firstMs)
        {
            notes.Add($"{covers}; replayed from {ReplayWords.Time(fromMs)} on, {(fromMs == wholeMs ? "before which events were pushed out of it" : "a week at most")}: --from chooses another time");
        }
        else if (from is not null && fromMs < firstMs)
        {
            notes.Add($"{covers}: nothing is known from before");
        }
        if (to is not null && toMs > lastMs)
        {
            notes.Add($"{covers}: nothing is known from after");
        }
        return left;
    }

    /// <summary>From when on the ring has every event: numbers follow each other. ms since 1970 UTC.</summary>
    internal static long WholeFromMs(IReadOnlyList<FieldRun> runs)
    {
        PlacedEvent[] all = [.. runs.SelectMany(run => run.Events).OrderBy(e => e.What.Sequence)];
        int i = all.Length - 1;
        while (i > 0 && all[i - 1].What.Sequence == all[i].What.Sequence - 1)
        {
            i--;
        }
        return i == 0 && all[0].What.Sequence == 1 ? long.MinValue : all[i].AtMs;
    }
}
