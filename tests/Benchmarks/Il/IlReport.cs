using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FieldNode.Benchmarks.Il;

/// <summary>
/// Counts the IL instructions that the device executes for what it does most, and weighs them (prices.tsv). Both are held against il.txt beside
/// this project: a rise of more than 5 % fails, and so does a weight above its target. <c>il --write</c> makes the file anew.
/// </summary>
internal static class IlReport
{
    private const double RiseMax = 1.05;

    public static int Run(bool write)
    {
        Install();
        string file = Path.Combine(Metadata("ProjectFolder"), "il.txt");
        List<Held> measured = [.. Measure()];
        if (write)
        {
            File.WriteAllLines(file, measured.Select(m => m.ToString()));
        }

        Dictionary<string, Held> kept = File.Exists(file) ? File.ReadLines(file).Select(Held.Parse).ToDictionary(h => h.Name) : [];
        int wrong = 0;
        foreach (Held now in measured)
        {
            string what = !kept.TryGetValue(now.Name, out Held? before) ? " (not in il.txt)"
                : now.Cost.Il > before.Cost.Il * RiseMax || now.Cost.Ns > before.Cost.Ns * RiseMax ? $" (was {before}: a rise of more than 5 %)"
                : now.Cost.Ns > now.NsMax || now.Cost.Il > now.IlMax ? " (above its target)"
                : "";
            wrong += what.Length > 0 ? 1 : 0;
            Console.WriteLine($"il {now}{what}");
        }

        return wrong == 0 ? 0 : 1;
    }

    /// <summary>Before the first type of the device build is mentioned.</summary>
    public static void Install() =>
        DeviceAssembly.Install(Metadata("DeviceBuild"), new Prices(Path.Combine(Metadata("ProjectFolder"), "Il", "prices.tsv")));

    private static string Metadata(string key) =>
        typeof(IlReport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<Held> Measure() => DeviceIl.IlNode.Measure().Concat(DeviceIl.IlJournal.Measure()).Concat(DeviceIl.IlStart.Measure()).Concat(DeviceIl.IlUpdate.Measure());

    /// <summary>A line of il.txt: what it costs, and what it may cost at most.</summary>
    internal sealed record Held(string Name, Cost Cost, double NsMax = double.PositiveInfinity, double IlMax = double.PositiveInfinity)
    {
        public static Held Parse(string line)
        {
            int end = line.LastIndexOf(": ", StringComparison.Ordinal);
            double[] numbers = [.. line[(end + 2)..].Split(' ').Where(word => char.IsAsciiDigit(word[0])).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            return new Held(line[..end], new Cost(numbers[0], numbers[1]), numbers.Length > 2 ? numbers[2] : double.PositiveInfinity);
        }

        public override string ToString() => FormattableString.Invariant($"{Name}: {Cost.Il:F1} IL {Cost.Ns:F0} ns")
            + (double.IsFinite(NsMax) ? FormattableString.Invariant($" of {NsMax:F0}") : "");
    }
}
