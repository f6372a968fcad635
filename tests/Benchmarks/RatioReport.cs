using System.Diagnostics;

namespace FieldNode.Benchmarks;

/// <summary>
/// The quick run, below 50 s on a machine that does nothing else: a line for each case, each a ratio against Google.Protobuf in the same
/// run. A ratio depends on the machine, so none fails the run; wrong bytes and allocations do.
/// </summary>
internal static class RatioReport
{
    public static int Run()
    {
        long started = Stopwatch.GetTimestamp();
        var random = new Random(1);
        int allocating = 0;
        foreach (int n in new[] { 1, 10, 50 })
        {
            allocating += Print(new RatioDdata(n, random).Run());
        }

        allocating += Print(new RatioDdata(10, random, isScattered: true).Run());

        allocating += Print(new RatioNbirth(50, random).Run());
        allocating += Print(new RatioNcmd().Run());
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"ratio: medians of 60 interleaved rounds, {seconds:F0} s"));
        return allocating == 0 ? 0 : 1;
    }

    private static int Print((string Line, double Bytes) result)
    {
        Console.WriteLine(result.Line);
        return result.Bytes > 0 ? 1 : 0;
    }
}
