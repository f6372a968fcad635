using FieldNode.Host;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>mosquitto's ACL file refuses; what of that a node can notice, and what it cannot.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class MosquittoTests
{
    private const string Commands = $"""
        topic read spBv1.0/{Stage.Group}/NCMD/{Stage.NodeName}
        topic read spBv1.0/{Stage.Group}/DCMD/{Stage.NodeName}/+
        """;

    private const string Births = $"""
        topic write spBv1.0/{Stage.Group}/NBIRTH/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/NDEATH/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/DBIRTH/{Stage.NodeName}/+
        """;

    [Fact(Timeout = 120_000)]
    public async Task A_forbidden_publish_is_dropped_and_no_one_tells_the_node_but_the_host_sees_the_gap()
    {
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage, $"""
            {Commands}
            {Births}
            topic write spBv1.0/{Stage.Group}/DDATA/{Stage.NodeName}/Meter
            """);
        await stage.ListenAsync();
        PlantOnPty plant = stage.Own(new PlantOnPty(new SimulatedPlant(Seeded.Random().Next())));
        PeerProcess node = stage.StartNode([PlantSettings.Line(plant.Path)], PlantSettings.Devices());

        await stage.HearUntilAsync(() => DataOf(stage, "Meter") > 20, "data of the meter", node, 60);
        Assert.Equal(0, DataOf(stage, "Tank"));
        Assert.Contains($"Denied PUBLISH from {Stage.Group}-{Stage.NodeName}", broker.Output, StringComparison.Ordinal);
        Assert.Contains(stage.Heard, h => h.Message.Parts is { Type: MessageType.DBirth, Device: "Tank" });
        // MQTT 3.1.1 has no way to say it (3.3.5): the node goes on, and only the gaps in seq show it.
        Assert.DoesNotContain("offline", node.Output, StringComparison.Ordinal);
        Assert.True(stage.Model.SeqGaps > 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_forbidden_command_topic_is_granted_all_the_same_and_what_is_sent_there_never_arrives()
    {
        await using var stage = new Stage();
        await MosquittoBroker.StartAsync(stage, Births);
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();
        await stage.HearUntilAsync(() => stage.Heard.Any(h => h.Message.Parts?.Type == MessageType.NBirth), "NBIRTH", node);

        // mosquitto's ACL file is asked when a message is delivered, not when a filter is subscribed to: SUBACK says yes.
        await stage.SendAsync(CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
        await stage.HearUntilAsync(() => stage.Heard.Any(h => h.Message.Parts?.Type == MessageType.NCmd), "the command", node);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("rebirth", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("offline", node.Output, StringComparison.Ordinal);
        Assert.Single(stage.Heard, h => h.Message.Parts?.Type == MessageType.NBirth);
    }

    private static int DataOf(Stage stage, string device) => stage.Heard.Count(
        h => h.Message.Parts is { Type: MessageType.DData } parts && parts.Device == device);
}
