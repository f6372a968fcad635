namespace FieldNode.Virtual.Sim;

/// <summary>
/// The integer compensation of datasheet BST-BME280-DS002, 4.2.3, word by word: written apart from the node's own (which follows 8.1, in
/// double precision), so that the one holds the other.
/// </summary>
public sealed class Bme280Integers
{
    public required ushort T1 { get; init; }
    public required short T2 { get; init; }
    public required short T3 { get; init; }
    public required ushort P1 { get; init; }
    public required short[] P2To9 { get; init; }
    public required byte H1 { get; init; }
    public required short H2 { get; init; }
    public required byte H3 { get; init; }
    public required short H4 { get; init; }
    public required short H5 { get; init; }
    public required sbyte H6 { get; init; }

    /// <summary>Parameters of the worked example of the BMP280 datasheet (BST-BMP280-DS001, 3.12), with usual ones for humidity.</summary>
    public static Bme280Integers Example => new()
    {
        T1 = 27504, T2 = 26435, T3 = -1000, P1 = 36477, P2To9 = [-10685, 3024, 2855, 140, -7, 15500, -14600, 6000],
        H1 = 75, H2 = 362, H3 = 0, H4 = 324, H5 = 50, H6 = 30,
    };

    /// <summary>t_fine.</summary>
    public int Fine(int adcT)
    {
        int var1 = (((adcT >> 3) - (T1 << 1)) * T2) >> 11;
        int var2 = (((((adcT >> 4) - T1) * ((adcT >> 4) - T1)) >> 12) * T3) >> 14;
        return var1 + var2;
    }

    /// <summary>Temperature in 0.01 °C.</summary>
    public int CentiCelsius(int adcT) => (Fine(adcT) * 5 + 128) >> 8;

    /// <summary>Pressure in Pa / 256.</summary>
    public long PascalQ8(int adcP, int fine)
    {
        long var1 = fine - 128000L;
        long var2 = var1 * var1 * P2To9[4];
        var2 += (var1 * P2To9[3]) << 17;
        var2 += (long)P2To9[2] << 35;
        var1 = ((var1 * var1 * P2To9[1]) >> 8) + ((var1 * P2To9[0]) << 12);
        var1 = (((1L << 47) + var1) * P1) >> 33;
        if (var1 == 0)
        {
            return 0;
        }

        long p = 1048576 - adcP;
        p = ((p << 31) - var2) * 3125 / var1;
        var1 = (P2To9[7] * (p >> 13) * (p >> 13)) >> 25;
        var2 = (P2To9[6] * p) >> 19;
        return ((p + var1 + var2) >> 8) + ((long)P2To9[5] << 4);
    }

    /// <summary>Relative humidity in % / 1024.</summary>
    public uint PercentQ10(int adcH, int fine)
    {
        int v = fine - 76800;
        v = ((((adcH << 14) - (H4 << 20) - H5 * v) + 16384) >> 15)
            * (((((((v * H6) >> 10) * (((v * H3) >> 11) + 32768)) >> 10) + 2097152) * H2 + 8192) >> 14);
        v -= (((((v >> 15) * (v >> 15)) >> 7) * H1) >> 4);
        v = Math.Clamp(v, 0, 419430400);
        return (uint)(v >> 12);
    }

    /// <summary>The parameters as the registers 0x88 to 0xA1 and 0xE1 to 0xE7 hold them.</summary>
    public void PutInto(byte[] registers)
    {
        PutWord(registers, 0x88, T1);
        PutWord(registers, 0x8A, T2);
        PutWord(registers, 0x8C, T3);
        PutWord(registers, 0x8E, P1);
        for (int i = 0; i < P2To9.Length; i++)
        {
            PutWord(registers, 0x90 + 2 * i, P2To9[i]);
        }

        registers[0xA1] = H1;
        PutWord(registers, 0xE1, H2);
        registers[0xE3] = H3;
        registers[0xE4] = (byte)(H4 >> 4);
        registers[0xE5] = (byte)((H4 & 0x0F) | (H5 << 4));
        registers[0xE6] = (byte)(H5 >> 4);
        registers[0xE7] = (byte)H6;
    }

    private static void PutWord(byte[] registers, int at, int word)
    {
        registers[at] = (byte)word;
        registers[at + 1] = (byte)(word >> 8);
    }
}
