using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>A pulse counter; pulses come by <see cref="Pulse"/>, whether anybody reads or not.</summary>
public sealed class SimPulseCounter : IPulseCounter
{
    private long count;
    private bool started;

    public bool IsTaken { get; set; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Pulses arrive.</summary>
    public void Pulse(long pulses) => count += started ? pulses : 0;

    /// <summary>The hardware begins anew at 0, as after a brown-out.</summary>
    public void Begin() => count = 0;

    public bool Start()
    {
        if (!started && !IsTaken)
        {
            started = true;
            Starts++;
            count = 0;
        }

        return !IsTaken;
    }

    public long Read() => IsTaken || !started ? -1 : count;

    public void Stop() => started = false;
}
