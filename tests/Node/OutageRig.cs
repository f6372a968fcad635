using FieldNode.Field.Modbus;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

/// <summary>A node with one slave whose registers all have a number that is new each second, so that each sample is known by its value and its time.</summary>
internal sealed class OutageRig
{
    public const string Device = "Meter";
    public const int SupplyPin = 34;

    private const int Tags = 10;
    private const int PeriodMs = 1000;

    private readonly Dictionary<int, long> setAt = [];

    public OutageRig(Action<NodeSettings> change)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1", Lines = [new LineSettings { Name = "line1", Port = "memory", Baud = 115_200 }],
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
            Devices =
            [
                new DeviceSettings
                {
                    Name = Device, Line = "line1", Unit = 1,
                    Tags = [.. Enumerable.Range(0, Tags).Select(i => new TagSettings { Name = NameOf(i), Table = "holding", Address = i, Type = "uint16", PeriodMs = PeriodMs })],
                },
            ],
            Terminals = new TerminalSettings { Device = "Board", PowerFailPin = SupplyPin, Contacts = [new ContactSettings { Name = "Door", Pin = 4 }] },
        };
        change(settings);
        Node = SimNode.Start(settings, new SimOptions { Store = Store });
        Node.Run(5000);
    }

    public CuttingStore Store { get; } = new() { Log = [] };
    public SimNode Node { get; }

    /// <summary>The newest number.</summary>
    public int Newest { get; private set; }

    /// <summary>All tags, by name.</summary>
    public static IEnumerable<string> Names => Enumerable.Range(0, Tags).Select(NameOf);

    /// <summary>So many seconds with a new number in each; the node must have sampled it.</summary>
    public OutageRig Sample(int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            setAt[++Newest] = Node.Utc;
            for (int i = 0; i < Tags; i++)
            {
                Node.Plant.Slave(Device).SetRegister(ModbusTable.Holding, i, Newest);
            }

            Node.Run(PeriodMs);
            Assert.All(Names, name => Assert.Equal(Newest, Node.Node.Tags.GetInt(Node.Tag(name))));
        }

        return this;
    }

    /// <summary>What the broker got of a tag in births and data, in order; by name or by the alias of the birth before it.</summary>
    public Metric[] Got(string name, int fromMessage = 0)
    {
        var got = new List<Metric>();
        ulong alias = 0;
        foreach (SimPacket message in Node.Broker.Messages.Skip(fromMessage).Where(m => m.Topic.EndsWith("/" + Device, StringComparison.Ordinal) && !m.Topic.Contains("DDEATH")))
        {
            foreach (Metric metric in Payload.Parser.ParseFrom(message.Payload).Metrics)
            {
                bool isIt = metric.Name.Length > 0 ? metric.Name == name : alias != 0 && metric.Alias == alias;
                alias = isIt && metric.HasAlias ? metric.Alias : alias;
                if (isIt)
                {
                    got.Add(metric);
                }
            }
        }

        return [.. got];
    }

    /// <summary>It was sampled while its number was the newest.</summary>
    public bool HasOwnTime(Metric metric) =>
        setAt.TryGetValue((int)metric.IntValue, out long at) && (long)metric.Timestamp >= at && (long)metric.Timestamp < at + PeriodMs;

    private static string NameOf(int i) => "Value " + i;
}
