extern alias device;

using device::FieldNode.Field;
using device::FieldNode.Field.Modbus;

using FloatSlave = FieldNode.FloatSlave;

namespace DeviceFigures;

/// <summary>A serial line of the device build with a <see cref="FloatSlave"/> at its end.</summary>
internal sealed class SlaveLine : ISerialLine
{
    private readonly FloatSlave slave = new(ModbusCrc.Append);

    public bool IsOpen { get; private set; }

    public SerialFault Open()
    {
        IsOpen = true;
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count) => slave.Take(buffer, offset, count);

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        slave.Ask(buffer, offset);
        return SerialFault.None;
    }

    public int IdleUs() => 100_000;

    public void Close() => IsOpen = false;
}
