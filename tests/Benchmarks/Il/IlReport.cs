using System.Reflection;
using System.Runtime.CompilerServices;

namespace FieldNode.Benchmarks.Il;

/// <summary>Counts the IL instructions that the device executes for what it does most.</summary>
internal static class IlReport
{
    public static int Run()
    {
        string path = typeof(IlReport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "DeviceBuild").Value!;
        DeviceAssembly.Install(path);
        foreach ((string name, double il) in Measure())
        {
            Console.WriteLine(FormattableString.Invariant($"il {name}: {il:F1}"));
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<(string, double)> Measure() => DeviceIl.IlNode.Measure();
}
