using FieldNode.Field.Modbus;
using FieldNode.Host;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>node-red as the host of a node: it comes late and asks, it follows what comes and goes, and it writes.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class NodeRedTests
{
    private const int LimitAddress = 20;
    private const string Limit = "Setpoint limit";

    [Fact(Timeout = 300_000)]
    public async Task Node_red_asks_a_node_that_it_does_not_know_for_its_births_and_shows_its_tags()
    {
        NeedNodeRed();
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PlantOnPty plant = stage.Own(new PlantOnPty(new SimulatedPlant(Seeded.Random().Next())));
        PeerProcess node = stage.StartNode([PlantSettings.Line(plant.Path)], PlantSettings.Devices());
        await stage.HearUntilAsync(() => Count(stage, MessageType.DData) > 2, "data", node, 60);
        ulong bdSeq = stage.Model.Find(Stage.Group, Stage.NodeName)!.BdSeq!.Value;
        Assert.Equal(0, Count(stage, MessageType.NCmd));

        NodeRed red = NodeRed.Start(stage);
        await stage.HearUntilAsync(
            () => Count(stage, MessageType.NCmd) > 0, "node-red's command; it said: " + red.Output + broker.Output, node, 120);
        await stage.HearUntilAsync(() => Count(stage, MessageType.NBirth) == 2, "the rebirth", node);
        Assert.Contains("with the unknown alias", red.Output, StringComparison.Ordinal);
        Assert.Contains("a host asks for a rebirth", node.Output, StringComparison.Ordinal);
        Assert.Equal(bdSeq, stage.Model.Find(Stage.Group, Stage.NodeName)!.BdSeq);
        // On a busy machine a device may be dead just then: it is born when it answers again, and only then does node-red know it.
        int reborn = stage.Heard.FindLastIndex(h => h.Message.Parts?.Type == MessageType.NBirth);
        await stage.HearUntilAsync(
            () => PlantSettings.Devices().All(device => stage.Heard.Skip(reborn).Any(
                h => h.Message.Parts is { Type: MessageType.DBirth } parts && parts.Device == device.Name)),
            "the births of all devices", node, 60);
        int seen = Count(stage, MessageType.DData);
        await stage.HearUntilAsync(() => Count(stage, MessageType.DData) > seen + 5, "data after the rebirth", node);

        await KillAsync(stage, node, red);
        AssertSame([.. TagLine.Of(stage.Model.Find(Stage.Group, Stage.NodeName)!).Select(TagLine.WithoutUInt32)], red.Lines());
        Assert.Contains("headless", red.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, stage.Model.Faults);
    }

    [Fact(Timeout = 300_000)]
    public async Task Node_red_follows_devices_that_come_and_go_and_writes_the_tags_of_the_list_and_no_others()
    {
        NeedNodeRed();
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        NodeRed red = NodeRed.Start(stage);
        await Wait.UntilAsync(() => red.IsConnected, 60, () => "node-red to connect: " + red.Output);
        var plant = new SimulatedPlant(Seeded.Random().Next());
        plant.Boiler.SetRegister(ModbusTable.Holding, LimitAddress, 900);
        PeerProcess node = StartWritable(stage, stage.Own(new PlantOnPty(plant)));
        await stage.HearUntilAsync(
            () => red.IsAlive("Meter") == true && red.IsAlive("Boiler") == true && red.IsAlive("Tank") == true, "all births", node, 60);

        await LoseAndFindTankAsync(stage, plant, node, red);
        await WriteAsync(stage, plant, node, red);
        Assert.Equal(0, Count(stage, MessageType.NCmd)); // it was there from the beginning: nothing to ask for

        await KillAsync(stage, node, red);
        Assert.All(new[] { "Meter", "Boiler", "Tank" }, device => Assert.False(red.IsAlive(device)));
        AssertSame(TagLine.Of(stage.Model.Find(Stage.Group, Stage.NodeName)!), red.Lines());
        Assert.Equal(0, stage.Model.Faults);
    }

    private static async Task LoseAndFindTankAsync(Stage stage, SimulatedPlant plant, PeerProcess node, NodeRed red)
    {
        plant.Tank.IsSilent = true;
        await stage.HearUntilAsync(() => red.IsAlive("Tank") == false, "DDEATH of the tank at node-red: " + red.Output, node);
        Assert.True(red.IsAlive("Meter"));
        Assert.True(red.IsOnline);
        Assert.NotNull(red.Value("Tank", "Level")); // its last value stays

        plant.Tank.IsSilent = false;
        await stage.HearUntilAsync(() => red.IsAlive("Tank") == true, "DBIRTH of the tank at node-red", node, 60);
        Assert.Equal(1, Count(stage, MessageType.NBirth));
        string? total = red.Value("Tank", "Total");
        await stage.HearUntilAsync(() => red.Value("Tank", "Total") != total, "data of the tank after its return", node);
    }

    private static async Task WriteAsync(Stage stage, SimulatedPlant plant, PeerProcess node, NodeRed red)
    {
        Assert.Equal("65", red.Value("Boiler", "Setpoint"));
        await red.TypeAsync("Boiler", "Setpoint", 72.5);
        await stage.HearUntilAsync(() => red.Value("Boiler", "Setpoint") == "72.5", "the set point at node-red: " + red.Output, node);
        Assert.Equal(725, plant.Boiler.Register(ModbusTable.Holding, 2));
        Assert.Contains("write to Boiler done", node.Output, StringComparison.Ordinal);

        // Not on the list, and on it but outside of its range. The node shows hosts what the tag holds instead.
        long limits = Reports(stage, Limit);
        await red.TypeAsync("Boiler", Limit, 50);
        await stage.HearUntilAsync(() => Reports(stage, Limit) > limits, "the limit, reported again", node);
        Assert.Contains("command refused for Boiler: NotAllowed", node.Output, StringComparison.Ordinal);
        long points = Reports(stage, "Setpoint");
        await red.TypeAsync("Boiler", "Setpoint", 95);
        await stage.HearUntilAsync(() => Reports(stage, "Setpoint") > points, "the set point, reported again", node);
        Assert.Contains("command refused for Boiler: OutOfRange", node.Output, StringComparison.Ordinal);
        Assert.Equal(900, plant.Boiler.Register(ModbusTable.Holding, LimitAddress));
        Assert.Equal(725, plant.Boiler.Register(ModbusTable.Holding, 2));
        await Wait.UntilAsync(
            () => red.Value("Boiler", Limit) == "90" && red.Value("Boiler", "Setpoint") == "72.5", 30, () => "the values: " + red.Output);
        Assert.Equal(3, Count(stage, MessageType.DCmd));
    }

    /// <summary>The plant's settings with commands on, UInt32 where sparkplug-payload looks, and a tag that nobody may write.</summary>
    private static PeerProcess StartWritable(Stage stage, PlantOnPty plant)
    {
        DeviceSettings[] devices = PlantSettings.Devices();
        DeviceSettings boiler = devices.Single(device => device.Name == "Boiler");
        boiler.Tags =
        [
            .. boiler.Tags!,
            new TagSettings { Name = Limit, Table = "holding", Address = LimitAddress, Type = "int16", Scale = 0.1, PeriodMs = 500 },
        ];
        return stage.StartNode(
            [PlantSettings.Line(plant.Path)], devices, new SparkplugSettings { Mode = "commands", Uint32 = "long_value" });
    }

    private static async Task KillAsync(Stage stage, PeerProcess node, NodeRed red)
    {
        node.Kill();
        await stage.HearUntilAsync(() => stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", node);
        await Wait.UntilAsync(() => !red.IsOnline, 30, () => "node-red's last table: " + red.Output);
    }

    private static void AssertSame(string[] ours, string[] theirs)
    {
        Assert.True(ours.Length > 30, $"only {ours.Length} tags");
        Assert.Equal(ours, theirs);
    }

    // So that a test without its peer is skipped before anything runs.
    private static void NeedNodeRed()
    {
        Peers.NodeModulesWith("node-red");
        Peers.Program("node");
        Peers.Program("mosquitto");
    }

    private static long Reports(Stage stage, string tag) => stage.Device("Boiler")!.Find(tag)!.Updates;

    private static int Count(Stage stage, MessageType type) => stage.Heard.Count(h => h.Message.Parts?.Type == type);
}
