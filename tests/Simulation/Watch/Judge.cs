using FieldNode.Conformance;

namespace FieldNode.Simulation;

/// <summary>The conformance checker at one broker: what it finds broken there ends the run. What the node owes several brokers, <see cref="WalkWatch"/> holds.</summary>
internal sealed class Judge
{
    private readonly World world;
    private readonly ConformanceChecker checker;

    public Judge(World world, CheckerOptions options, Func<string, bool> isExcused)
    {
        this.world = world;
        checker = new ConformanceChecker(options);
        checker.Book.Broken += verdict =>
        {
            if (!isExcused(verdict.Id))
            {
                world.Break(verdict.ToString());
            }
        };
    }

    /// <summary>True time: the broker's clock goes right.</summary>
    public long Utc => SimNode.Utc0 + world.Clock.NowMs;

    /// <summary>Statements that were seen to hold.</summary>
    public IEnumerable<string> Held => checker.Book.Verdicts.Where(verdict => verdict.Grade == Grade.Pass).Select(verdict => verdict.Id);

    /// <summary>The broker saw something.</summary>
    public void Feed(WireEvent seen) => checker.Feed(seen);

    /// <summary>Time passed.</summary>
    public void Passed() => checker.Passed(Utc);
}
