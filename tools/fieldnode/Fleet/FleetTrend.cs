namespace FieldNode.Cli.Fleet;

/// <summary>The last values of a tag. NaN stands for a value that was not good, so that a line breaks there.</summary>
internal sealed class FleetTrend
{
    internal const int Length = 60;

    private readonly double[] values = new double[Length];
    private readonly long[] times = new long[Length]; // ms since 1970, by the node's clock
    private int next;

    internal int Count { get; private set; }

    internal void Add(long timeMs, double value)
    {
        values[next] = value;
        times[next] = timeMs;
        next = (next + 1) % Length;
        Count = Math.Min(Length, Count + 1);
    }

    /// <summary>The oldest first.</summary>
    internal IEnumerable<(long TimeMs, double Value)> Points()
    {
        for (int i = 0; i < Count; i++)
        {
            int at = (next - Count + i + Length) % Length;
            yield return (times[at], values[at]);
        }
    }
}
