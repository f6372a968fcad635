extern alias device;

using System.Text.Json;
using System.Text.Json.Serialization;
using device::FieldNode;
using device::FieldNode.Journal;
using device::FieldNode.Settings;

using FieldNode.Figures.Heap;

namespace DeviceFigures;

/// <summary>A node of the device build, made of a node file, born and publishing; and what it takes on the device's heap.</summary>
internal sealed class LiveNode
{
    /// <summary>Wall clock at the start.</summary>
    internal const long Utc0 = 1_790_000_000_000;
    private const long RunMs = 29_000;
    private const int StepMs = 20;
    private const int CertificateBytes = 1024; // PEM of EC P-256, rounded up (a CA has 650, its key 241); RSA takes more
    private const int KeyBytes = 256;

    private static readonly JsonSerializerOptions Names = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly NodeSettings settings;
    private readonly FigureBoard board;
    private readonly Node node;

    /// <summary>Builds the node of a file and lets it run for half a minute of virtual time.</summary>
    /// <param name="file">The node file.</param>
    /// <param name="on">The board, if it is not the usual one.</param>
    /// <param name="update">What there is of updates besides the file, or null.</param>
    public LiveNode(string file, FigureBoard? on = null, UpdateSettings? update = null)
    {
        board = on ?? new FigureBoard();
        settings = JsonSerializer.Deserialize<NodeSettings>(File.ReadAllText(file), Names)!;
        settings.Update = update;
        var faults = new FaultList(1);
        if (!SettingsCheck.Run(settings, faults))
        {
            throw new InvalidDataException($"{file}: {faults.PathOf(0)}: {faults.ValueOf(0)}, allowed {faults.AllowedOf(0)}");
        }

        node = NodeBuilder.Build(settings, board);
        Run(RunMs);

        int slaves = settings.Devices?.Length ?? 0;
        int births = board.Topics.Count(t => t.Contains("/DBIRTH/", StringComparison.Ordinal));
        int data = board.Topics.Count(t => t.Contains("/DDATA/", StringComparison.Ordinal));
        if (!node.Edge.IsBorn || births < slaves || data < slaves)
        {
            throw new InvalidOperationException($"{file}: {births} of {slaves} devices were born, {data} published data");
        }
    }

    /// <summary>The node.</summary>
    public Node Node => node;

    /// <summary>Monotonic time in ms.</summary>
    public long NowMs { get; private set; } = 1000;

    /// <summary>Wall clock in ms since 1970 UTC.</summary>
    public long UtcMs => Utc0 + NowMs;

    /// <summary>Lets it run.</summary>
    public void Run(long forMs)
    {
        for (long end = NowMs + forMs; NowMs < end; NowMs += StepMs)
        {
            node.Step(NowMs, UtcMs);
        }
    }

    /// <summary>Tags of the file, without the node's own.</summary>
    public int SettingsTags => settings.Devices?.Sum(d => d.Tags?.Length ?? 0) ?? 0;

    /// <summary>Tags in the table, health metrics and counters included.</summary>
    public int Tags => node.Tags.Count;

    /// <summary>Devices in the table, without the node.</summary>
    public int Devices => node.Tags.DeviceCount - 1;

    /// <summary>What the settings take while the node is built; they are let go afterwards.</summary>
    public static int SettingsBytes(LiveNode node)
    {
        var walk = new HeapWalk(IsOurs);
        walk.Walk(node.settings, "FieldNode.Settings.NodeSettings", "");
        return walk.Bytes;
    }

    /// <summary>What the journal takes, which has a budget of its own: its ring, its tables, and what it reads flash into.</summary>
    public HeapWalk WeighJournal()
    {
        var walk = new HeapWalk(IsOurs);
        walk.Replace(node.Tags, null);
        walk.Replace(board, null);
        walk.Walk(node.Edge.Journal, "FieldNode.Journal.SampleJournal", "");
        return walk;
    }

