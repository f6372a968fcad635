namespace FieldNode.Virtual.Sim;

/// <summary>An INA219 by its registers (SBOS448, 8.6): triggered conversions, conversion ready, 4 mV and 10 µV steps.</summary>
public sealed class SimIna219 : ISimI2cPart
{
    private int config = 0x399F;
    private int pointer;
    private long doneMs = -1;
    private bool ready;
    private int shunt;
    private int bus;

    public double BusVolts { get; set; } = 24;
    public double ShuntVolts { get; set; } = 0.02;

    /// <summary>It takes so many ms longer than its datasheet says.</summary>
    public int LateMs { get; set; }

    /// <summary>Its arithmetic overflowed (OVF): current and power are meaningless.</summary>
    public bool IsOverflown { get; set; }

    /// <summary>As after a dip of the supply: it converts all the time.</summary>
    public void PowerOn() => config = 0x399F;

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        Advance(nowMs);
        if (bytes.Length > 0)
        {
            pointer = bytes[0];
        }

        if (bytes.Length >= 3 && pointer == 0)
        {
            int word = (bytes[1] << 8) | bytes[2];
            config = (word & 0x8000) != 0 ? 0x399F : word; // RST clears itself
            doneMs = nowMs + 2 + LateMs;
            ready = false;
        }

        return true;
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        Advance(nowMs);
        int word = pointer switch
        {
            0 => config,
            1 => shunt & 0xFFFF,
            2 => (bus << 3) | (ready ? 2 : 0) | (IsOverflown ? 1 : 0),
            _ => 0,
        };
        buffer[0] = (byte)(word >> 8);
        if (buffer.Length > 1)
        {
            buffer[1] = (byte)word;
        }

        return true;
    }

    private void Advance(long nowMs)
    {
        bool continuous = (config & 7) >= 5; // as it is after power-on
        if (!continuous && (doneMs < 0 || nowMs < doneMs))
        {
            return;
        }

        doneMs = -1;
        ready = true;
        shunt = (int)Math.Clamp(Math.Round(ShuntVolts / 0.00001), -32000, 32000);
        bus = (int)Math.Clamp(Math.Round(BusVolts / 0.004), 0, 8191);
    }
}
