namespace FieldNode.Simulation;

/// <summary>Random numbers of one run: splitmix64 (Steele, Lea and Flood 2014), since System.Random is free to change between versions of .NET.</summary>
/// <param name="seed">Whatever it is, the numbers are good.</param>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + (long)(Next() % (ulong)(high - low + 1));

    /// <summary>True with a probability.</summary>
    public bool Is(double probability) => Fraction() < probability;

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A wait of a process without memory, in ms: exponential with a mean, at most ten times that.</summary>
    public long WaitMs(double meanMs) => (long)Math.Min(-Math.Log(1 - Fraction()) * meanMs, 10 * meanMs) + 1;

    /// <summary>A length of which short ones are as frequent as long ones: evenly over its logarithm.</summary>
    public long LengthMs(long low, long high) => (long)(low * Math.Pow((double)high / low, Fraction()));

    /// <summary>One of several.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
