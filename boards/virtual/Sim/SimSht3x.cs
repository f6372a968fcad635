namespace FieldNode.Virtual.Sim;

/// <summary>
/// An SHT3x (datasheet 4.3 and 4.11) in single shot mode without clock stretching, high repeatability: a part without a kind of its own,
/// which a node file describes as a <c>register</c> sensor.
/// </summary>
public sealed class SimSht3x : ISimI2cPart
{
    private const int MeasureMs = 15; // table 4, at most 15.5 ms

    private long readyMs;
    private int command; // 0: nothing to read

    public double Celsius { get; set; } = 21.5;
    public double Percent { get; set; } = 45;

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        if (nowMs < readyMs || bytes.Length == 1)
        {
            return false; // a command has two bytes
        }

        if (bytes.Length == 0)
        {
            return true;
        }

        command = (bytes[0] << 8) | bytes[1];
        readyMs = nowMs + (command == 0x2400 ? MeasureMs : 0);
        return command is 0x2400 or 0xF32D;
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        if (nowMs < readyMs || command == 0)
        {
            return false; // 4.3: a read header is not acknowledged before the measurement is there
        }

        SensirionWords.Put(buffer, command == 0xF32D
            ? [0x8010] // table 18: after power-on
            : [(int)Math.Round((Celsius + 45) / 175 * 65535), (int)Math.Round(Percent / 100 * 65535)]);
        command = 0;
        return true;
    }
}
