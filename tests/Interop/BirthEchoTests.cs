using FieldNode.Field.Modbus;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using Google.Protobuf;

namespace FieldNode.Interop.Tests;

/// <summary>Births that come back and births that do not, at brokers of others.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class BirthEchoTests
{
    private const int LongTags = 200;
    private const int LongName = 120; // 200 of them make a birth that the wire does not take: over 16 KB

    private const string Rights = $"""
        topic write spBv1.0/{Stage.Group}/NBIRTH/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/NDATA/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/NDEATH/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/DDATA/{Stage.NodeName}/+
        topic write spBv1.0/{Stage.Group}/DDEATH/{Stage.NodeName}/+
        topic read spBv1.0/{Stage.Group}/NCMD/{Stage.NodeName}
        topic read spBv1.0/{Stage.Group}/DCMD/{Stage.NodeName}/+
        """;

    private const string MayReadBirths = $"""
        topic read spBv1.0/{Stage.Group}/NBIRTH/{Stage.NodeName}
        topic read spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/+
        """;

    [Fact(Timeout = 180_000)]
    public async Task The_device_whose_birth_mosquitto_forbids_is_named_and_the_others_are_not_however_long_theirs_are()
    {
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage, $"""
            {Rights}
            {MayReadBirths}
            topic write spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/short
            topic write spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/long
            """);
        await stage.ListenAsync();
        PeerProcess node = StartNode(stage, "short", "long", "forbidden");
        await stage.HearUntilAsync(() => Says(node, "the birth of forbidden did not come back"), "the node to say it", node, 90);
        await stage.HearUntilAsync(() => Own(stage, "Echoed") == "3" && Own(stage, "Not echoed") == "1", "the node's metrics", node, 30);

        Assert.Contains("Denied PUBLISH", broker.Output, StringComparison.Ordinal);
        Assert.Contains(stage.Heard, h => h.Message.Parts is { Type: MessageType.DBirth, Device: "long" } && h.Payload.Length > 16 * 1024);
        Assert.DoesNotContain(stage.Heard, h => h.Message.Parts is { Type: MessageType.DBirth, Device: "forbidden" });
        Assert.Equal(1, Times(node, "did not come back"));
        Assert.Equal("0", Own(stage, "By others"));
        Assert.DoesNotContain("command", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("offline", node.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_rebirth_is_verified_again_and_a_birth_that_a_host_publishes_in_our_name_is_told()
    {
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage, $"""
            {Rights}
            {MayReadBirths}
            topic write spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/+
            """);
        await stage.ListenAsync();
        PeerProcess node = StartNode(stage, "short", "long");
        await stage.HearUntilAsync(() => Own(stage, "Echoed") == "3", "the births to be back", node, 90);
        await stage.SendAsync(CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
        await stage.HearUntilAsync(() => stage.Heard.Count(h => h.Message.Parts?.Type == MessageType.NBirth) == 2, "the rebirth", node);
        await stage.SendAsync($"spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/short",
            new Payload { Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000, Seq = 1 }.ToByteArray());
        await stage.HearUntilAsync(() => Own(stage, "By others") == "1", "the stranger's birth", node, 30);
        await Task.Delay(12_000, TestContext.Current.CancellationToken);
        await stage.HearUntilAsync(() => Own(stage, "Echoed") == "3", "the births to be back", node);

        Assert.True(Says(node, "somebody else published on the topic of the birth of short"));
        Assert.Equal(0, Times(node, "did not come back"));
        Assert.Equal(1, Times(node, "a host asks for a rebirth"));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_node_that_mosquitto_does_not_let_read_its_births_says_that_none_came_back_and_goes_on()
    {
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage, $"""
            {Rights}
            topic write spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/+
            """);
        await stage.ListenAsync();
        PeerProcess node = StartNode(stage, "short");
        await stage.HearUntilAsync(() => Own(stage, "Not echoed") == "2", "the node's metrics", node, 90);
        Assert.True(Says(node, "the node's birth did not come back"));
        Assert.True(Says(node, "the birth of short did not come back"));
        Assert.DoesNotContain("offline", node.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = 240_000)]
    [InlineData(Brokers.RabbitMq)]
    [InlineData(Brokers.Aedes)]
    [InlineData(Brokers.MqttNet)]
    public async Task Where_the_broker_refuses_the_subscription_the_node_says_so_and_is_born_without(string name)
    {
        await using var stage = new Stage();
        IBroker broker = Brokers.Create(name, stage);
        await broker.StartAsync();
        await stage.ListenAsync();
        PeerProcess node = StartNode(stage, "short");
        await stage.HearUntilAsync(() => stage.Device("short")?.Online == true, "births", node, 90);
        Assert.Equal(1, Times(node, "the broker does not let the node subscribe to its own births"));
        Assert.True(Times(node, name == Brokers.MqttNet ? "offline: SubscribeRefused" : "offline: ClosedByBroker") > 0, node.Output);
    }

    // Each device has a line of its own.
    private static PeerProcess StartNode(Stage stage, params string[] devices) => stage.StartNode(
        [.. devices.Select(name => Line(stage, name))], [.. devices.Select(Device)],
        new SparkplugSettings { HealthPeriodMs = 1000, Verify = "echo" });

    private static LineSettings Line(Stage stage, string name)
    {
        var slave = new ModbusSlaveModel(1);
        slave.SetRegisters(ModbusTable.Holding, 0, new byte[2 * LongTags]);
        PlantOnPty plant = stage.Own(new PlantOnPty(slave));
        return new LineSettings { Name = name, Port = plant.Path, Baud = 115200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 1000 };
    }

    private static DeviceSettings Device(string name) => new()
    {
        Name = name, Line = name, Unit = 1, Tags =
        [
            .. Enumerable.Range(0, name == "long" ? LongTags : 2).Select(i => new TagSettings
            {
                Name = name == "long" ? $"{i} {new string('n', LongName)}" : $"{i}", Table = "holding", Address = i, Type = "uint16",
            }),
        ],
    };

    private static string? Own(Stage stage, string metric) =>
        stage.Model.Find(Stage.Group, Stage.NodeName)?.Own.Find("Node/Births/" + metric)?.ValueText;

    private static bool Says(PeerProcess node, string words) => Times(node, words) > 0;

    private static int Times(PeerProcess node, string words) => node.Output.Split(words).Length - 1;
}
