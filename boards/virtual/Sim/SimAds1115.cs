namespace FieldNode.Virtual.Sim;

/// <summary>An ADS1115 by its registers (SBAS444, 9.6): single shots that take their time, gain, multiplexer, clipping.</summary>
public sealed class SimAds1115 : ISimI2cPart
{
    private const int PowerOnConfig = 0x8583;
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];
    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly (int Plus, int Minus)[] Mux =
        [(0, 1), (0, 3), (1, 3), (2, 3), (0, -1), (1, -1), (2, -1), (3, -1)];

    private int config = PowerOnConfig;
    private int conversion;
    private int pointer;
    private long doneMs = -1;

    /// <summary>Volts at AIN0 to AIN3.</summary>
    public double[] Volts { get; } = new double[4];

    /// <summary>Its clock is slow by this factor: up to 1.1 is within the datasheet.</summary>
    public double Slowness { get; set; } = 1.1;

    public void PowerOn()
    {
        config = PowerOnConfig;
        conversion = 0;
        doneMs = -1;
    }

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        Advance(nowMs);
        if (bytes.Length > 0)
        {
            pointer = bytes[0] & 3;
        }

        if (bytes.Length >= 3 && pointer == 1)
        {
            int word = (bytes[1] << 8) | bytes[2];
            config = (word & 0x7FFF) | (config & 0x8000);
            if ((word & 0x8000) != 0 && doneMs < 0)
            {
                config &= 0x7FFF;
                doneMs = nowMs + (long)Math.Ceiling(1000.0 / Rates[(config >> 5) & 7] * Slowness);
            }
        }

        return true;
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        Advance(nowMs);
        int word = pointer switch { 0 => conversion, 1 => config, 2 => 0x8000, _ => 0x7FFF }; // thresholds as after power-on
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(i == 0 ? word >> 8 : i == 1 ? word : 0xFF);
        }

        return true;
    }

    private void Advance(long nowMs)
    {
        if (doneMs < 0 || nowMs < doneMs)
        {
            return;
        }

        doneMs = -1;
        config |= 0x8000;
        (int plus, int minus) = Mux[(config >> 12) & 7];
        double volts = Volts[plus] - (minus < 0 ? 0 : Volts[minus]);
        double raw = Math.Round(volts / FullScales[(config >> 9) & 7] * 32768);
        conversion = (int)Math.Clamp(raw, -32768, 32767) & 0xFFFF;
    }
}
