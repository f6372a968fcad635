using System.Diagnostics;

namespace FieldNode.Fuzz;

/// <summary>All targets for a while, some side by side, each in a process of its own.</summary>
internal static class Smoke
{
    /// <summary>What a target may take beyond its time on a loaded machine: to start, and to make what it found smaller.</summary>
    private const int LateS = 600;

    /// <param name="seed">Of each target's choices; null: another one each time.</param>
    internal static int Run(int seconds, int jobs, int? seed)
    {
        int failed = 0;
        long runs = 0;
        Parallel.ForEach(Targets.All, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs) }, target =>
        {
            (int status, string said) = Search(target, seconds, seed);
            lock (Console.Out)
            {
                Console.Write(said);
                failed += status == 0 ? 0 : 1;
                runs += RunsOf(said);
            }
        });
        Console.WriteLine($"fuzz: targets={Targets.All.Count} runs={runs} failed={failed} {(failed == 0 ? "ok" : "FAILED")}");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Runs a program, for so long at most.</summary>
    /// <returns>Its status, and what it said; if it did not end by itself, a status that is not 0.</returns>
    internal static (int Status, string Said) Await(ProcessStartInfo start, TimeSpan longest)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        if (process.WaitForExit(longest))
        {
            return (process.ExitCode, said.GetAwaiter().GetResult());
        }
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return (process.ExitCode == 0 ? 1 : process.ExitCode, said.GetAwaiter().GetResult() + $"it did not end within {longest.TotalSeconds:0} s, and was ended\n");
    }

    private static (int Status, string Said) Search(FuzzTarget target, int seconds, int? seed)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Smoke).Assembly.Location, target.Name, "--seconds", $"{seconds}", .. seed is { } s ? ["--seed", $"{s}"] : Array.Empty<string>()]);
        (int status, string said) = Await(start, TimeSpan.FromSeconds(seconds + LateS));
        return (status, said.Contains("fuzz: target=", StringComparison.Ordinal) ? said : said + $"fuzz: target={target.Name} ended with {status} and without a word FAILED\n");
    }

    private static long RunsOf(string said)
    {
        int at = said.LastIndexOf(" runs=", StringComparison.Ordinal);
        return at < 0 ? 0 : long.Parse(said[(at + 6)..].Split(' ')[0]);
    }
}
