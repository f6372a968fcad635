namespace FieldNode.Cli.FleetSim;

/// <summary>How often something happened in each second since a start. Many threads count.</summary>
internal sealed class SecondCounts
{
    private readonly int[] seconds = new int[4 * 3600];

    internal void Add(long ms) => Interlocked.Increment(ref seconds[(int)Math.Clamp(ms / 1000, 0, seconds.Length - 1)]);

    internal int In(int second) => Volatile.Read(ref seconds[second]);

    /// <summary>The most in a second, of those from one time to another.</summary>
    internal int Peak(long fromMs, long toMs) => Between(fromMs, toMs).DefaultIfEmpty().Max();

    internal long Sum(long fromMs, long toMs) => Between(fromMs, toMs).Sum(count => (long)count);

    /// <summary>Each second from one time to another, both included.</summary>
    internal IEnumerable<int> Between(long fromMs, long toMs)
    {
        int last = (int)Math.Min(toMs / 1000, seconds.Length - 1);
        for (int second = (int)Math.Max(0, fromMs / 1000); second <= last; second++)
        {
            yield return In(second);
        }
    }
}
