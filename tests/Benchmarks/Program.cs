using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FieldNode.Benchmarks;
using FieldNode.Benchmarks.Il;
using FieldNode.Benchmarks.Scan;

switch (args)
{
    case ["ratio"]:
        return RatioReport.Run();
    case ["il", .. var rest] when rest is [] or ["--write"]:
        return IlReport.Run(write: rest.Length > 0);
    case ["modbus"]:
        return ModbusRate.Run();
    case ["step"]:
        return StepCost.Run();
    case ["backlog"]:
        return BacklogDrain.Run();
    case ["scan"]:
        return ScanCost.Run();
    case ["bench", .. var rest]:
        // In this process: the device build beside it is no reference that a generated project could have. BenchmarkDotNet looks at all
        // types, those over the device build too.
        IlReport.Install();
        BenchmarkSwitcher.FromTypes([typeof(DdataBenchmarks), typeof(BirthAndCommandBenchmarks)]).Run(
            rest, DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    default:
        Console.Error.WriteLine("use: ratio | il [--write] | modbus | step | scan | backlog | bench [--filter *Ddata*]");
        return 2;
}
