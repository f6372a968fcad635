using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>Supply, starts and ends of runs, and which node file they had.</summary>
internal static class PowerScript
{
    private const int StartsMax = 100;
    private const long BetweenStartsMs = 1500;

    internal static void Write(ReplayScript script)
    {
        for (int i = 0; i < script.Runs.Count; i++)
        {
            FieldRun run = script.Runs[i];
            PlacedEvent? start = run.Events.FirstOrDefault(e => e.What.Kind == EventKind.Started);
            if (i > 0)
            {
                Begin(script, script.Runs[i - 1], run, start);
            }
            start?.Becomes(EventRole.Cause, i > 0 ? "the board gets power" : "the replay begins");
            End(script, run);
        }
        Files(script);
    }

    /// <summary>The reset cause that a start tells.</summary>
    internal static RunEnd EndOf(PlacedEvent? start) => start is null ? RunEnd.Unmarked : (RunEnd)start.What.A;

    // A start ends the run before, if that did not end by itself. When its supply went nobody wrote down: it is taken to have had it as long as it may have.
    private static void Begin(ReplayScript script, FieldRun before, FieldRun run, PlacedEvent? start)
    {
        int starts = Math.Clamp(start?.What.Times ?? 1, 1, StartsMax);
        RunEnd end = EndOf(start);
        string version = start?.What.Name ?? "";
        long room = Math.Max(run.PowerOnMs - before.LastMs, 2);
        long gapMs = Math.Min(BetweenStartsMs, room / (starts + 1));
        for (int i = starts - 1; i >= 0; i--)
        {
            long onMs = run.PowerOnMs - i * gapMs;
            long offMs = Math.Max(onMs - Math.Min(FieldRuns.OffMs, gapMs - 1), before.LastMs + 1);
            string unknown = $"(some time after {ReplayWords.Time(before.LastMs)}; nothing says when)";
            bool isEnded = before.Events.Any(e => e.What.Kind is EventKind.Stopping or EventKind.Restarting);
            script.At(offMs, isEnded || i < starts - 1 ? "" : $"the supply goes {unknown}", stage => stage.CutPower());
            script.At(onMs, i > 0 ? "" : $"the board gets power{(starts > 1 ? $", for the {starts}th time in a row" : "")}", stage => stage.Start(end, version));
        }
    }

    private static void End(ReplayScript script, FieldRun run)
    {
        foreach (PlacedEvent one in run.Events)
        {
            switch (one.What.Kind)
            {
                case EventKind.Stopping:
                    one.Becomes(EventRole.Cause, "the node is asked to leave");
                    script.At(one.AtMs, one.Why, stage => stage.Stop());
                    break;
                case EventKind.Restarting:
                    one.Becomes(EventRole.Board, "the run ends here");
                    script.At(one.AtMs, one.Why, stage => stage.EndRun());
                    break;
            }
        }
    }

    private static void Files(ReplayScript script)
    {
        bool isFirst = true;
        foreach (PlacedEvent one in script.Events.Where(e => e.What.Kind == EventKind.SettingsChanged))
        {
            bool isOurs = script.SettingsCrcs.Contains(one.What.A);
            if (isOurs && isFirst)
            {
                script.FormerSettingsCrc = one.What.B;
            }
            one.Becomes(isOurs && isFirst ? EventRole.Cause : EventRole.NotScripted,
                isOurs && isFirst ? "the node file is the one that was given" : $"the node file of that time (CRC {one.What.A:x8}) was not given");
            isFirst = false;
        }
    }
}
