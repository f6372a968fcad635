namespace FieldNode.Simulation;

/// <summary>What all parts of one run share: its clock, its luck, what happened, and what was counted.</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="clock">The run's clock.</param>
internal sealed class World(ulong seed, SimClock clock)
{
    private BrokenRunException? broken;

    public SimClock Clock { get; } = clock;

    public Chance Chance { get; } = new(seed);

    public Trail Trail { get; } = new(clock);

    public Tally Tally { get; } = new();

    /// <summary>Something does not hold. The node guards its steps against exceptions, so it is thrown where the run can hear it.</summary>
    public void Break(string what) => broken ??= new BrokenRunException(what);

    /// <summary>Ends the run if something did not hold.</summary>
    public void ThrowIfBroken()
    {
        if (broken is not null)
        {
            throw broken;
        }
    }

    /// <summary>Does something after a time.</summary>
    public void After(long us, Action what) => Clock.AtUs(Clock.NowUs + us, what);
}
