extern alias device;

using device::FieldNode;
using device::FieldNode.Settings;
using device::FieldNode.Sparkplug;
using device::FieldNode.Tags;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>What the device executes in whole steps of a node; single costs are differences between two nodes that differ in one thing.</summary>
internal static class IlNode
{
    private const int Registers = 100;
    private const long Utc0 = 1_790_000_000_000;

    public static IEnumerable<IlReport.Held> Measure()
    {
        Cost fifty = PollCost(Registers, everyTag: true, changing: true);
        Cost two = PollCost(Registers, everyTag: false, changing: true);
        Cost twoShort = PollCost(Registers - 60, everyTag: false, changing: true);
        Cost fiftyQuiet = PollCost(Registers, everyTag: true, changing: false);
        Cost twoQuiet = PollCost(Registers, everyTag: false, changing: false);
        yield return new("changed float of 50 that change, register bytes to frame", (fifty - two) / (Registers / 2 - 2), 450);
        yield return new("changed float, words swapped", (PollCost(Registers, everyTag: true, changing: true, "cdab") - PollCost(Registers, everyTag: false, changing: true, "cdab")) / (Registers / 2 - 2));
        yield return new("unchanged float, register bytes to decision", (fiftyQuiet - twoQuiet) / (Registers / 2 - 2), 130);
        yield return new("modbus register, line to reply checked", (two - twoShort) / 60);
        yield return new("crc of a float, in a reply of 50", CrcCost(205) / 50, 120);
        yield return new("publish of a frame", PublishCost(), 700);
        yield return new("one float of one, bytes to socket: crc, value, frame, publish", OneFloatCost(), 3000);
        yield return new("one float of one, bytes to socket, with the journal", OneFloatCost(withJournal: true), 3600);
        yield return new("one float of one, the whole step that takes its reply", OneFloatStepCost());
        yield return new("nbirth metric", BirthCost(), 550);
        yield return new("dbirth metric of a device of 10 among 180", SmallBirthCost(), 550);
        yield return new("step with nothing due, 10 slaves", IdleCost(10), 1000);
        yield return new("step with only the session due, 10 slaves", SessionTurnCost(10));
        yield return new("step that awaits a reply, 10 slaves", WaitingCost(10));
        yield return new("step with nothing due, each further device", (IdleCost(36) - IdleCost(18)) / 18.0);
        yield return new("poll of a slave, each further scan", (PollCost(36) - PollCost(18)) / 18);
        yield return new("scan of 100 tags of all kinds", IlScan.Measure());
    }

    /// <summary>IL of one whole poll and what it publishes, over all steps that it takes.</summary>
    private static Cost PollCost(int registers, bool everyTag, bool changing, string order = "abcd")
    {
        (Node node, IlBoard board, long now) = Born(registers, everyTag, order);
        board.Changing = changing;
        const int polls = 20;
        Cost start = default;
        int startPolls = 0;
        while (board.Polls - startPolls < polls || start == default)
        {
            if (start == default && board.Polls > 12)
            {
                (start, startPolls) = (DeviceAssembly.Executed, board.Polls);
            }

            node.Step(now, Utc0 + now);
            now += 50;
        }

        return (DeviceAssembly.Executed - start) / polls;
    }

    private static Cost CrcCost(int bytes)
    {
        byte[] reply = new byte[bytes];
        Cost start = DeviceAssembly.Executed;
        _ = device::FieldNode.Field.Modbus.ModbusCrc.IsRight(reply, 0, bytes);
        return DeviceAssembly.Executed - start;
    }

    private static Cost PublishCost()
    {
        (Node node, _, _) = Born(20, everyTag: true);
        byte[] payload = new byte[100];
        node.Session.Publish(node.Edge.DataTopics[1], payload, 0, payload.Length);
        Cost start = DeviceAssembly.Executed;
        node.Session.Publish(node.Edge.DataTopics[1], payload, 0, payload.Length);
        return DeviceAssembly.Executed - start;
    }

    /// <summary>The CRC of its reply, the value into the table, the frame, and publishing that.</summary>
    private static Cost OneFloatCost(bool withJournal = false)
    {
        (Node node, IlBoard board, long now) = Born(2, everyTag: true, withJournal: withJournal);
        byte[] reply = [1, 3, 4, 66, 1, 2, 3, 0, 0];
        int[] tagOf = [Enumerable.Range(0, node.Tags.Count).First(tag => node.Tags.DeviceOf(tag) == 1)];
        (TagTable tags, EdgeNode edge) = (node.Tags, node.Edge);
        edge.Step(now, Utc0 + now);
        now += 7; // another ms than that of the sample before
        int published = board.Published;
        Cost start = DeviceAssembly.Executed;
        _ = device::FieldNode.Field.Modbus.ModbusCrc.Compute(reply, 0, reply.Length);
        tags.BeginSample(Utc0 + now);
        tags.SetFloatRun(tagOf, 0, 1, reply, 3, 0);
        edge.Step(now, Utc0 + now);
        Cost cost = DeviceAssembly.Executed - start;
        return board.Published == published + 1 ? cost : throw new InvalidOperationException("the float was not published");
    }

