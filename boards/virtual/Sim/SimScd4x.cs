namespace FieldNode.Virtual.Sim;

/// <summary>An SCD4x (datasheet, chapter 3): measures every 5 s once started, listens to little else meanwhile.</summary>
public sealed class SimScd4x : ISimI2cPart
{
    private long startedMs = -1;
    private long takenMs;
    private long busyMs;
    private int command;

    public int Co2 { get; set; } = 500;
    public double Celsius { get; set; } = 25;
    public double Percent { get; set; } = 37;

    /// <summary>The optics are dead: no measurement ever gets ready.</summary>
    public bool IsDead { get; set; }

    public bool IsMeasuring => startedMs >= 0;

    public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
    {
        if (nowMs < busyMs)
        {
            return false;
        }

        if (bytes.Length < 2)
        {
            return bytes.Length == 0;
        }

        command = (bytes[0] << 8) | bytes[1];
        switch (command)
        {
            case 0x3F86:
                startedMs = -1;
                busyMs = nowMs + 500;
                return true;
            case 0x21B1:
                if (IsMeasuring)
                {
                    return false;
                }

                startedMs = nowMs;
                takenMs = nowMs;
                return true;
            default:
                busyMs = nowMs + 1;
                return command is 0xE4B8 or 0xEC05;
        }
    }

    public bool Read(Span<byte> buffer, long nowMs)
    {
        if (nowMs < busyMs)
        {
            return false;
        }

        bool ready = IsMeasuring && !IsDead && (nowMs - startedMs) / 5000 > (takenMs - startedMs) / 5000;
        if (command == 0xE4B8)
        {
            SensirionWords.Put(buffer, ready ? 0x8806 : 0x8800); // only the lower 11 bits count (3.8.2)
            return true;
        }

        if (command != 0xEC05 || !ready)
        {
            return false;
        }

        takenMs = nowMs;
        SensirionWords.Put(
            buffer, Co2, (int)Math.Round((Celsius + 45) / 175 * 65535), (int)Math.Round(Percent / 100 * 65535));
        return true;
    }
}
