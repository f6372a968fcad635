using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FieldNode.Benchmarks.Il;

/// <summary>
/// Counts the IL instructions that the device executes for what it does most, and holds them against il.txt beside this project: a rise of
/// more than 5 % fails. <c>il --write</c> makes the file anew.
/// </summary>
internal static class IlReport
{
    private const double RiseMax = 1.05;

    public static int Run(bool write)
    {
        Install();
        string file = Path.Combine(Metadata("ProjectFolder"), "il.txt");
        List<(string Name, double Il)> measured = [.. Measure()];
        if (write)
        {
            File.WriteAllLines(file, measured.Select(Line));
        }

        Dictionary<string, double> kept = File.Exists(file)
            ? File.ReadLines(file).ToDictionary(l => l[..l.LastIndexOf(": ", StringComparison.Ordinal)], l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            : [];
        int risen = 0;
        foreach ((string name, double il) in measured)
        {
            bool known = kept.TryGetValue(name, out double before);
            bool rose = !known || il > before * RiseMax;
            risen += rose ? 1 : 0;
            Console.WriteLine("il " + Line((name, il)) + (rose ? known ? FormattableString.Invariant($" (was {before:F1}: a rise of more than 5 %)") : " (not in il.txt)" : ""));
        }

        return risen == 0 ? 0 : 1;
    }

    /// <summary>Before the first type of the device build is mentioned.</summary>
    public static void Install() => DeviceAssembly.Install(Metadata("DeviceBuild"));

    private static string Line((string Name, double Il) m) => FormattableString.Invariant($"{m.Name}: {m.Il:F1}");

    private static string Metadata(string key) =>
        typeof(IlReport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<(string, double)> Measure() => DeviceIl.IlNode.Measure().Concat(DeviceIl.IlStart.Measure());
}
