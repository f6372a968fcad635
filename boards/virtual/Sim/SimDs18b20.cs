using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>A 1-Wire bus with one DS18B20 (19-7487): ROM match, conversion time, scratchpad with CRC, power-on value.</summary>
public sealed class SimDs18b20(byte[] rom) : IOneWireBus
{
    private readonly byte[] scratchpad = [0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0];
    private readonly List<byte> heard = [];
    private int spoken;
    private long doneMs = -1;

    public long NowMs { get; set; }
    public double Celsius { get; set; } = 21.5;

    /// <summary>Resolution that somebody set, 9 to 12 bits; the bits below it are undefined (here: ones).</summary>
    public int Bits { get; set; } = 12;

    public bool IsAbsent { get; set; }

    /// <summary>The line is shorted to ground: presence is seen for ever, and every slot reads 0.</summary>
    public bool IsShorted { get; set; }

    /// <summary>One bit of the scratchpad is read wrong.</summary>
    public bool IsNoisy { get; set; }

    /// <summary>As after a dip of the supply: +85 °C, and nothing converts.</summary>
    public void PowerOn()
    {
        doneMs = -1;
        scratchpad[0] = 0x50;
        scratchpad[1] = 0x05;
        scratchpad[6] = 0x0C;
    }

    public bool Reset()
    {
        heard.Clear();
        spoken = 0;
        return !IsAbsent;
    }

    public void WriteByte(int value)
    {
        heard.Add((byte)value);
        int command = Selected();
        if (command == 0x44)
        {
            doneMs = NowMs + 750;
        }
    }

    public int ReadByte()
    {
        Advance();
        if (IsShorted)
        {
            return 0;
        }

        if (IsAbsent || Selected() != 0xBE || spoken >= 9)
        {
            return 0xFF;
        }

        scratchpad[8] = Crc(scratchpad.AsSpan(0, 8));
        int value = scratchpad[spoken] ^ (IsNoisy && spoken == 1 ? 0x04 : 0);
        spoken++;
        return value;
    }

    // The function command that follows a ROM command that means this part; -1: none yet.
    private int Selected()
    {
        if (heard.Count == 2 && heard[0] == 0xCC)
        {
            return heard[1];
        }

        return heard.Count == 10 && heard[0] == 0x55 && heard.GetRange(1, 8).SequenceEqual(rom) ? heard[9] : -1;
    }

    private void Advance()
    {
        if (doneMs >= 0 && NowMs >= doneMs)
        {
            doneMs = -1;
            int below = (1 << (12 - Bits)) - 1;
            int raw = (int)Math.Round(Celsius * 16) | below;
            scratchpad[4] = (byte)(((Bits - 9) << 5) | 0x1F);
            scratchpad[0] = (byte)raw;
            scratchpad[1] = (byte)(raw >> 8);
            scratchpad[6] = (byte)(0x10 - (raw & 0x0F));
        }
    }

    private static byte Crc(ReadOnlySpan<byte> bytes)
    {
        int crc = 0;
        foreach (byte one in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool mix = ((crc ^ (one >> bit)) & 1) != 0;
                crc = (crc >> 1) ^ (mix ? 0x8C : 0);
            }
        }

        return (byte)crc;
    }
}
