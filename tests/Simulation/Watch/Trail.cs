using System.Globalization;

namespace FieldNode.Simulation;

/// <summary>What happened last, in a ring, and a hash over all that happened: the same seed has to give the same one.</summary>
/// <param name="clock">The run's clock.</param>
internal sealed class Trail(SimClock clock)
{
    private const int Kept = 50;
    private const ulong Prime = 1099511628211; // FNV-1a, 64 bits

    private readonly (long AtUs, string What, long Number, string? Name)[] last = new (long, string, long, string?)[Kept];

    /// <summary>How many things happened: the step of a violation.</summary>
    public long Steps { get; private set; }

    /// <summary>FNV-1a over what happened, with its times, and over the bytes that the broker read.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>Notes something. No text is put together before somebody reads it.</summary>
    public void Note(string what, long number = 0, string? name = null)
    {
        last[Steps++ % Kept] = (clock.NowUs, what, number, name);
        Mix((ulong)clock.NowUs);
        Mix((ulong)number);
        Mix((ulong)what.Length);
    }

    /// <summary>Takes bytes into the hash.</summary>
    public void Mix(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Hash;
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * Prime;
        }

        Hash = hash;
    }

    /// <summary>The last things that happened, oldest first, one to a line.</summary>
    public IEnumerable<string> Last()
    {
        for (long i = Math.Max(0, Steps - Kept); i < Steps; i++)
        {
            (long atUs, string what, long number, string? name) = last[i % Kept];
            string time = TimeSpan.FromMicroseconds(atUs).ToString(@"d\.hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
            yield return $"{i} {time} {what} {number} {name}".TrimEnd();
        }
    }

    private void Mix(ulong number) => Hash = (Hash ^ number) * Prime;
}
