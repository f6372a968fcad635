using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>A pin. What drives it from outside is <see cref="Level"/>; what it drives itself is in <see cref="History"/>.</summary>
public sealed class SimPin : IDigitalPin
{
    /// <summary>Level at the pin.</summary>
    public bool Level { get; set; }

    /// <summary>There is no such pin, or somebody else has it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>What is outside holds the pin, whatever it drives.</summary>
    public bool IsShorted { get; set; }

    /// <summary>Levels that were driven, the first being that of opening.</summary>
    public List<bool> History { get; } = [];

    public PinUse? Use { get; private set; }

    public bool Open(PinUse use, bool high)
    {
        if (IsTaken)
        {
            return false;
        }

        if (Use is null)
        {
            Use = use;
            if (use == PinUse.Output)
            {
                Drive(high);
            }
        }

        return true;
    }

    public int Read() => IsTaken || Use is null ? -1 : Level ? 1 : 0;

    public bool Write(bool high)
    {
        if (IsTaken || Use != PinUse.Output)
        {
            return false;
        }

        if (History[^1] != high)
        {
            Drive(high);
        }

        return true;
    }

    public void Close() => Use = null;

    private void Drive(bool high)
    {
        History.Add(high);
        Level = IsShorted ? Level : high;
    }
}
