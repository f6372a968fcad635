namespace FieldNode;

/// <summary>The one virtual clock of a test: it goes only when it is told to.</summary>
internal sealed class SimClock
{
    private readonly PriorityQueue<Action, (long AtUs, long Order)> plans = new();
    private long planned;

    /// <summary>Virtual time in µs since the test began.</summary>
    public long NowUs { get; private set; }

    /// <summary>The same in whole ms.</summary>
    public long NowMs => NowUs / 1000;

    /// <summary>Told of each stretch of time that passed, in µs.</summary>
    public Action<long>? Passed { get; set; }

    /// <summary>Does something when a time has come, in ms since the test began.</summary>
    public void At(long ms, Action what) => AtUs(ms * 1000, what);

    /// <summary>The same, in µs. What is planned for one time is done in the order in which it was planned.</summary>
    public void AtUs(long us, Action what) => plans.Enqueue(what, (us, planned++));

    /// <summary>Lets time pass, stopping for what is planned.</summary>
    public void Advance(long us)
    {
        long endUs = NowUs + us;
        while (plans.TryPeek(out Action? what, out (long AtUs, long Order) plan) && plan.AtUs <= endUs)
        {
            plans.Dequeue();
            Pass(plan.AtUs - NowUs);
            what();
        }

        Pass(endUs - NowUs);
    }

    private void Pass(long us)
    {
        if (us > 0)
        {
            NowUs += us;
            Passed?.Invoke(us);
        }
    }
}
