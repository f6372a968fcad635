using FieldNode.Benchmarks;
using FieldNode.Benchmarks.Il;
using FieldNode.Benchmarks.Scan;

switch (args)
{
    case ["ratio"]:
        var random = new Random(1);
        foreach (int n in new[] { 1, 10, 50 })
        {
            Console.WriteLine(new RatioDdata(n, random).Run());
        }

        Console.WriteLine(new RatioNbirth(50, random).Run());
        Console.WriteLine(new RatioNcmd().Run());
        return 0;
    case ["il", .. var rest] when rest is [] or ["--write"]:
        return IlReport.Run(write: rest.Length > 0);
    case ["modbus"]:
        return ModbusRate.Run();
    case ["step"]:
        return StepCost.Run();
    case ["scan"]:
        return ScanCost.Run();
    default:
        Console.Error.WriteLine("use: ratio | il [--write] | modbus | step | scan");
        return 2;
}
