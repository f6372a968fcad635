extern alias device;

using device::FieldNode;
using device::FieldNode.Settings;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>What the device executes in whole steps of a node; single costs are differences between two nodes that differ in one thing.</summary>
internal static class IlNode
{
    private const int Registers = 100;
    private const long Utc0 = 1_790_000_000_000;

    public static IEnumerable<(string Name, double Il)> Measure()
    {
        double fifty = PollCost(Registers, everyTag: true, changing: true);
        double two = PollCost(Registers, everyTag: false, changing: true);
        double twoShort = PollCost(Registers - 60, everyTag: false, changing: true);
        double fiftyQuiet = PollCost(Registers, everyTag: true, changing: false);
        double twoQuiet = PollCost(Registers, everyTag: false, changing: false);
        yield return ("changed float, register bytes to frame", (fifty - two) / (Registers / 2 - 2));
        yield return ("changed float, words swapped", (PollCost(Registers, everyTag: true, changing: true, "cdab") - PollCost(Registers, everyTag: false, changing: true, "cdab")) / (Registers / 2 - 2));
        yield return ("unchanged float, register bytes to decision", (fiftyQuiet - twoQuiet) / (Registers / 2 - 2));
        yield return ("modbus register, line to reply checked", (two - twoShort) / 60);
        yield return ("nbirth metric", BirthCost());
        yield return ("step with nothing due", IdleCost());
        yield return ("step with nothing due, each further device", (IdleCost(36) - IdleCost(18)) / 18.0);
        yield return ("poll of a slave, each further scan", (PollCost(36) - PollCost(18)) / 18);
        yield return ("scan of 100 tags of all kinds", IlScan.Measure());
    }

    /// <summary>IL of one whole poll and what it publishes, over all steps that it takes.</summary>
    private static double PollCost(int registers, bool everyTag, bool changing, string order = "abcd")
    {
        (Node node, IlBoard board, long now) = Born(registers, everyTag, order);
        board.Changing = changing;
        const int polls = 20;
        long steps = 0;
        long start = 0;
        int startPolls = 0;
        while (board.Polls - startPolls < polls || start == 0)
        {
            if (start == 0 && board.Polls > 12)
            {
                (start, startPolls, steps) = (DeviceAssembly.Executed, board.Polls, 0);
            }

            node.Step(now, Utc0 + now);
            now += 50;
            steps++;
        }

        return (DeviceAssembly.Executed - start) / (double)polls;
    }

    private static double IdleCost()
    {
        (Node node, _, long now) = Born(20, everyTag: true);
        return Cheapest(node, ref now);
    }

    private static double IdleCost(int devices)
    {
        (Node node, _, long now) = Born(Many(devices));
        return Cheapest(node, ref now);
    }

    /// <summary>A moment between two polls: the cheapest step of many.</summary>
    private static long Cheapest(Node node, ref long now)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 200; i++, now += 7)
        {
            long before = DeviceAssembly.Executed;
            node.Step(now, Utc0 + now);
            least = Math.Min(least, DeviceAssembly.Executed - before);
        }

        return least;
    }

    /// <summary>A poll of one slave of many, without what the steps cost anyhow.</summary>
    private static double PollCost(int devices)
    {
        (Node node, IlBoard board, long now) = Born(Many(devices));
        long least = Cheapest(node, ref now);
        const int steps = 2000;
        int polls = board.Polls;
        long start = DeviceAssembly.Executed;
        for (int i = 0; i < steps; i++, now += 50)
        {
            node.Step(now, Utc0 + now);
        }

        return (DeviceAssembly.Executed - start - steps * least) / (double)(board.Polls - polls);
    }

    /// <summary>One slave that is asked all the time, and others that are asked once an hour.</summary>
    private static DeviceSettings[] Many(int devices) => [.. Enumerable.Range(1, devices).Select(unit => new DeviceSettings
    {
        Name = "D" + unit, Line = "l", Unit = unit,
        Tags = [new TagSettings { Name = "Value", Table = "holding", Address = 0, Type = "float", PeriodMs = unit == 1 ? 500 : 3_600_000 }],
    })];

    private static double BirthCost()
    {
        (Node node, _, _) = Born(Registers, everyTag: true);
        byte[] frame = new byte[32768];
        long start = DeviceAssembly.Executed;
        if (node.Tags.AppendBirth(1, frame, 0, frame.Length) < 0)
        {
            throw new InvalidOperationException("the birth did not fit");
        }

        return (DeviceAssembly.Executed - start) / (Registers / 2.0);
    }

    private static (Node Node, IlBoard Board, long Now) Born(int registers, bool everyTag, string order = "abcd")
    {
        var tags = new List<TagSettings>();
        for (int address = 0; address < registers; address += 2)
        {
            if (everyTag || address == 0 || address == registers - 2)
            {
                tags.Add(new TagSettings { Name = "Value " + address, Table = "holding", Address = address, Type = "float", Order = order, Unit = "kW", High = 100, PeriodMs = 500 });
            }
        }

        return Born([new DeviceSettings { Name = "D", Line = "l", Unit = 1, Tags = [.. tags] }]);
    }

    private static (Node Node, IlBoard Board, long Now) Born(DeviceSettings[] devices)
    {
        var board = new IlBoard();
        var settings = new NodeSettings
        {
            Version = 1, Group = "G", Node = "N",
            Broker = new BrokerSettings { Host = "h", KeepAliveS = 3600 },
            Sparkplug = new SparkplugSettings { HealthPeriodMs = 3_600_000 },
            Lines = [new LineSettings { Name = "l", Port = "p", Baud = 115200, MergeGap = 120 }],
            Devices = devices,
        };
        Node node = NodeBuilder.Build(settings, board);
        long now = 1000;
        for (int i = 0; i < 60 + 10 * devices.Length; i++, now += 50)
        {
            node.Step(now, Utc0 + now);
        }

        if (board.Published < 3)
        {
            throw new InvalidOperationException("the node published no data");
        }

        return (node, board, now);
    }
}
