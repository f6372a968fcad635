using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;

namespace FieldNode.Field.Tests;

/// <summary>A master, its line and its slaves under a virtual clock.</summary>
internal sealed class Bus
{
    private readonly List<(int Device, ModbusSlaveModel Model, int Slave)> slaves = [];
    private readonly Dictionary<string, int> tagOf = [];

    public Bus(int slaveCount = 1, Action<ModbusLineOptions>? change = null, int retries = 2, int baud = 9600, int pauseMs = 0, int pauseOf2Ms = -1)
    {
        Tags = new TagTable(3000, slaveCount + 1);
        var options = new ModbusLineOptions { Baud = baud, ReplyTimeoutMs = 100, MergeGap = 0 };
        change?.Invoke(options);
        Line = new MemoryLine(baud, Answer);
        Master = new ModbusMaster(Line, Tags, options) { Listener = Writes };
        for (int i = 1; i <= slaveCount; i++)
        {
            int device = Tags.AddDevice("S" + i);
            slaves.Add((device, new ModbusSlaveModel((byte)i), Master.AddSlave(device, i, retries, i == 2 && pauseOf2Ms >= 0 ? pauseOf2Ms : pauseMs, 0)));
        }
    }

    public TagTable Tags { get; }
    public MemoryLine Line { get; }
    public ModbusMaster Master { get; }
    public WriteLog Writes { get; } = new();
    public long Utc { get; set; } = 1_790_000_000_000;

    public static ModbusPoint Holding(int address, RegisterType type = RegisterType.UInt16, RegisterOrder order = RegisterOrder.Abcd) =>
        new() { Table = ModbusTable.Holding, Address = address, Type = type, Order = order };

    public ModbusSlaveModel Slave(int number = 1) => slaves[number - 1].Model;

    public bool IsOnline(int number = 1) => Tags.IsDeviceOnline(slaves[number - 1].Device);

    public QualityReason OfflineReason(int number = 1) => Tags.DeviceReason(slaves[number - 1].Device);

    /// <summary>Adds a tag and its point.</summary>
    public Bus Point(string name, ModbusPoint point, DataType type = DataType.Double, int slave = 1, double scale = 1, double offset = 0)
    {
        int tag = Tags.Add(slaves[slave - 1].Device, new TagSpec { Name = name, DataType = type, PeriodMs = point.PeriodMs, Scale = scale, Offset = offset, Writable = point.Writable });
        tagOf[name] = tag;
        point.Tag = tag;
        (point.Scale, point.Offset) = (scale, offset);
        Master.AddPoint(slaves[slave - 1].Slave, point);
        return this;
    }

    public int Tag(string name) => tagOf[name];

    public double Real(string name) => Tags.GetReal(tagOf[name]);

    public Bus Seal()
    {
        Tags.Seal(true);
        Master.Seal();
        return this;
    }

    public long Counter(string name) =>
        Master.Counter(Enumerable.Range(0, Master.CounterCount).Single(i => Master.CounterName(i).EndsWith(name, StringComparison.Ordinal)));

    public Bus Run(int ms)
    {
        long end = Line.NowUs + ms * 1000L;
        while (Line.NowUs < end)
        {
            Tags.Tick(Line.NowMs);
            int sleepMs = Master.Step(Line.NowMs, Utc + Line.NowMs);
            Line.Advance(sleepMs == 0 ? 50 : Math.Min(sleepMs * 1000L, end - Line.NowUs + 1));
        }

        return this;
    }

    private byte[]? Answer(byte[] request) => slaves.Select(s => s.Model.Answer(request)).FirstOrDefault(r => r is not null);
}
