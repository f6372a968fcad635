namespace FieldNode.Virtual.Sim;

/// <summary>An SHT4x (datasheet 4.3 to 4.6): NAK while it converts, words with CRC, NAK when there is nothing to read.</summary>
public sealed class SimSht4x : ISimI2cPart
{
    private long readyMs;
    private int kind; // 0: nothing to read

    public double Celsius { get; set; } = 21.5;
    public double Percent { get; set; } = 45;

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        if (nowMs < readyMs)
        {
            return false; // 4.1: no acknowledge while it measures
        }

        if (bytes.Length == 0)
        {
            return true;
        }

        int waitMs = bytes[0] switch
        {
            0xFD => 9, // 8.3 ms
            0xF6 => 5,
            0xE0 => 2,
            0x89 => 1,
            0x94 => 1,
            _ => -1,
        };
        if (waitMs < 0)
        {
            return false;
        }

        kind = bytes[0] == 0x94 ? 0 : bytes[0];
        readyMs = nowMs + waitMs;
        return true;
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        if (nowMs < readyMs || kind == 0)
        {
            return false;
        }

        int temperature = (int)Math.Round((Celsius + 45) / 175 * 65535);
        int humidity = (int)Math.Round((Percent + 6) / 125 * 65535);
        SensirionWords.Put(buffer, kind == 0x89 ? [0x0F1A, 0x2B3C] : [temperature, humidity]);
        kind = 0;
        return true;
    }
}
