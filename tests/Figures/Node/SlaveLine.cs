extern alias device;

using device::FieldNode.Field;
using device::FieldNode.Field.Modbus;

namespace DeviceFigures;

/// <summary>A line on which every slave answers every read, each time with other values.</summary>
internal sealed class SlaveLine : ISerialLine
{
    private readonly byte[] reply = new byte[260];
    private int left;
    private int polls;

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
        polls++;
        int items = (buffer[offset + 4] << 8) | buffer[offset + 5];
        int bytes = buffer[offset + 1] <= 2 ? (items + 7) / 8 : 2 * items;
        (reply[0], reply[1], reply[2]) = (buffer[offset], buffer[offset + 1], (byte)bytes);
        for (int i = 0; i < bytes; i++)
        {
            // As floats about 2: the top byte 0x40, the lowest one moving.
            reply[3 + i] = (byte)(i % 4 == 0 ? 0x40 : i % 4 == 3 ? polls : i);
        }

        ModbusCrc.Append(reply, 0, 3 + bytes);
        left = 5 + bytes;
        return SerialFault.None;
    }

    public int IdleUs() => 100_000;

    public void Close() => IsOpen = false;
}
