using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>Events of the field beside those of the replay's node.</summary>
internal sealed class Comparison
{
    /// <summary>A record that stands for several has the time of the last, and how many fall together depends on when the first came: the longest such time, in ms.</summary>
    private const long WindowMaxMs = 3_600_000;

    /// <summary>The longest usual wait between two attempts to connect, in ms: it follows from how long they took, which is not in the ring.</summary>
    private const long WaitMaxMs = 300_000;
    private const long BirthMs = 5000;

    private readonly Dictionary<PlacedEvent, RunEvent> pairs = [];
    private readonly List<RunEvent> extra = [];
    private readonly ReplayScript script;
    private readonly long withinMs;

    /// <summary>Compares.</summary>
    /// <param name="script">With the events of the field.</param>
    /// <param name="told">What the run's node told.</param>
    /// <param name="withinMs">So far apart an event may be from the one that it is taken for.</param>
    /// <param name="oftenFromMs">From when on the field's ring has what happens often; ms since 1970 UTC.</param>
    internal Comparison(ReplayScript script, IReadOnlyList<RunEvent> told, long withinMs, long oftenFromMs)
    {
        (this.script, this.withinMs) = (script, withinMs);
        PlacedEvent[] field = [.. script.Events.Where(e => e.Role != EventRole.Board)];
        var free = told.ToList();
        foreach (PlacedEvent one in field)
        {
            long reachMs = Math.Max(withinMs, one.What.Times > 1 ? WindowMaxMs : IsOfAnAttempt(one) ? WaitMaxMs : 0);
            RunEvent? best = free.Where(other => IsSame(one.What, other.What) && Math.Abs(other.AtMs - one.AtMs) <= reachMs)
                .MinBy(other => Math.Abs(other.AtMs - one.AtMs));
            if (best is not null)
            {
                pairs[one] = best;
                free.Remove(best);
            }
        }
        long beginMs = script.Runs[0].Events[0].AtMs;
        extra.AddRange(free.Where(one => one.AtMs >= beginMs && one.AtMs <= script.Runs[^1].LastMs - withinMs // one that is later in the field may be in its RAM
            && (EventKinds.IsRare(one.What.Kind) || one.AtMs >= oftenFromMs)));
    }

    /// <summary>Events of the run that the field's ring does not have.</summary>
    internal IReadOnlyList<RunEvent> OnlyInRun => extra;

    internal int Events => script.Events.Count();

    internal int Scripted => script.Events.Count(e => e.Role is EventRole.Cause or EventRole.Board);

    internal int Matched => pairs.Count;

    internal int Unexplained => script.Events.Count(IsUnexplained);

    internal int NotScripted => script.Events.Count(e => e.Role == EventRole.NotScripted && !pairs.ContainsKey(e));

    /// <summary>Of <see cref="OnlyInRun"/>, those for which no power cut at an unknown time is an excuse.</summary>
    internal int Surplus => extra.Count(one => !MayBeOff(one.AtMs));

    /// <summary>The run's event for one of the field, or null.</summary>
    internal RunEvent? Of(PlacedEvent one) => pairs.GetValueOrDefault(one);

    /// <summary>It should have come again and did not.</summary>
    internal bool IsUnexplained(PlacedEvent one) => one.Role is EventRole.Cause or EventRole.Consequence && !pairs.ContainsKey(one);

    /// <summary>Between the last event of a run and the next start the supply went, nothing says when, and what was in RAM went with it.</summary>
    internal bool MayBeOff(long atMs)
    {
        for (int i = 1; i < script.Runs.Count; i++)
        {
            if (atMs > script.Runs[i - 1].LastMs - withinMs && atMs < script.Runs[i].PowerOnMs)
            {
                return true;
            }
        }
        return false;
    }

    // It came when the node tried to connect, or with the births of the session that came of that.
    private static bool IsOfAnAttempt(PlacedEvent one) => one.What.Kind is EventKind.ConnectFailed or EventKind.TlsFailed or EventKind.LinkUp
        || (one.What.Kind is EventKind.DeviceBorn or EventKind.HostOnline
            && one.Of.Events.Any(e => e.What.Kind == EventKind.LinkUp && Math.Abs(e.AtMs - one.AtMs) <= BirthMs));

    private static bool IsSame(LoggedEvent one, LoggedEvent other) => one.Kind == other.Kind
        && (one.Kind == EventKind.Started || one.Name == other.Name)
        && (!(EventKinds.IsByNumber(one.Kind) || one.Kind is EventKind.Started or EventKind.SettingsChanged) || one.A == other.A);
}
