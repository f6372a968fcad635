using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>What the board's clock shows.</summary>
internal static class ClockScript
{
    private const long DayMs = 86_400_000;

    internal static void Write(ReplayScript script)
    {
        foreach (FieldRun run in script.Runs)
        {
            Of(script, run);
        }
        foreach (PlacedEvent one in script.Events.Where(e => e.What.Kind == EventKind.CertificateEnds))
        {
            one.Becomes(EventRole.Cause, "the certificate ends on that day");
            script.CertificateEndMs ??= one.AtMs + one.What.A * DayMs + DayMs / 2;
        }
    }

    private static void Of(ReplayScript script, FieldRun run)
    {
        long beginMs = run.HasStart ? run.PowerOnMs : script.BeginMs;
        PlacedEvent[] dated = [.. run.Events.Where(e => e.What.Time is not null && !e.What.IsTimeReckoned)];
        PlacedEvent? set = run.Events.FirstOrDefault(e => e.What.Kind == EventKind.ClockSet);
        bool hasClock = run.IsDated && (!run.HasStart || set is null || run.Events[0].What is { Time: not null, IsTimeReckoned: false });
        long firstOffMs = dated.Length > 0 ? Shown(dated[0]) - dated[0].AtMs : 0;
        bool isTold = hasClock && Math.Abs(firstOffMs) >= 1000;
        script.At(beginMs, isTold ? $"the clock is {ReplayWords.Span(Math.Abs(firstOffMs))} {(firstOffMs < 0 ? "slow" : "fast")}" : "", stage => stage.SetClock(hasClock, firstOffMs));
        long shownOffMs = firstOffMs;
        foreach (PlacedEvent one in run.Events)
        {
            switch (one.What.Kind)
            {
                case EventKind.ClockSet when hasClock:
                    break; // the first step of a board whose clock was set already
                case EventKind.ClockSet:
                    one.Becomes(EventRole.Cause, "the clock is set");
                    script.At(one.AtMs, one.Why, stage => stage.SetClock(true, Shown(one) - one.AtMs));
                    break;
                case EventKind.TimeStep:
                    shownOffMs = one.What.Time is null || one.What.IsTimeReckoned ? shownOffMs + 1000L * one.What.A + one.What.B : Shown(one) - one.AtMs;
                    long offMs = shownOffMs;
                    one.Becomes(EventRole.Cause, $"the clock steps by {ReplayWords.Span(1000L * one.What.A + one.What.B)}");
                    script.At(one.AtMs, one.Why, stage => stage.SetClock(true, offMs));
                    break;
                case EventKind.TimeRefused:
                    one.Becomes(EventRole.Cause, "the clock shows a day that cannot be");
                    script.At(one.AtMs, one.Why, stage => stage.ShowDay(one.What.A));
                    break;
                case EventKind.NoTime:
                    one.Becomes(EventRole.Board, "the clock is not set until it is");
                    break;
            }
        }
    }

    private static long Shown(PlacedEvent one) => one.What.Time!.Value.ToUnixTimeMilliseconds();
}
