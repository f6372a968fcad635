using System.Diagnostics;
using FieldNode.Host;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>The same life of a node with each broker: births and data, its own death, and the broker's.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class BrokerTests
{
    [Theory(Timeout = 900_000)]
    [InlineData(Brokers.Mosquitto)]
    [InlineData(Brokers.RabbitMq)]
    [InlineData(Brokers.Aedes)]
    [InlineData(Brokers.MqttNet)]
    public async Task A_killed_node_leaves_its_will_and_a_killed_broker_is_found_again_each_with_the_next_bdSeq(string name)
    {
        await using var stage = new Stage();
        IBroker broker = Brokers.Create(name, stage);
        await broker.StartAsync();
        stage.UseUpBdSeq(253); // so that the numbers pass 255
        PlantOnPty plant = stage.Own(new PlantOnPty(new SimulatedPlant(Seeded.Random().Next())));
        await stage.ListenAsync();

        PeerProcess first = StartNode(stage, plant);
        await stage.HearUntilAsync(() => DataOf(stage, "Meter") >= 3 && DataOf(stage, "Tank") >= 3, "births and data", first, 60);
        Assert.Equal(254UL, Births(stage)[^1].BdSeq);
        Assert.All(Births(stage), birth => Assert.Equal(0UL, birth.Seq));

        first.Kill();
        await stage.HearUntilAsync(() => stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", first);
        Assert.Equal(254UL, stage.Heard[^1].Message.BdSeq);
        Assert.False(stage.Model.Find(Stage.Group, Stage.NodeName)!.Online);

        PeerProcess second = StartNode(stage, plant);
        await stage.HearUntilAsync(() => Births(stage).Count == 2, "the second NBIRTH", second, 60);
        Assert.Equal(255UL, Births(stage)[1].BdSeq);

        long killed = Stopwatch.GetTimestamp();
        await broker.KillAsync();
        await stage.HearUntilAsync(() => second.Output.Contains("offline:", StringComparison.Ordinal), "the node to notice", second);
        await broker.StartAsync();
        await stage.ListenAsync();
        await BirthAfterRestartAsync(stage, second, Stopwatch.GetElapsedTime(killed).TotalSeconds);
        Assert.Equal(0UL, Births(stage)[2].BdSeq);
        long before = DataOf(stage, "Meter");
        await stage.HearUntilAsync(
            () => DataOf(stage, "Meter") > before, "data after the restart; the broker said: " + broker.Output, second);
        Assert.True(stage.Model.Faults == 0, string.Join(", ", stage.Model.Findings));
    }

    private static PeerProcess StartNode(Stage stage, PlantOnPty plant) =>
        stage.StartNode([PlantSettings.Line(plant.Path)], PlantSettings.Devices());

    /// <summary>A host that subscribes after the node came back asks for its births, as any host would.</summary>
    /// <param name="downSeconds">The node waits ever longer for a dead broker: its next try can be twice as far away.</param>
    private static async Task BirthAfterRestartAsync(Stage stage, PeerProcess node, double downSeconds)
    {
        DateTime ask = DateTime.UtcNow.AddSeconds(8);
        Task asked = Task.CompletedTask;
        await stage.HearUntilAsync(
            () =>
            {
                if (DateTime.UtcNow > ask)
                {
                    ask = DateTime.UtcNow.AddSeconds(8);
                    asked = stage.SendAsync(
                        CommandWriter.NodeTopic(Stage.Group, Stage.NodeName), CommandWriter.Rebirth(DateTime.UtcNow));
                }
                return Births(stage).Count >= 3; // its own birth and the one that we asked for may come together
            },
            "the NBIRTH after the restart", node, 60 + 2 * downSeconds);
        await asked;
    }

    private static long DataOf(Stage stage, string device) => stage.Heard.Count(
        h => h.Message.Parts is { Type: MessageType.DData } parts && parts.Device == device);

    private static List<HostMessage> Births(Stage stage) =>
        [.. stage.Heard.Select(h => h.Message).Where(m => m.Parts?.Type == MessageType.NBirth)];
}
