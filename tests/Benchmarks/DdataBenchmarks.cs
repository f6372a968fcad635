using BenchmarkDotNet.Attributes;

namespace FieldNode.Benchmarks;

/// <summary>
/// The cases of the quick run one by one under BenchmarkDotNet, which takes minutes and tells errors and allocations:
/// <c>-- bench --filter *Ddata*</c>, <c>-- bench --filter *</c>.
/// </summary>
[MemoryDiagnoser]
public class DdataBenchmarks
{
    private const int Calls = 1000;

    private RatioDdata rig = null!;

    /// <summary>Floats in a frame.</summary>
    [Params(1, 10, 50)]
    public int N { get; set; }

    /// <summary>Makes the tags and the scripts, and holds every frame against Google's.</summary>
    [GlobalSetup]
    public void Setup()
    {
        rig = new RatioDdata(N, new Random(1));
        rig.Check();
    }

    /// <summary>From register bytes to the payload.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void FieldNode() => rig.Ours(Calls);

    /// <summary>New objects and ToByteArray.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void GoogleNew() => rig.GoogleNew(Calls);

    /// <summary>The same objects again, and WriteTo a span.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void GoogleReused() => rig.GoogleReused(Calls);
}
