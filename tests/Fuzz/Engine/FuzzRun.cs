using System.Diagnostics;

namespace FieldNode.Fuzz;

/// <summary>Searches a target: inputs that reach something new are kept, and others are made of them.</summary>
internal sealed class FuzzRun(FuzzTarget target, FuzzOptions options, TextWriter output)
{
    private const int FindingsMax = 10;
    private const int ThoroughEvery = 16;
    private const int MinimiseRuns = 3000;
    private const int CorpusFilesMax = 60;
    private const int CorpusBytesMax = 64 * 1024;

    private const int SmallerS = 60; // beyond the time that was asked for, findings stay as large as they are

    private readonly Coverage coverage = Coverage.Listen();
    private readonly HangWatch hangs = new(target, options, output);
    private readonly Stopwatch clock = new();
    private readonly List<byte[]> kept = [];
    private readonly Dictionary<string, Finding> findings = [];
    private long runs;
    private volatile bool isEnded;

    /// <summary>Asks the search to end with the input that is being read; called from anywhere.</summary>
    internal void End() => isEnded = true;

    /// <returns>True if nothing was found.</returns>
    internal bool Run()
    {
        var random = new Random(options.Seed);
        clock.Start();
        using var watching = new Timer(_ =>
        {
            if (hangs.Look(clock.ElapsedMilliseconds))
            {
                Environment.Exit(1); // whatever hangs cannot be asked to end
            }
        }, null, 1000, 1000);
        foreach (byte[] input in Corpus.Of(target.Name).Concat(target.Seeds()))
        {
            Take(input.Length <= target.BytesMax ? input : input[..target.BytesMax], always: true);
        }
        var mutator = new Mutator(random, target.Words, target.BytesMax);
        while (findings.Count < FindingsMax && !IsOver())
        {
            Take(mutator.Of(Pick(random), Pick(random)), always: false);
        }
        if (options.WritesCorpus)
        {
            Corpus.Write(target.Name, Minimised());
        }
        foreach (Finding finding in findings.Values)
        {
            Tell(finding);
        }
        output.WriteLine($"fuzz: target={target.Name} runs={runs} edges={coverage.Edges} corpus={kept.Count} findings={findings.Count} "
            + $"seed={options.Seed} seconds={clock.Elapsed.TotalSeconds:0} {(findings.Count == 0 ? "ok" : "FAILED")}");
        return findings.Count == 0;
    }

    /// <summary>Reads one input as a search does.</summary>
    /// <exception cref="Exception">Something does not hold.</exception>
    internal static void Execute(FuzzTarget target, byte[] input, Coverage coverage)
    {
        coverage.Begin(target.StepsMax);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        finally
        {
            coverage.End();
        }
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        if (coverage.Steps > target.StepsMax)
        {
            throw new StepsException(target.StepsMax); // it was thrown, and caught on its way
        }
        if (bytes > target.MemoryMax)
        {
            throw new OracleException($"memory: {bytes} bytes allocated, allowed {target.MemoryMax}");
        }
    }

    private bool IsLate => options.Seconds > 0 && clock.Elapsed.TotalSeconds > options.Seconds + SmallerS;

    private bool IsOver() => isEnded || (options.Runs > 0 && runs >= options.Runs)
        || (options.Seconds > 0 && (runs & 15) == 0 && clock.Elapsed.TotalSeconds >= options.Seconds);

    // Mostly the shorter of two: it is read faster, and more of its changes matter.
    private byte[] Pick(Random random)
    {
        if (kept.Count == 0)
        {
            return [];
        }
        byte[] one = Any(random);
        byte[] other = Any(random);
        return one.Length <= other.Length || random.Next(4) == 0 ? one : other;
    }

    // The newer ones have been tried less.
    private byte[] Any(Random random) => kept[random.Next(2) == 0 ? random.Next(kept.Count) : random.Next(kept.Count * 3 / 4, kept.Count)];

    private void Take(byte[] input, bool always)
    {
        runs++;
        target.IsThorough = always || runs % ThoroughEvery == 0;
        Finding? found = Try(input);
        if (coverage.Keep() || always)
        {
            kept.Add(input);
            if (!target.IsThorough)
            {
                target.IsThorough = true;
                found ??= Try(input);
                coverage.Keep();
            }
        }
        if (found is not null && !findings.ContainsKey(found.Key))
        {
            target.IsThorough = true;
            findings.Add(found.Key, found);
            findings[found.Key] = Smaller(found);
        }
    }

    // Leaves out what is not needed for it: halves, then less and less.
    private Finding Smaller(Finding finding)
    {
        int left = MinimiseRuns;
        for (int length = Math.Max(1, finding.Input.Length / 2); length > 0 && left > 0; length /= 2)
        {
            for (int at = 0; at + length <= finding.Input.Length && left > 0 && !IsLate && !isEnded; left--)
            {
                byte[] less = [.. finding.Input.AsSpan(0, at), .. finding.Input.AsSpan(at + length)];
                Finding? still = Try(less);
                if (still?.Key == finding.Key)
                {
                    finding = still;
                }
                else
                {
                    at += length;
                }
            }
        }
        return finding;
    }

    private Finding? Try(byte[] input)
    {
        hangs.Begin(input, clock.ElapsedMilliseconds);
        try
        {
            Execute(target, input, coverage);
            return null;
        }
        catch (Exception failure)
        {
            return Finding.Of(input, failure);
        }
        finally
        {
            hangs.End();
        }
    }

    // The shortest first; of them those that still reach something that no other did.
    private List<byte[]> Minimised()
    {
        coverage.Forget();
        var few = new List<byte[]>();
        foreach (byte[] input in kept.OrderBy(input => input.Length))
        {
            try
            {
                Execute(target, input, coverage);
            }
            catch (Exception)
            {
                continue; // a finding has its own folder
            }
            if (coverage.Keep() && few.Count < CorpusFilesMax && few.Sum(one => one.Length) + input.Length <= CorpusBytesMax)
            {
                few.Add(input);
            }
        }
        return few;
    }

    private void Tell(Finding finding)
    {
        string folder = Path.Combine(options.FindingsFolder, target.Name);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, Corpus.NameOf(finding.Input));
        File.WriteAllBytes(file, finding.Input);
        output.WriteLine($"finding in {target.Name}: {finding.Key}");
        output.WriteLine($"  {finding.Input.Length} bytes in {file}");
        output.WriteLine($"  {finding.Input.Length switch { <= 200 => Convert.ToHexString(finding.Input), _ => Convert.ToHexString(finding.Input, 0, 200) + "..." }}");
        output.WriteLine("  " + finding.Failure.ToString().ReplaceLineEndings("\n  "));
    }
}
