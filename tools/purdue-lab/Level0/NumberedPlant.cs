using FieldNode.Field.Modbus;
using FieldNode.Virtual.Plant;

namespace FieldNode.PurdueLab;

/// <summary>
/// Level 0: Modbus slaves on a pseudo-terminal. Each has a number that is one higher at each read, so that what was read, and when, is known from outside of
/// the node; and each write that arrives is counted.
/// </summary>
internal sealed class NumberedPlant : IDisposable
{
    internal const string Tag = "Number";
    internal const int SetpointAddress = 10;
    internal const int LimitAddress = 20;
    private const int NumberRegisters = 2;

    private readonly Lock guard = new();
    private readonly Dictionary<byte, NumberedSlave> slaves;
    private int writes;
    private readonly PlantOnPty line;

    /// <param name="devices">Their names; the first is unit 1.</param>
    internal NumberedPlant(params string[] devices)
    {
        slaves = devices.Select((name, i) => new NumberedSlave((byte)(i + 1), name)).ToDictionary(slave => slave.Model.Unit);
        line = new PlantOnPty(Answer);
    }

    /// <summary>The port for the node file.</summary>
    internal string Path => line.Path;

    /// <summary>How many writes arrived, whoever sent them.</summary>
    internal int Writes
    {
        get
        {
            lock (guard)
            {
                return writes;
            }
        }
    }

    /// <summary>What was read from here on counts.</summary>
    internal void Begin()
    {
        lock (guard)
        {
            foreach (NumberedSlave slave in slaves.Values)
            {
                slave.Reads.Clear();
            }
        }
    }

    /// <summary>Every number that was read: device, number, and when, in ms since 1970.</summary>
    internal IReadOnlyList<PlantRead> Reads
    {
        get
        {
            lock (guard)
            {
                return [.. slaves.Values.SelectMany(slave => slave.Reads)];
            }
        }
    }

    internal int Register(byte unit, int address) => slaves[unit].Model.Register(ModbusTable.Holding, address);

    public void Dispose() => line.Dispose();

    private byte[]? Answer(byte[] request)
    {
        lock (guard)
        {
            if (request.Length < 4 || !slaves.TryGetValue(request[0], out NumberedSlave? slave))
            {
                return null;
            }
            bool isNumber = request.Length == 8 && request[1] == 3 && Word(request, 2) < NumberRegisters;
            if (isNumber)
            {
                slave.Show(slave.Last + 1);
            }
            byte[]? reply = slave.Model.Answer(request);
            if (reply is null)
            {
                return null; // no whole request yet: no number was read
            }
            if (isNumber)
            {
                slave.Taken();
            }
            else if (request[1] is 5 or 6 or 15 or 16)
            {
                writes++;
            }
            return reply;
        }
    }

    private static int Word(byte[] frame, int at) => frame[at] << 8 | frame[at + 1];
}
