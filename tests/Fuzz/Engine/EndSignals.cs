using System.Runtime.InteropServices;

namespace FieldNode.Fuzz;

/// <summary>The first signal of some is only told; the next ends the process, as the system has it.</summary>
internal sealed class EndSignals : IDisposable
{
    private readonly PosixSignalRegistration[] all;
    private int told;

    internal EndSignals(Action tell, params PosixSignal[] signals) => all = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = Interlocked.Increment(ref told) == 1;
        tell();
    }))];

    public void Dispose() => Array.ForEach(all, one => one.Dispose());
}
