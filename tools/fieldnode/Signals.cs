using System.Runtime.InteropServices;

namespace FieldNode.Cli;

/// <summary>
/// Ctrl-C and SIGTERM ask for a clean end. A second Ctrl-C ends the process at once; a SIGTERM behind it does not, for
/// in a terminal Ctrl-C reaches the demo and its node, and the demo then asks the node once more. That may come when the node
/// is through: so the signals are never given back, or the system would end in its own way a process that has ended well.
/// </summary>
internal sealed class Signals
{
    private static readonly List<PosixSignalRegistration> Registrations = []; // one that is collected is given back too

    private readonly CancellationTokenSource source = new();
    private int interrupts;

    internal Signals()
    {
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle));
    }

    internal CancellationToken Token => source.Token;

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = context.Signal != PosixSignal.SIGINT || Interlocked.Increment(ref interrupts) == 1;
        source.Cancel();
    }
}
