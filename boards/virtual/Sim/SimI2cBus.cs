using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>An I2C bus under virtual time, with the faults that real ones have.</summary>
public sealed class SimI2cBus : II2cBus
{
    private readonly Dictionary<int, ISimI2cPart> parts = [];

    /// <summary>Virtual time; parts convert by it.</summary>
    public long NowMs { get; set; }

    /// <summary>A part holds SDA low: every conversation ends in Stuck until a recovery.</summary>
    public bool IsStuck { get; set; }

    /// <summary>With <see cref="IsStuck"/>: nine clocks do not help (a shorted line).</summary>
    public bool IsShorted { get; set; }

    /// <summary>The adapter is unplugged.</summary>
    public bool IsLost { get; set; }

    /// <summary>A bit of this byte of the next answers is flipped; -1: none.</summary>
    public int FlipByte { get; set; } = -1;

    /// <summary>How many answers <see cref="FlipByte"/> still concerns.</summary>
    public int Flips { get; set; }

    /// <summary>Recoveries asked for.</summary>
    public int Recoveries { get; private set; }

    /// <summary>Conversations so far.</summary>
    public int Conversations { get; private set; }

    /// <summary>Plugs a part in, in place of what was there.</summary>
    public void Plug(int address, ISimI2cPart part) => parts[address] = part;

    /// <summary>Pulls a part off.</summary>
    public void Unplug(int address) => parts.Remove(address);

    /// <inheritdoc />
    public I2cResult Write(int address, byte[] bytes, int count) =>
        Talk(address, part => part.Write(bytes.AsSpan(0, count), NowMs));

    /// <inheritdoc />
    public I2cResult Read(int address, byte[] buffer, int count) =>
        Talk(address, part => ReadFrom(part, buffer, count));

    /// <inheritdoc />
    public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) =>
        Talk(address, part => part.Write(bytes.AsSpan(0, writeCount), NowMs) && ReadFrom(part, buffer, readCount));

    /// <inheritdoc />
    public I2cResult Recover()
    {
        Recoveries++;
        IsStuck = IsStuck && IsShorted;
        return IsLost ? I2cResult.Lost : IsStuck ? I2cResult.Stuck : I2cResult.Ok;
    }

    private bool ReadFrom(ISimI2cPart part, byte[] buffer, int count)
    {
        if (!part.Read(buffer.AsSpan(0, count), NowMs))
        {
            return false;
        }

        if (Flips > 0 && FlipByte >= 0 && FlipByte < count)
        {
            Flips--;
            buffer[FlipByte] ^= 0x10;
        }

        return true;
    }

    private I2cResult Talk(int address, Func<ISimI2cPart, bool> words)
    {
        Conversations++;
        if (IsLost || IsStuck)
        {
            return IsLost ? I2cResult.Lost : I2cResult.Stuck;
        }

        return parts.TryGetValue(address, out ISimI2cPart? part) && words(part) ? I2cResult.Ok : I2cResult.Nak;
    }
}
