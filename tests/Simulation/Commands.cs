using System.Diagnostics;
using System.Globalization;

namespace FieldNode.Simulation;

/// <summary>The command line. Exit status: 0 all held, 1 something did not, 2 used wrongly.</summary>
internal static class Commands
{
    private const string Usage = "use: dotnet run -c Release --project tests/Simulation -- "
        + "[--ci | --cuts | --seeds N --days D --first SEED | --replay SEED --days D]";

    private const int ShowEveryS = 10;

    public static int Run(string[] args)
    {
        if (args is ["--ci"])
        {
            return Many(1, CiSet.Seeds, CiSet.Days);
        }

        if (args is ["--cuts"])
        {
            return CutRuns.Run();
        }

        var numbers = new Dictionary<string, double> { ["--seeds"] = 200, ["--days"] = 1, ["--first"] = 1, ["--replay"] = -1 };
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!numbers.ContainsKey(args[i]) || i + 1 == args.Length
                || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || value <= 0)
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }

            numbers[args[i]] = value;
        }

        return numbers["--replay"] > 0 ? Replay((ulong)numbers["--replay"], numbers["--days"])
            : Many((ulong)numbers["--first"], (int)numbers["--seeds"], numbers["--days"]);
    }

    private static int Many(ulong first, int seeds, double days)
    {
        var all = new Tally();
        var watch = Stopwatch.StartNew();
        long shown = 0;
        for (int i = 0; i < seeds; i++)
        {
            One(new RunOptions(first + (ulong)i, days), all);
            long due = watch.ElapsedMilliseconds / (1000 * ShowEveryS);
            if (due > shown)
            {
                shown = due;
                Console.Error.WriteLine($"{i + 1} of {seeds} runs: {all.Line(Took)}");
            }
        }

        Console.WriteLine(all.Line(Took));
        return all is { Violations: 0, LostBeforeFirstBroker: 0 } ? 0 : 1;
    }

    private static int Replay(ulong seed, double days)
    {
        var all = new Tally();
        One(new RunOptions(seed, days) { Says = Console.WriteLine }, all);
        Console.WriteLine(all.Line(Took));
        return all is { Violations: 0, LostBeforeFirstBroker: 0 } ? 0 : 1;
    }

    // Of one core, since the process has no other work: what else the machine does slows nothing in this figure.
    private static TimeSpan Took => Process.GetCurrentProcess().TotalProcessorTime;

    private static void One(RunOptions options, Tally all)
    {
        var run = new SimulationRun(options);
        try
        {
            run.Run();
        }
        catch (BrokenRunException broken)
        {
            run.World.Tally.Violations++;
            run.World.Tally.SimulatedMs = run.World.Clock.NowMs;
            Console.WriteLine($"seed {options.Seed}, step {run.World.Trail.Steps}: {broken.Message}");
            foreach (string line in run.World.Trail.Last())
            {
                Console.WriteLine("  " + line);
            }

            Console.WriteLine($"  {run.Profile}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  again: --replay {options.Seed} --days {options.Days}"));
        }

        all.Add(run.World.Tally);
    }
}
