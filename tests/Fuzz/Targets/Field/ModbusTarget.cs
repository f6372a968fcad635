using System.Buffers.Binary;
using FieldNode.Field;
using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Fuzz;

/// <summary>
/// A line that does whatever it likes. A sample is taken only of a reply to the request that is out: its unit, its function, its length, a right CRC by
/// the standard's own bitwise rule, and the value that its registers hold.
/// </summary>
internal sealed class ModbusTarget : FuzzTarget
{
    private const int StepsOfRun = 80;
    private const int TurnsOfStep = 3;

    internal override string Name => "modbus";

    internal override string What => "replies on a Modbus line: a sample is taken only of a whole reply to the request that is out, and has the value that is in it";

    internal override int BytesMax => 400;

    internal override long StepsMax => 1_000_000;

    internal override IReadOnlyList<byte[]> Words { get; } = [[3], [3, 0x12, 0x34], [4, 2], [5], [0, 0, 0], [9, 9], [0x3A, 1, 3, 2, 0, 5, 0, 0], [2], [15], [7], [6]];

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return [0, .. Enumerable.Repeat(new byte[] { 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8 }, 20).SelectMany(one => one)];
        yield return [1, .. Enumerable.Repeat(new byte[] { 9, 4, 2, 9, 5, 3, 0x3F, 0x80 }, 20).SelectMany(one => one)];
        yield return [2, 0, 0, 0x3A, 1, 3, 2, 0, 5, 0, 0, 1, 15, 1, 3, 7, 7];
    }

    internal override void Run(byte[] input)
    {
        var script = new Bytes(input);
        int how = script.Byte();
        var line = new ScriptedLine();
        var tags = new TagTable(20, 3);
        var points = new List<ModbusPoint>(10);
        ModbusMaster master = Build(line, tags, points, how);
        for (int step = 0; step < StepsOfRun && !script.IsAtEnd; step++)
        {
            line.Do(script);
            for (int turn = 0; turn < TurnsOfStep; turn++)
            {
                int before = line.Reads;
                int wait = master.Step(line.NowUs / 1000, EdgeRig.Utc0 + line.NowUs / 1000);
                Must(wait is >= 0 and <= 60_000, "a wait that is none");
                // A sample out of nothing stays until the last turn, and has no reply then either.
                if (line.Reads != before || turn == TurnsOfStep - 1)
                {
                    JudgeAll(tags, points, line);
                }
            }
            if ((how & 4) != 0 && step % 16 == 7)
            {
                Write(master, Writable(points), step);
            }
        }
        for (int i = 0; i < master.CounterCount; i++)
        {
            Must(master.Counter(i) >= 0 && master.CounterName(i).Length > 0, "a counter below 0");
        }
    }

    private static void JudgeAll(TagTable tags, List<ModbusPoint> points, ScriptedLine line)
    {
        foreach (ModbusPoint point in points)
        {
            if (tags.WasSampled(point.Tag))
            {
                Judge(tags, point.Tag, point, line);
            }
        }
    }

    private static void Write(ModbusMaster master, int tag, int value)
    {
        master.BeginWrites();
        if (master.CheckWrite(tag, value, value) == WriteResult.Queued)
        {
            master.Write(tag, value, value);
        }
    }

    private static int Writable(List<ModbusPoint> points) => points.First(point => point.Writable).Tag;

    private static ModbusMaster Build(ScriptedLine line, TagTable tags, List<ModbusPoint> points, int how)
    {
        var options = new ModbusLineOptions { Baud = 19200, ReplyTimeoutMs = 100, MergeGap = (how & 1) != 0 ? 0 : 8, BackoffMinMs = 100, BackoffMaxMs = 400 };
        var master = new ModbusMaster(line, tags, options);
        for (int unit = 1; unit <= 2; unit++)
        {
            int device = tags.AddDevice("S" + unit);
            int slave = master.AddSlave(device, unit, how >> 6);
            ModbusPoint[] all =
            [
                new() { Address = 0, PeriodMs = 50, Writable = true }, new() { Address = 1, PeriodMs = 50, Type = RegisterType.Int16 },
                new() { Address = 2, PeriodMs = 50, Type = RegisterType.Float }, new() { Address = 4, PeriodMs = 50, Type = RegisterType.UInt32, Order = RegisterOrder.Cdab },
                new() { Address = 3, PeriodMs = 50, Table = ModbusTable.Coil, Type = RegisterType.Bool }, new() { Address = 8, PeriodMs = 50, Type = RegisterType.Bcd, Registers = 2 },
                new() { Address = 10, PeriodMs = 50, Type = RegisterType.Text, Registers = 4 }, new() { Address = 700, PeriodMs = 50, Type = RegisterType.UInt16, ScaleAddress = 701 },
            ];
            // Of the second slave two are enough: a reply of the wrong one has to be tellable.
            foreach (ModbusPoint point in unit == 1 ? all : all[..2])
            {
                DataType type = point.Type switch { RegisterType.Text => DataType.String, RegisterType.Bool => DataType.Boolean, _ => DataType.Double };
                point.Tag = tags.Add(device, new TagSpec { Name = $"{unit}/{point.Address}", DataType = type, PeriodMs = 50, Writable = point.Writable });
                master.AddPoint(slave, point);
                points.Add(point);
            }
        }
        tags.Seal(true);
        master.Seal();
        foreach (ModbusPoint point in points)
        {
            tags.WasSampled(point.Tag); // from here on it says what came since it was asked
        }
        return master;
    }

    private static void Judge(TagTable tags, int tag, ModbusPoint point, ScriptedLine line)
    {
        byte[] asked = line.Request;
        byte[] came = [.. line.Delivered];
        Must(asked.Length == 8 && asked[1] is >= 1 and <= 4, "a sample without a request that reads");
        int first = (asked[2] << 8) | asked[3];
        int count = (asked[4] << 8) | asked[5];
        int length = asked[1] <= 2 ? (count + 7) / 8 : 2 * count;
        bool isRight = false;
        for (int at = 0; at + 5 + length <= came.Length; at++)
        {
            ReadOnlySpan<byte> frame = came.AsSpan(at, 5 + length);
            if (frame[0] == asked[0] && frame[1] == asked[1] && frame[2] == length && Crc(frame) == 0)
            {
                isRight |= IsValue(tags, tag, point, frame.Slice(3, length), point.Address - first);
            }
        }
        Must(isRight, $"a sample that no reply has: {point.Type} at {point.Address}");
    }

    private static bool IsValue(TagTable tags, int tag, ModbusPoint point, ReadOnlySpan<byte> data, int offset)
    {
        if (point.Table == ModbusTable.Coil)
        {
            return offset >= 0 && offset / 8 < data.Length && tags.GetBool(tag) == ((data[offset / 8] & (1 << (offset % 8))) != 0);
        }
        int bytes = point.Type switch { RegisterType.Float or RegisterType.UInt32 or RegisterType.Bcd => 4, RegisterType.Text => 8, _ => 2 };
        if (offset < 0 || 2 * offset + bytes > data.Length)
        {
            return false;
        }
        ReadOnlySpan<byte> own = data.Slice(2 * offset, bytes);
        return point.Type switch
        {
            RegisterType.UInt16 when point.ScaleAddress < 0 => tags.GetReal(tag) == BinaryPrimitives.ReadUInt16BigEndian(own),
            RegisterType.Int16 => tags.GetReal(tag) == BinaryPrimitives.ReadInt16BigEndian(own),
            RegisterType.UInt32 => tags.GetReal(tag) == ((uint)BinaryPrimitives.ReadUInt16BigEndian(own[2..]) << 16 | BinaryPrimitives.ReadUInt16BigEndian(own)),
            RegisterType.Float => tags.GetReal(tag) == BinaryPrimitives.ReadSingleBigEndian(own),
            RegisterType.Bcd => tags.GetReal(tag).ToString("00000000") == Convert.ToHexString(own),
            _ => true, // texts and scaled ones: that a right reply holds them is enough
        };
    }

    // Modbus over serial line V1.02, section 6.2.2: bit by bit, and over its own CRC it is 0.
    private static int Crc(ReadOnlySpan<byte> frame)
    {
        int crc = 0xFFFF;
        foreach (byte one in frame)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }
        return crc;
    }
}
