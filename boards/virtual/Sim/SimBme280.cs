namespace FieldNode.Virtual.Sim;

/// <summary>A BME280 by its registers (BST-BME280-DS002, chapter 5): forced mode, latched ctrl_hum, conversion time, power-on state.</summary>
public sealed class SimBme280 : ISimI2cPart
{
    private const int MeasureMs = 10; // 9.3 at most, in whole ms
    private readonly byte[] registers = new byte[256];
    private readonly Bme280Integers trim;
    private int pointer;
    private byte humidityControl;  // of the last write to ctrl_meas
    private long doneMs = -1;

    public SimBme280(Bme280Integers? trim = null)
    {
        this.trim = trim ?? Bme280Integers.Example;
        PowerOn();
    }

    public double Celsius { get; set; } = 21.5;
    public double Percent { get; set; } = 45;
    public double Pascal { get; set; } = 101325;

    /// <summary>0x60; a BMP280 has 0x58.</summary>
    public byte ChipId { get; set; } = 0x60;

    /// <summary>It takes so many ms longer than its datasheet says.</summary>
    public int LateMs { get; set; }

    /// <summary>It ends its measurements without having measured: its readings are those of a skipped one (4.2.3).</summary>
    public bool Skips { get; set; }

    /// <summary>What its memory of parameters reads as when it is damaged; null: what is in it.</summary>
    public byte? Parameters { get; set; }

    /// <summary>As after a dip of the supply.</summary>
    public void PowerOn()
    {
        Array.Clear(registers);
        trim.PutInto(registers);
        registers[0xF7] = 0x80; // unmeasured
        registers[0xFA] = 0x80;
        registers[0xFD] = 0x80;
        doneMs = -1;
    }

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        if (bytes.Length == 0)
        {
            return true;
        }

        Advance(nowMs);
        pointer = bytes[0];
        for (int i = 0; i + 1 < bytes.Length; i += 2) // 6.2.1: pairs of register and value
        {
            WriteRegister(bytes[i], bytes[i + 1], nowMs);
        }

        return true;
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        Advance(nowMs);
        registers[0xD0] = ChipId;
        for (int i = 0; i < buffer.Length; i++)
        {
            int register = (pointer + i) & 0xFF;
            buffer[i] = register is (>= 0x88 and <= 0xA1) or (>= 0xE1 and <= 0xE7) ? Parameters ?? registers[register] : registers[register];
        }

        return true;
    }

    private void WriteRegister(byte register, byte value, long nowMs)
    {
        switch (register)
        {
            case 0xE0 when value == 0xB6:
                PowerOn();
                break;
            case 0xF2:
                registers[0xF2] = (byte)(value & 7);
                break;
            case 0xF4:
                registers[0xF4] = value;
                humidityControl = registers[0xF2];
                if ((value & 3) is 1 or 2)
                {
                    registers[0xF3] |= 8;
                    doneMs = nowMs + MeasureMs + LateMs;
                }

                break;
            case 0xF5:
                registers[0xF5] = value;
                break;
        }
    }

    private void Advance(long nowMs)
    {
        if (doneMs < 0 || nowMs < doneMs)
        {
            return;
        }

        doneMs = -1;
        registers[0xF3] &= 0xF7;
        registers[0xF4] &= 0xFC; // back to sleep (3.3.3)
        int adcT = Search(1 << 20, adc => trim.CentiCelsius(adc) >= Celsius * 100);
        int fine = trim.Fine(adcT);
        int adcP = Search(1 << 20, adc => trim.PascalQ8(adc, fine) <= Pascal * 256);
        int adcH = Search(1 << 16, adc => trim.PercentQ10(adc, fine) >= Percent * 1024);
        PutTwenty(0xF7, Skips || (registers[0xF4] & 0x1C) == 0 ? 0x80000 : adcP);
        PutTwenty(0xFA, Skips || (registers[0xF4] & 0xE0) == 0 ? 0x80000 : adcT);
        adcH = Skips || humidityControl == 0 ? 0x8000 : adcH;
        registers[0xFD] = (byte)(adcH >> 8);
        registers[0xFE] = (byte)adcH;
    }

    private void PutTwenty(int at, int adc)
    {
        registers[at] = (byte)(adc >> 12);
        registers[at + 1] = (byte)(adc >> 4);
        registers[at + 2] = (byte)(adc << 4);
    }

    // The first reading at which the formula reaches what is to be measured.
    private static int Search(int end, Func<int, bool> reached)
    {
        int low = 0;
        int high = end - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (reached(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
