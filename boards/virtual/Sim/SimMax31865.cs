using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>A MAX31865 by its registers (19-6478): one-shot conversion, thresholds, fault cycle and its bits.</summary>
public sealed class SimMax31865(double referenceOhm) : ISpiDevice
{
    private readonly byte[] registers = [0, 0, 0, 0xFF, 0xFF, 0, 0, 0];
    private const int SettleMs = 9; // of the input filter: some ten time constants after the bias came on
    private long doneMs = -1;
    private long biasMs = -1;       // since when the bias is on
    private bool settled;           // the conversion began on a settled input
    private int leads; // fault bits that the last fault cycle found

    public long NowMs { get; set; }

    /// <summary>Resistance at its terminals; infinite: an open sensor.</summary>
    public double Ohm { get; set; } = 100;

    /// <summary>An open FORCE- lead: D3 and D4 in the fault cycle.</summary>
    public bool ForceOpen { get; set; }

    /// <summary>An input above its supply or below ground: D2.</summary>
    public bool OverVoltage { get; set; }

    /// <summary>No part: MISO floats at this level.</summary>
    public byte? Floating { get; set; }

    public bool IsLost { get; set; }

    /// <summary>The current through the sensor flows, and warms it.</summary>
    public bool IsBiasOn => (registers[0] & 0x80) != 0;

    /// <summary>The last conversion had a third wire's drop taken off.</summary>
    public bool IsThreeWire { get; private set; }

    /// <summary>The last conversion filtered 50 Hz, else 60.</summary>
    public bool Is50Hz { get; private set; }

    /// <summary>As after a dip of the supply.</summary>
    public void PowerOn() => new byte[] { 0, 0, 0, 0xFF, 0xFF, 0, 0, 0 }.CopyTo(registers, 0);

    public bool Transfer(byte[] output, byte[] input, int count)
    {
        Advance();
        for (int i = 0; i < count; i++)
        {
            input[i] = Floating ?? (i == 0 ? (byte)0 : registers[((output[0] & 0x7F) + i - 1) & 7]);
        }

        for (int i = 1; i < count && (output[0] & 0x80) != 0; i++)
        {
            WriteRegister(((output[0] & 0x7F) + i - 1) & 7, output[i]);
        }

        return !IsLost;
    }

    private void WriteRegister(int register, byte value)
    {
        if (register is 1 or 2 or 7)
        {
            return; // read-only
        }

        registers[register] = value;
        if (register != 0)
        {
            return;
        }

        biasMs = (value & 0x80) == 0 ? -1 : biasMs < 0 ? NowMs : biasMs;
        if ((value & 0x02) != 0)
        {
            registers[7] = 0;
            leads = 0;
        }

        if ((value & 0x0C) == 0x04)
        {
            // On an input that has not settled the fault cycle finds what is not there.
            leads = NowMs - biasMs < SettleMs ? 0x20 : (ForceOpen ? 0x18 : 0) | (double.IsInfinity(Ohm) ? 0x20 : 0);
            registers[7] |= (byte)leads;
        }

        if ((value & 0x20) != 0 && (value & 0x80) != 0)
        {
            settled = NowMs - biasMs >= SettleMs;
            (IsThreeWire, Is50Hz) = ((value & 0x10) != 0, (value & 1) != 0);
            doneMs = NowMs + ((value & 1) != 0 ? 66 : 55);
        }

        registers[0] = (byte)(value & 0xD1); // the other bits clear themselves
    }

    private void Advance()
    {
        if (doneMs < 0 || NowMs < doneMs)
        {
            return;
        }

        doneMs = -1;
        int code = double.IsInfinity(Ohm) ? 32767 : (int)Math.Clamp(Math.Round(Ohm * (settled ? 1 : 0.9) / referenceOhm * 32768), 0, 32767);
        int high = (registers[3] << 8 | registers[4]) >> 1;
        int low = (registers[5] << 8 | registers[6]) >> 1;
        int faults = registers[7] | (code >= high ? 0x80 : 0) | (code <= low ? 0x40 : 0) | (OverVoltage ? 0x04 : 0);
        registers[7] = (byte)faults;
        registers[1] = (byte)(code >> 7);
        registers[2] = (byte)(code << 1 | (faults != 0 ? 1 : 0));
    }
}
