using System.Runtime.InteropServices;

namespace FieldNode.Cli;

/// <summary>
/// Ctrl-C and SIGTERM ask for a clean end. A second Ctrl-C ends the process at once; a SIGTERM behind it does not, for
/// in a terminal Ctrl-C reaches the demo and its node, and the demo then asks the node once more.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int interrupts;

    internal Signals()
    {
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle));
    }

    internal CancellationToken Token => source.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = context.Signal != PosixSignal.SIGINT || Interlocked.Increment(ref interrupts) == 1;
        source.Cancel();
    }
}
