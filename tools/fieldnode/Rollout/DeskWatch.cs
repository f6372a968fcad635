namespace FieldNode.Cli.Rollouts;

/// <summary>
/// The lock between desks that meet at one broker: who rolls out says so every few seconds, on a topic that maintenance may use and nodes do not mind, and whoever
/// began first has the field. Without I/O and clock.
/// </summary>
internal sealed class DeskWatch(DeskMark me)
{
    internal const int SayEveryMs = 5000;

    /// <summary>A desk that is not heard for so long is gone.</summary>
    internal const int GoneMs = 3 * SayEveryMs;

    /// <summary>For so long a desk that begins listens for one that begins with it.</summary>
    internal const int ClaimMs = 3000;

    private readonly Dictionary<string, (DeskMark Mark, long AtMs)> heard = new(StringComparer.Ordinal);
    private long now;
    private long saidMs = -SayEveryMs;
    private bool isAnswerDue;

    /// <summary>Our own mark came back: others see it, too.</summary>
    internal bool IsSeen { get; private set; }

    internal void Hear(DeskMark mark)
    {
        if (mark.Id == me.Id)
        {
            IsSeen = true;
            return;
        }
        heard[mark.Id] = (mark, now);
        isAnswerDue = true; // so that it hears of us at once
    }

    /// <summary>The desk that has the field before us, or null.</summary>
    internal DeskMark? Holder()
    {
        DeskMark? first = heard.Values.Where(one => one.Mark.Rolls && now - one.AtMs < GoneMs).Select(one => one.Mark).Aggregate(
            (DeskMark?)null, (best, mark) => best is null || mark.IsBefore(best) ? mark : best);
        return first is not null && (!me.Rolls || first.IsBefore(me)) ? first : null;
    }

    /// <summary>True if our mark is to be sent now.</summary>
    internal bool Step(long nowMs)
    {
        now = nowMs;
        if (!me.Rolls || (now - saidMs < SayEveryMs && !(isAnswerDue && now - saidMs >= 1000)))
        {
            return false;
        }
        saidMs = now;
        isAnswerDue = false;
        return true;
    }
}
