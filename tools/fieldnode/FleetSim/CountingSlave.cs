using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Virtual.Plant;

namespace FieldNode.Cli.FleetSim;

/// <summary>
/// A serial line with one slave whose only register is one higher at each read, so each sample is known by its value. A reply is there as soon as its request is out: how
/// long characters take on a wire says nothing of a broker.
/// </summary>
internal sealed class CountingSlave : ISerialLine
{
    internal const byte Unit = 1;
    internal const int Address = 0;
    internal const string Device = "Counter";
    internal const string Tag = "Value";

    private const int SilenceUs = 1_000_000;

    private readonly ModbusSlaveModel slave = new(Unit);
    private byte[] reply = [];
    private int taken;
    private int last;

    /// <summary>The number that was read last; 0: none. Any thread may ask.</summary>
    internal int Last => Volatile.Read(ref last);

    public bool IsOpen { get; private set; }

    public SerialFault Open()
    {
        IsOpen = true;
        return SerialFault.None;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int part = Math.Min(count, reply.Length - taken);
        Array.Copy(reply, taken, buffer, offset, part);
        taken += part;
        return part;
    }

    public SerialFault Write(byte[] buffer, int offset, int count)
    {
        int next = (last + 1) & 0xFFFF;
        slave.SetRegister(ModbusTable.Holding, Address, next);
        reply = slave.Answer(buffer.AsSpan(offset, count)) ?? [];
        taken = 0;
        Volatile.Write(ref last, reply.Length > 0 ? next : last);
        return SerialFault.None;
    }

    public int IdleUs() => SilenceUs;

    public void Close() => IsOpen = false;
}
