using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FieldNode.Cli;

/// <summary>
/// Ctrl-C and SIGTERM ask for a clean end. A second Ctrl-C ends the process at once, or does what <see cref="AtSecondInterrupt"/> says; a SIGTERM
/// behind it does not, for in a terminal Ctrl-C reaches the demo and its node, and the demo then asks the node once more. That may come when the node
/// is through: so the signals are never given back, or the system would end in its own way a process that has ended well.
/// </summary>
internal sealed class Signals
{
    private static readonly List<PosixSignalRegistration> Registrations = []; // one that is collected is given back too

    // One Ctrl-C may come twice within this: from a terminal, and from the program that started us.
    private static readonly TimeSpan SamePress = TimeSpan.FromMilliseconds(300);

    private static volatile bool wasInterrupted;
    private static volatile Action? atSecondInterrupt;

    private readonly CancellationTokenSource source = new();
    private long firstInterrupt;
    private int interrupts;

    internal Signals()
    {
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle));
    }

    internal CancellationToken Token => source.Token;

    /// <summary>True as soon as Ctrl-C was pressed.</summary>
    internal static bool WasInterrupted => wasInterrupted;

    /// <summary>What a second Ctrl-C does in place of ending the process at once, which leaves behind what the process has made.</summary>
    internal static Action? AtSecondInterrupt
    {
        set => atSecondInterrupt = value;
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT)
        {
            wasInterrupted = true;
            if (Interlocked.Increment(ref interrupts) == 1)
            {
                Volatile.Write(ref firstInterrupt, Stopwatch.GetTimestamp());
            }
            else if (atSecondInterrupt is not { } end)
            {
                context.Cancel = false;
            }
            else if (Stopwatch.GetElapsedTime(Volatile.Read(ref firstInterrupt)) > SamePress)
            {
                end();
            }
        }
        source.Cancel();
    }
}
