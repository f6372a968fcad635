namespace FieldNode;

/// <summary>The one virtual clock of a test: it goes only when it is told to.</summary>
internal sealed class SimClock
{
    private readonly List<(long AtUs, Action What)> plans = [];

    /// <summary>Virtual time in µs since the test began.</summary>
    public long NowUs { get; private set; }

    /// <summary>The same in whole ms.</summary>
    public long NowMs => NowUs / 1000;

    /// <summary>Told of each stretch of time that passed, in µs.</summary>
    public Action<long>? Passed { get; set; }

    /// <summary>Does something when a time has come, in ms since the test began.</summary>
    public void At(long ms, Action what)
    {
        int place = plans.FindIndex(plan => plan.AtUs > ms * 1000);
        plans.Insert(place < 0 ? plans.Count : place, (ms * 1000, what));
    }

    /// <summary>Lets time pass, stopping for what is planned.</summary>
    public void Advance(long us)
    {
        long endUs = NowUs + us;
        while (plans.Count > 0 && plans[0].AtUs <= endUs)
        {
            (long atUs, Action what) = plans[0];
            plans.RemoveAt(0);
            Pass(atUs - NowUs);
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