    /// <summary>The step that takes the reply with the only tag, changed, and publishes it, without what a step costs that still awaits it.</summary>
    private static Cost OneFloatStepCost()
    {
        (Node node, IlBoard board, long now) = Born(2, everyTag: true);
        board.Changing = true;
        int before = board.Polls;
        while (board.Polls < before + 3)
        {
            node.Step(now, Utc0 + now);
            now += 1;
        }

        board.IsSilent = true;
        Cost awaiting = Step(node, now + 1);
        board.IsSilent = false;
        int published = board.Published;
        Cost taking = Step(node, now + 2);
        return board.Published == published + 1 ? taking - awaiting : throw new InvalidOperationException("the float was not published");
    }

    /// <summary>A step in which nothing is done but to look whether a reply has come.</summary>
    private static Cost WaitingCost(int devices)
    {
        (Node node, IlBoard board, long now) = Born(Many(devices));
        int before = board.Polls;
        while (board.Polls == before)
        {
            node.Step(now, Utc0 + now);
            now += 1;
        }

        board.IsSilent = true;
        return Enumerable.Range(1, 15).Select(ms => Step(node, now + ms)).MinBy(cost => cost.Ns);
    }

    /// <summary>The cheapest of the steps in which the session looks for a packet.</summary>
    private static Cost SessionTurnCost(int devices)
    {
        (Node node, IlBoard board, long now) = Born(Many(devices));
        Cost least = new(double.MaxValue, double.MaxValue);
        for (int i = 0; i < 200; i++, now += 7)
        {
            int looked = board.Looked;
            Cost cost = Step(node, now);
            least = board.Looked > looked && cost.Ns < least.Ns ? cost : least;
        }

        return least;
    }

    private static Cost Step(Node node, long now)
    {
        Cost before = DeviceAssembly.Executed;
        node.Step(now, Utc0 + now);
        return DeviceAssembly.Executed - before;
    }

    private static Cost IdleCost(int devices)
    {
        (Node node, _, long now) = Born(Many(devices));
        return Cheapest(node, ref now);
    }

    /// <summary>A moment between two polls: the cheapest step of many.</summary>
    private static Cost Cheapest(Node node, ref long now)
    {
        Cost least = new(double.MaxValue, double.MaxValue);
        for (int i = 0; i < 200; i++, now += 7)
        {
            Cost cost = Step(node, now);
            least = cost.Ns < least.Ns ? cost : least;
        }

        return least;
    }

    /// <summary>A poll of one slave of many, without what the steps cost anyhow.</summary>
    private static Cost PollCost(int devices)
    {
        (Node node, IlBoard board, long now) = Born(Many(devices));
        Cost least = Cheapest(node, ref now);
        const int steps = 2000;
        int polls = board.Polls;
        Cost start = DeviceAssembly.Executed;
        for (int i = 0; i < steps; i++, now += 50)
        {
            node.Step(now, Utc0 + now);
        }

        return (DeviceAssembly.Executed - start - least * steps) / (board.Polls - polls);
    }

    /// <summary>One slave that is asked all the time, and others that are asked once an hour.</summary>
    private static DeviceSettings[] Many(int devices) => [.. Enumerable.Range(1, devices).Select(unit => new DeviceSettings
    {
        Name = "D" + unit, Line = "l", Unit = unit,
        Tags = [new TagSettings { Name = "Value", Table = "holding", Address = 0, Type = "float", PeriodMs = unit == 1 ? 500 : 3_600_000 }],
    })];

    private static Cost BirthCost()
    {
        (Node node, _, _) = Born(Registers, everyTag: true);
        return BirthCost(node, 1) / (Registers / 2);
    }

    private static Cost SmallBirthCost()
    {
        DeviceSettings[] devices = [.. Enumerable.Range(1, 10).Select(unit => new DeviceSettings
        {
            Name = "D" + unit, Line = "l", Unit = unit, Tags = [.. Enumerable.Range(0, 10).Select(i => Float(2 * i, "abcd"))],
        })];
        (Node node, _, _) = Born(devices);
        return BirthCost(node, 5) / 10;
    }

    private static Cost BirthCost(Node node, int of)
    {
        byte[] frame = new byte[32768];
        Cost start = DeviceAssembly.Executed;
        if (node.Tags.AppendBirth(of, frame, 0, frame.Length) < 0)
        {
            throw new InvalidOperationException("the birth did not fit");
        }

        return DeviceAssembly.Executed - start;
    }

    private static TagSettings Float(int address, string order) => new()
    {
        Name = "Value " + address, Table = "holding", Address = address, Type = "float", Order = order, Unit = "kW", High = 100, PeriodMs = 500,
    };

    private static (Node Node, IlBoard Board, long Now) Born(int registers, bool everyTag, string order = "abcd", bool withJournal = false)
    {
        var tags = new List<TagSettings>();
        for (int address = 0; address < registers; address += 2)
        {
            if (everyTag || address == 0 || address == registers - 2)
            {
                tags.Add(Float(address, order));
            }
        }

        return Born([new DeviceSettings { Name = "D", Line = "l", Unit = 1, Tags = [.. tags] }], withJournal);
    }

    private static (Node Node, IlBoard Board, long Now) Born(DeviceSettings[] devices, bool withJournal = false)
    {
        var board = new IlBoard();
        var settings = new NodeSettings
        {
            Version = 1, Group = "G", Node = "N",
            Broker = new BrokerSettings { Host = "h", KeepAliveS = 3600 },
            Sparkplug = new SparkplugSettings { HealthPeriodMs = 3_600_000 },
            Journal = withJournal ? null : new JournalSettings { RamBytes = 0 }, // its own lines say what it costs
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
