using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.Virtual.Serial;

namespace FieldNode.Cli;

/// <summary>What a script does to the replies of one serial line, slave by slave.</summary>
internal sealed class LineFaults
{
    private readonly MemoryLine line;
    private readonly Dictionary<int, ModbusFault> always = [];
    private readonly Dictionary<int, Queue<ModbusFault>> once = [];
    private readonly HashSet<int> lostFor = [];

    internal LineFaults(MemoryLine line)
    {
        this.line = line;
        line.Disturb = Disturb;
    }

    /// <summary>Each reply of a slave has a fault from now on; None: no more.</summary>
    internal void Always(int unit, ModbusFault fault)
    {
        always[unit] = fault;
        bool wasLost = lostFor.Count > 0;
        if (fault == ModbusFault.PortLost)
        {
            lostFor.Add(unit);
        }
        else
        {
            lostFor.Remove(unit);
        }
        if (!wasLost && lostFor.Count > 0)
        {
            line.Unplug(); // of all slaves of the line: it is the port
        }
        line.OpenFault = lostFor.Count > 0 ? SerialFault.NotFound : SerialFault.None;
    }

    /// <summary>The next reply of a slave has a fault.</summary>
    internal void Once(int unit, ModbusFault fault)
    {
        if (fault == ModbusFault.PortLost)
        {
            line.Unplug();
            line.OpenFault = SerialFault.None; // it is there again when it is looked for
            return;
        }
        if (!once.TryGetValue(unit, out Queue<ModbusFault>? waiting))
        {
            once[unit] = waiting = new Queue<ModbusFault>();
        }
        waiting.Enqueue(fault);
    }

    private byte[]? Disturb(byte[] reply)
    {
        line.Sent.Clear();
        ModbusFault fault = once.TryGetValue(reply[0], out Queue<ModbusFault>? waiting) && waiting.TryDequeue(out ModbusFault single)
            ? single
            : always.GetValueOrDefault(reply[0]);
        return fault switch
        {
            ModbusFault.None or ModbusFault.PortLost => reply,
            ModbusFault.CrcError => [.. reply[..^1], (byte)(reply[^1] ^ 0x55)],
            ModbusFault.WrongUnit => Closed([(byte)(reply[0] ^ 0x40), .. reply[1..^2]]),
            ModbusFault.WrongFunction => Closed([reply[0], (byte)(reply[1] ^ 0x10), .. reply[2..^2]]),
            ModbusFault.WrongLength => reply[..^3],
            > ModbusFault.PortLost => Closed([reply[0], (byte)(reply[1] | 0x80), (byte)(fault - 100)]),
            _ => null,
        };
    }

    private static byte[] Closed(byte[] frame)
    {
        byte[] whole = [.. frame, 0, 0];
        ModbusCrc.Append(whole, 0, frame.Length);
        return whole;
    }
}
