using FieldNode.Field.Modbus;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Serial;

namespace FieldNode.Benchmarks;

/// <summary>
/// Share of a bus's theoretical rate that the master reaches, in virtual time. Ideal: (8 + 5 + 2N) characters of 11 bits, two silences (3.5
/// characters; 1.75 ms above 19,200 baud) and the slave's turnaround. It measures the schedule, not an ESP32: a step takes no time here.
/// </summary>
internal static class ModbusRate
{
    private const int TurnaroundUs = 2000;
    private const int RoundsMeasured = 200;

    public static int Run()
    {
        int below = 0;
        foreach (int baud in new[] { 9600, 19200, 115200 })
        {
            foreach (int n in new[] { 2, 10, 125 })
            {
                double share = Share(baud, [(0, n)], gap: 0);
                bool reached = share >= (n >= 10 ? 0.95 : 0.85);
                below += reached ? 0 : 1;
                Console.WriteLine(FormattableString.Invariant($"modbus {baud} baud N={n}: {share:P1} of ideal{(reached ? "" : " (below the aim)")}"));
            }

            double mixed = Share(baud, [(0, 6), (20, 30), (100, 125)], gap: 4);
            below += mixed >= 0.95 ? 0 : 1;
            Console.WriteLine(FormattableString.Invariant($"modbus {baud} baud mixed list of 3 requests: {mixed:P1} of ideal"));
        }

        Console.WriteLine("modbus: this measures the schedule in virtual time, not an ESP32");
        return below == 0 ? 0 : 1;
    }

    private static double Share(int baud, (int Address, int Count)[] blocks, int gap)
    {
        var slave = new ModbusSlaveModel(1);
        var line = new MemoryLine(baud, r => slave.Answer(r));
        var options = new ModbusLineOptions { Baud = baud, MergeGap = gap };
        line.TurnaroundUs = TurnaroundUs + options.SilenceUs; // the slave waits out its silence before it works
        int registers = blocks.Sum(b => b.Count);
        var tags = new TagTable(registers + 1, 2);
        int device = tags.AddDevice("d");
        var master = new ModbusMaster(line, tags, options);
        int s = master.AddSlave(device, 1, 2);
        foreach ((int address, int count) in blocks)
        {
            for (int i = 0; i < count; i++)
            {
                slave.SetRegister(ModbusTable.Holding, address + i, i);
                int tag = tags.Add(device, new TagSpec { Name = $"r{address + i}", DataType = DataType.UInt16 });
                master.AddPoint(s, new ModbusPoint { Tag = tag, Address = address + i, PeriodMs = 1 });
            }
        }

        tags.Seal(true);
        master.Seal();
        // From the first request to one of the same place in a later round.
        int requests = blocks.Length * RoundsMeasured + 1;
        long startUs = -1;
        while (line.Sent.Count < requests)
        {
            int sleepMs = master.Step(line.NowMs, line.NowMs);
            startUs = startUs < 0 && line.Sent.Count > 0 ? line.NowUs : startUs;
            if (line.Sent.Count < requests)
            {
                line.Advance(sleepMs == 0 ? 20 : sleepMs * 1000L);
            }
        }

        double idealUs = blocks.Sum(b => line.CharactersUs(8 + 5 + 2 * b.Count) + 2 * options.SilenceUs + TurnaroundUs);
        return idealUs * RoundsMeasured / (line.NowUs - startUs);
    }
}
