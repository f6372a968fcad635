using SharpFuzz.Common;

namespace FieldNode.Fuzz;

/// <summary>
/// Which branches an input took, as SharpFuzz's instrumentation tells them: pairs of places one after the other, and how often, in the eight
/// classes of AFL. It also counts them, so that an input which takes too many is ended where it is.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Places = 1 << 16;

    // Never moved: instrumented code writes to it until the process ends.
    private static readonly byte* shared = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(Places);

    // Of each count its class.
    private static readonly byte[] classes = [.. Enumerable.Range(0, 256).Select(count => ClassOf(count))];

    // Beside the heap as well: a fifth of a search is spent here, and bounds that cannot be passed cost half of that. They go with the process.
    private readonly byte* counts = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(Places);
    private readonly int* touched = (int*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(2 * Places, sizeof(int)); // each pair once, and twice if a finalizer counts beside
    private readonly byte[] seen = new byte[Places]; // the classes that each pair was seen in
    private int touchedCount;
    private int previous;
    private long steps;
    private long stepsMax = long.MaxValue;

    private Coverage()
    {
    }

    /// <summary>Branches of the last input.</summary>
    internal long Steps => steps;

    /// <summary>Pairs that were ever taken.</summary>
    internal int Edges { get; private set; }

    /// <summary>Begins to listen; what ran before was not counted.</summary>
    internal static Coverage Listen()
    {
        var coverage = new Coverage();
        Trace.SharedMem = shared;
        Trace.OnBranch = coverage.Take;
        return coverage;
    }

    /// <summary>Lets instrumented code run where somebody else listens: the memory is his.</summary>
    internal static void Idle()
    {
        Trace.SharedMem = Trace.SharedMem == null ? shared : Trace.SharedMem;
        Trace.OnBranch = static (_, _) => { };
    }

    /// <summary>Another input begins.</summary>
    internal void Begin(long limit)
    {
        for (int i = 0; i < touchedCount; i++)
        {
            counts[touched[i]] = 0;
        }
        touchedCount = 0;
        previous = 0;
        steps = 0;
        stepsMax = limit;
    }

    /// <summary>The input is over: what the target itself does now is free.</summary>
    internal void End() => stepsMax = long.MaxValue;

    /// <summary>Keeps what the input took.</summary>
    /// <returns>True if any of it is new.</returns>
    internal bool Keep()
    {
        bool isNew = false;
        for (int i = 0; i < touchedCount; i++)
        {
            int edge = touched[i];
            byte kind = classes[counts[edge]];
            byte before = seen[edge];
            if ((before & kind) == 0)
            {
                isNew = true;
                Edges += before == 0 ? 1 : 0;
                seen[edge] = (byte)(before | kind);
            }
        }
        return isNew;
    }

    /// <summary>Forgets all that was kept.</summary>
    internal void Forget()
    {
        Array.Clear(seen);
        Edges = 0;
    }

    private void Take(int place, string name)
    {
        int edge = (place ^ previous) & (Places - 1);
        previous = place >> 1;
        byte* count = counts + edge;
        if (*count == 0)
        {
            touched[touchedCount++] = edge;
        }
        if (*count != 255)
        {
            ++*count;
        }
        if (++steps > stepsMax)
        {
            throw new StepsException(stepsMax);
        }
    }

    private static byte ClassOf(int count) => count switch
    {
        0 => 0, 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128,
    };
}
