using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Plant;

namespace FieldNode.Field.Tests;

/// <summary>
/// Schedules of chance: late and broken replies, pauses, deaf, busy and narrow slaves, a loop that stands still for seconds, writes, an adapter
/// that goes and comes back. Every value tells whose it is, and none may ever be another tag's; once all is quiet each tag has its turn.
/// </summary>
public sealed class ModbusChanceTests
{
    private const int Slaves = 3;
    private const int ReplyTimeoutMs = 100;
    private const int RunMs = 120_000;

    private readonly List<(int Tag, string Name, double Value)> expected = [];
    private readonly List<int> writable = [];
    private readonly List<ModbusSlaveModel> models = [];
    private TagTable tags = null!;
    private ModbusMaster master = null!;
    private ChanceLine line = null!;

    [Fact]
    public void Whatever_comes_when_no_value_is_ever_another_tags()
    {
        Random seeds = Seeded.Random();
        long timeouts = 0, damaged = 0, lost = 0;
        for (int run = 0; run < 12; run++)
        {
            var random = new Random(seeds.Next());
            Build(random, retries: run % 4);
            while (line.NowMs < RunMs)
            {
                line.Mood = random.Next(8) == 0 ? Mood.Noisy : (Mood)random.Next(Enum.GetValues<Mood>().Length);
                Run(random, random.Next(500, 8000), disturbed: true);
            }
            line.Mood = Mood.Quick;
            Run(random, 60_000, disturbed: false);
            expected.ForEach(e => tags.WasSampled(e.Tag));
            Run(random, 30_000, disturbed: false);
            for (int slave = 0; slave < Slaves; slave++)
            {
                Assert.True(tags.IsDeviceOnline(slave + 1), $"slave {slave + 1} of run {run} did not come back");
            }
            foreach ((int tag, string name, _) in expected)
            {
                Assert.True(tags.WasSampled(tag) && tags.QualityOf(tag) == Quality.Good, $"{name} of run {run}: {tags.ReasonOf(tag)}, or never its turn");
            }
            timeouts += Sum("Timeouts");
            damaged += Sum("CRC errors");
            lost += Sum("Port faults");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{timeouts} late, {damaged} damaged, {lost} lost");
        Assert.True(timeouts > 300 && damaged > 5 && lost > 5, $"{timeouts} late, {damaged} damaged, {lost} lost: the test shows nothing");
    }

    private void Run(Random random, int ms, bool disturbed)
    {
        long endUs = line.NowUs + ms * 1000L;
        while (line.NowUs < endUs)
        {
            int sleepMs = master.Step(line.NowMs, 1_790_000_000_000 + line.NowMs);
            foreach ((int tag, string name, double value) in expected)
            {
                Assert.True(!tags.HasValue(tag) || tags.GetReal(tag) == value, $"{name} got {tags.GetReal(tag)} at {line.NowMs} ms, {line.Mood}");
            }
            line.Advance(sleepMs == 0 ? 50 : Math.Min(sleepMs * 1000L, 5_000));
            if (!disturbed)
            {
                continue;
            }
            switch (random.Next(1000))
            {
                case 0: line.Advance(random.Next(3_000_000)); break; // the loop stands still
                case 1 when random.Next(20) == 0: line.Lose(); break;
                case 2 or 3:
                    int tag = writable[random.Next(writable.Count)];
                    double value = expected.Single(e => e.Tag == tag).Value;
                    master.TryWrite(tag, value, (long)value); // what is there already: so the value stays its tag's
                    break;
            }
        }
    }

    private void Build(Random random, int retries)
    {
        expected.Clear();
        writable.Clear();
        models.Clear();
        tags = new TagTable(100, Slaves + 1);
        var options = new ModbusLineOptions
        {
            Baud = 19200, ReplyTimeoutMs = ReplyTimeoutMs, MergeGap = 0, BackoffMinMs = random.Next(2) == 0 ? 10 : 1000, BackoffMaxMs = 4000,
        };
        // A slave may be as late as all its attempts together take.
        line = new ChanceLine(random, options.Baud, ReplyTimeoutMs, (retries + 1) * ReplyTimeoutMs,
            request => models.Select(m => m.Answer(request)).FirstOrDefault(r => r is not null));
        master = new ModbusMaster(line, tags, options);
        for (int unit = 1; unit <= Slaves; unit++)
        {
            models.Add(new ModbusSlaveModel((byte)unit));
            int slave = master.AddSlave(tags.AddDevice("S" + unit), unit, retries);
            int periodMs = random.Next(2) == 0 ? 50 : 700;
            switch (random.Next(4))
            {
                case 0: // requests of one form
                    Register(slave, 0, periodMs);
                    Register(slave, 50, periodMs);
                    Register(slave, 100, 2 * periodMs);
                    Register(slave, 150, periodMs, write: true);
                    break;
                case 1: // one wide request
                    for (int i = 0; i < 10; i++)
                    {
                        Register(slave, i, periodMs, write: i == 3);
                    }
                    break;
                case 2: // one request, and read-backs of one form
                    Register(slave, 0, periodMs, write: true);
                    Register(slave, 1, periodMs, write: true);
                    break;
                default: // one request, and read-backs of its form
                    for (int i = 0; i < 8; i++)
                    {
                        Coil(slave, i, periodMs);
                    }
                    break;
            }
        }
        tags.Seal(true);
        master.Seal();
    }

    private void Register(int slave, int address, int periodMs, bool write = false)
    {
        int value = 1000 * (slave + 1) + address;
        models[slave].SetRegister(ModbusTable.Holding, address, value);
        Add(slave, new ModbusPoint { Address = address, PeriodMs = periodMs, Writable = write }, DataType.Double, value);
    }

    private void Coil(int slave, int address, int periodMs)
    {
        models[slave].SetBit(ModbusTable.Coil, address, address % 2 == 0);
        Add(slave,
            new ModbusPoint { Table = ModbusTable.Coil, Type = RegisterType.Bool, Address = address, PeriodMs = periodMs, Writable = true },
            DataType.Double, address % 2 == 0 ? 1 : 0);
    }

    private void Add(int slave, ModbusPoint point, DataType type, double value)
    {
        string name = $"{slave + 1}/{point.Address}";
        point.Tag = tags.Add(slave + 1, new TagSpec { Name = name, DataType = type, PeriodMs = point.PeriodMs, Writable = point.Writable });
        master.AddPoint(slave, point);
        expected.Add((point.Tag, name, value));
        if (point.Writable)
        {
            writable.Add(point.Tag);
        }
    }

    private long Sum(string counter) => Enumerable.Range(0, master.CounterCount)
        .Where(i => master.CounterName(i).EndsWith(counter, StringComparison.Ordinal)).Sum(master.Counter);
}
