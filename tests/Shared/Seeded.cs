using System.Globalization;

namespace FieldNode;

/// <summary>Random numbers of a test: the seed is printed, and FIELDNODE_SEED repeats a run.</summary>
internal static class Seeded
{
    public static Random Random()
    {
        string? given = Environment.GetEnvironmentVariable("FIELDNODE_SEED");
        int seed = given is null ? System.Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"FIELDNODE_SEED={seed}");
        return new Random(seed);
    }
}
