using FieldNode.Field;
using FieldNode.Field.Modbus;

namespace FieldNode;

/// <summary>A serial line with a <see cref="FloatSlave"/> at its end, which needs no time.</summary>
internal sealed class AnsweringLine : ISerialLine
{
    private readonly FloatSlave slave = new(ModbusCrc.Append);

    public int Polls => slave.Polls;

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
