using FieldNode.Field;
using FieldNode.Field.Modbus;

namespace FieldNode.Benchmarks;

/// <summary>A serial line whose slaves answer every read at once; the registers hold floats, and change with each poll of unit 1.</summary>
internal sealed class AnsweringLine : ISerialLine
{
    private readonly byte[] reply = new byte[256];
    private int left;

    public int Polls { get; private set; }
    public bool IsOpen { get; private set; }

    public SerialFault Open()
    {
        IsOpen = true;
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(left, count);
        Array.Copy(reply, 0, buffer, offset, taken);
        left -= taken;
        return taken;
    }

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        int registers = buffer[offset + 5];
        (reply[0], reply[1], reply[2]) = (buffer[offset], buffer[offset + 1], (byte)(2 * registers));
        Polls += reply[0] == 1 ? 1 : 0;
        for (int i = 0; i < 2 * registers; i++)
        {
            // Floats of about 2: the top byte is 0x40, the lowest one moves.
            reply[3 + i] = (byte)(i % 4 == 0 ? 0x40 : i % 4 == 3 ? Polls : i);
        }

        ModbusCrc.Append(reply, 0, 3 + 2 * registers);
        left = 5 + 2 * registers;
        return SerialFault.None;
    }

    public int IdleUs() => 100_000;

    public void Close() => IsOpen = false;
}
