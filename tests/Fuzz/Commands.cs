using System.Globalization;
using System.Runtime.InteropServices;

namespace FieldNode.Fuzz;

/// <summary>The command line. Exit status: 0 nothing found, 1 something found, 2 used wrongly.</summary>
internal static class Commands
{
    private const string Usage = """
        Usage: dotnet run -c Release --project tests/Fuzz -- ARGUMENTS
          --list                                the targets, and what each is judged against
          --smoke [--seconds N] [--jobs N] [--seed N]      all targets, 60 s each, two at a time
          TARGET --seconds N | --runs N         search one target; with --seed N again as it was, with --write its minimised corpus into the sources
          TARGET --repro FILE                   read one input and say what became of it
          --instrument                          make the instrumented copy and print its program, for the next one
          TARGET --afl                          under afl-fuzz: AFL_SKIP_BIN_CHECK=1 afl-fuzz -i IN -o OUT -t 10000 -- dotnet PROGRAM TARGET --afl
        """;

    internal static int Run(string[] args)
    {
        using FileStream? used = Instrumented.IsThis ? Instrumented.Use(AppContext.BaseDirectory) : null;
        if (Instrumented.IsThis)
        {
            Coverage.Idle(); // instrumented code writes to memory that has to be there
        }
        if (args is ["--list"])
        {
            Array.ForEach([.. Targets.All], target => Console.WriteLine($"{target.Name,-14} {target.What}"));
            return 0;
        }
        if (args is ["--instrument"])
        {
            Console.WriteLine(Instrumented.IsThis ? typeof(Commands).Assembly.Location : Instrumented.Make());
            return 0;
        }
        if (args.Length == 0 || !AreKnown(args))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        if (!Instrumented.IsThis)
        {
            return Instrumented.Start(Instrumented.Make(), args);
        }
        return args[0] == "--smoke" ? Smoke.Run(Number(args, "--seconds") ?? 60, Number(args, "--jobs") ?? 2, Number(args, "--seed")) : One(args);
    }

    private static int One(string[] args)
    {
        if (Targets.Find(args[0]) is not { } target)
        {
            Console.Error.WriteLine($"{args[0]}: no such target. There are {string.Join(", ", Targets.All.Select(one => one.Name))}");
            return 2;
        }
        if (args.Contains("--repro"))
        {
            return Repro(target, Text(args, "--repro")!);
        }
        if (args.Contains("--afl"))
        {
            AflDriver.Run(target);
            return 0;
        }
        var options = new FuzzOptions
        {
            Runs = Long(args, "--runs") ?? 0, Seconds = Number(args, "--seconds") ?? 0, Seed = Number(args, "--seed") ?? Random.Shared.Next(),
            WritesCorpus = args.Contains("--write"), FindingsFolder = Path.Combine(Corpus.Artifacts, "findings"),
        };
        if (options.Runs + options.Seconds <= 0)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        var run = new FuzzRun(target, options, Console.Out);
        using var signals = new EndSignals(run.End, PosixSignal.SIGINT, PosixSignal.SIGTERM);
        return run.Run() ? 0 : 1;
    }

    private static int Repro(FuzzTarget target, string file)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"{file}: no such file. Give one that a search has written");
            return 2;
        }
        byte[] input = File.ReadAllBytes(file);
        try
        {
            Coverage coverage = Coverage.Listen();
            FuzzRun.Execute(target, input, coverage);
            Console.WriteLine($"{target.Name}: {input.Length} bytes, {coverage.Steps} branches, and all holds");
            return 0;
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure);
            return 1;
        }
    }

    /// <summary>All of it is known, and each option that needs a number or a file has one: what is written is meant.</summary>
    private static bool AreKnown(string[] args)
    {
        bool isSmoke = args[0] == "--smoke";
        for (int at = 1; at < args.Length; at++)
        {
            bool isKnown = args[at] switch
            {
                "--seconds" or "--seed" => IsNumber(args, ++at, int.MaxValue),
                "--jobs" => isSmoke && IsNumber(args, ++at, int.MaxValue),
                "--runs" => !isSmoke && IsNumber(args, ++at, long.MaxValue),
                "--repro" => !isSmoke && ++at < args.Length,
                "--write" or "--afl" => !isSmoke,
                _ => false,
            };
            if (!isKnown)
            {
                return false;
            }
        }
        return isSmoke || !args[0].StartsWith("--", StringComparison.Ordinal);
    }

    private static bool IsNumber(string[] args, int at, long largest) =>
        at < args.Length && long.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= largest;

    private static string? Text(string[] args, string option) => Array.IndexOf(args, option) is >= 0 and int at ? args[at + 1] : null;

    private static int? Number(string[] args, string option) => (int?)Long(args, option);

    private static long? Long(string[] args, string option) => Text(args, option) is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
