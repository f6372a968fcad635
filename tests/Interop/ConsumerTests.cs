using FieldNode.Host;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Several hosts at one node, each of another make: our host model, node-red with sparkplug-payload, and protoc. The broker lets all of them
/// read; who may also send is said by its ACL file.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class ConsumerTests
{
    private const string Reader = "reader";

    // What a reader sends is dropped.
    private const string Rights = $"""
        {MosquittoBroker.AllOfTheNode}

        user {Reader}
        topic read spBv1.0/#
        """;

    [Fact(Timeout = 300_000)]
    public async Task A_reader_that_comes_late_and_may_not_ask_waits_for_the_births_that_another_asks_for_and_then_all_see_the_same()
    {
        Peers.NodeModulesWith("node-red");
        Peers.Program("protoc");
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage, Rights);
        using (IssuedCertificate certificate = stage.Ca.IssueClient(Reader))
        {
            certificate.Save(stage.In(Reader + ".pem"), stage.In(Reader + ".key"));
        }
        await stage.ListenAsync();
        PlantOnPty plant = stage.Own(new PlantOnPty(new SimulatedPlant(Seeded.Random().Next())));
        PeerProcess node = stage.StartNode(
            [PlantSettings.Line(plant.Path)], PlantSettings.Devices(),
            change: settings => settings.Sparkplug = new() { Uint32 = "long_value" });
        await stage.HearUntilAsync(() => Count(stage, MessageType.DData) > 2, "data", node, 60);

        // node-red may only read: it asks, the broker drops it, and it shows nothing that it does not know.
        NodeRed red = NodeRed.Start(stage, Reader);
        await stage.HearUntilAsync(
            () => broker.Output.Contains("Denied PUBLISH from node-red", StringComparison.Ordinal), "the refusal: " + red.Output, node, 120);
        Assert.Empty(red.Lines());
        Assert.Equal(0, Count(stage, MessageType.NCmd));
        Assert.Equal(1, Count(stage, MessageType.NBirth));

        // protoc's host comes late as well; it may ask, and its question serves both.
        await using ProtocHost late = await ProtocHost.StartAsync(stage, "host");
        await stage.HearUntilAsync(() => late.Drain() && late.Unknown > 0, "data that the late host cannot read", node);
        Assert.Empty(late.Lines);
        await late.SendAsync(CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
        await stage.HearUntilAsync(() => late.Drain() && Count(stage, MessageType.NBirth) == 2, "the rebirth", node);
        int reborn = stage.Heard.FindLastIndex(h => h.Message.Parts?.Type == MessageType.NBirth);
        await stage.HearUntilAsync(
            () => late.Drain() && PlantSettings.Devices().All(device => stage.Heard.Skip(reborn).Any(
                h => h.Message.Parts is { Type: MessageType.DData } parts && parts.Device == device.Name)),
            "data of all devices after their births", node, 120);

        node.Kill();
        await stage.HearUntilAsync(
            () => late.Drain() && !late.IsOnline && !red.IsOnline && stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath,
            "the will at all three", node, 120);
        string[] ours = TagLine.Of(stage.Model.Find(Stage.Group, Stage.NodeName)!);
        Assert.True(ours.Length > 60, $"only {ours.Length} tags");
        Assert.Equal(ours, red.Lines());
        Assert.Equal(ours, late.Lines);
        Assert.Equal(0, stage.Model.Faults);
    }

    private static int Count(Stage stage, MessageType type) => stage.Heard.Count(h => h.Message.Parts?.Type == type);
}
