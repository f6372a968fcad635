using BenchmarkDotNet.Attributes;

namespace FieldNode.Benchmarks;

/// <summary>NBIRTH of 50 floats with their ranges, and an NCMD with a rebirth, under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class BirthAndCommandBenchmarks
{
    private const int Calls = 1000;

    private readonly RatioNbirth birth = new(50, new Random(1));
    private readonly RatioNcmd command = new();

    /// <summary>Holds the births against Google's.</summary>
    [GlobalSetup]
    public void Setup() => birth.Check();

    /// <summary>NBIRTH.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void FieldNodeNbirth() => birth.Ours(Calls);

    /// <summary>NBIRTH, new objects and ToByteArray.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void GoogleNbirth() => birth.GoogleNew(Calls);

    /// <summary>NCMD, checked and understood.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void FieldNodeNcmd() => command.Ours(Calls);

    /// <summary>NCMD, parsed into new objects.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void GoogleNcmd() => command.Google(Calls);
}
