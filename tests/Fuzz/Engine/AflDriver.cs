using SharpFuzz;

namespace FieldNode.Fuzz;

/// <summary>The search of afl++, as SharpFuzz joins it to .NET. Each input is judged as by our own search, but for steps and memory.</summary>
internal static class AflDriver
{
    internal static void Run(FuzzTarget target) => Fuzzer.OutOfProcess.Run(stream =>
    {
        Coverage.Idle();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        target.Run(bytes.ToArray());
    });
}