    /// <summary>What is on the heap while the node runs, without its journal.</summary>
    public HeapWalk Weigh()
    {
        var walk = new HeapWalk(IsOurs);
        walk.Replace(node.Edge.Journal, null);
        board.StandIn(walk);
        walk.EndStage("wire");
        walk.Walk(board.Events, "FieldNode.Journal.EventRing", "");
        walk.EndStage("event ring");
        walk.Walk(node, "FieldNode.Node", "");
        walk.EndStage("node");
        walk.Walk(new Supervisor(node, null, null), "FieldNode.Supervisor", "");
        foreach (string part in BoardParts)
        {
            walk.Walk(DeviceImage.Bare(part), "FieldNode.Esp32." + part, "");
        }

        walk.Walk(DeviceImage.New("TlsLink", null, DeviceImage.Zero("TlsLink", 1), null), "FieldNode.Esp32.TlsLink", "");
        walk.Walk(new BootRecord(board), "FieldNode.Journal.BootRecord", "");
        if (settings.Buses?.Any(b => b.Kind == "adc") ?? false)
        {
            walk.Walk(board.Pins, "FieldNode.Esp32.DeviceAnalogInput", "board"); // everybody else lets go of them when the node is built
        }

        Native(walk);
        Publishing(walk);
        walk.EndStage("board");
        return walk;
    }

    /// <summary>Static fields and the arrays in them.</summary>
    public static HeapWalk WeighStatics()
    {
        var walk = new HeapWalk(IsOurs);
        foreach (Type type in DeviceImage.Firmware.GetTypes().Where(t => !IsOfUpdates(t)))
        {
            walk.WalkStatics(type);
        }

        return walk;
    }

    // Parts of the board whose constructors reach for packages: their fields are weighed, not what packages hang on them.
    private static readonly string[] BoardParts =
        ["Boot", "DeviceLog", "FlashStore", "HealthPort", "Esp32Ports", "Network", "TimeKeeper", "PowerPort", "Leds", "HangGuard", "DeviceClock", "LinkIdentity",
        "BoardSettings"];

    /// <summary>True for a type of the device build.</summary>
    internal static bool IsOurs(Type type) => type.Assembly == DeviceImage.Firmware;

    /// <summary>True for what has a budget of its own beside the node's.</summary>
    internal static bool IsOfUpdates(Type type) => type.Namespace == "FieldNode.Update";

    // Two threads, the files of the identity, and the receive buffers of the UARTs, which the driver takes and not a constructor.
    private void Native(HeapWalk walk)
    {
        walk.Add(new HeapItem("FieldNode.Esp32.Program", "thread of Main", DeviceSizes.Thread, null));
        walk.Add(new HeapItem("FieldNode.Esp32.HangGuard", "thread", DeviceSizes.Thread, null));
        walk.Add(new HeapItem("FieldNode.Esp32.HangGuard", "delegate", DeviceSizes.Delegate, null));
        walk.Add(new HeapItem("FieldNode.Esp32.LinkIdentity", "certificates and key as read",
            2 * DeviceSizes.Array(typeof(byte), CertificateBytes) + DeviceSizes.Array(typeof(byte), KeyBytes), null));
        for (int i = 0; i < board.LineCount; i++)
        {
            int bytes = DeviceSizes.Array(typeof(byte), DeviceImage.Constant("Rs485Line", "ReceiveBytes"));
            walk.Add(new HeapItem("FieldNode.Esp32.Rs485Line", "receive buffer of the UART", bytes, null));
        }
    }

    // M2MqttWire.Publish has the head of the longest topic, as M2Mqtt built it and with its own length, and a piece of the payload.
    private void Publishing(HeapWalk walk)
    {
        int topic = board.Topics.Max(t => t.Length);
        int piece = Math.Min(DeviceImage.Constant("M2MqttWire", "PieceBytes"), board.LongestPayload + topic + 7);
        int bytes = DeviceSizes.Array(typeof(byte), topic + 4) + DeviceSizes.Array(typeof(byte), topic + 7) + DeviceSizes.Array(typeof(byte), piece);
        walk.Add(new HeapItem("FieldNode.Esp32.M2MqttWire", "longest publish, head and piece", bytes, null));
    }
}
