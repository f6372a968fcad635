using FieldNode.Host;

namespace FieldNode.Interop.Tests;

/// <summary>A broker that judges filters when they are subscribed to, and says so in SUBACK.</summary>
public sealed class MqttNetTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_refused_subscription_is_told_and_the_node_is_not_born()
    {
        await using var stage = new Stage();
        MqttNetBroker broker = stage.Own(new MqttNetBroker(stage, group: "another"));
        await broker.StartAsync();
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();

        await stage.HearUntilAsync(
            () => node.Output.Contains("offline: SubscribeRefused", StringComparison.Ordinal), "the node to say it", node);
        Assert.DoesNotContain(stage.Heard, h => h.Message.Parts?.Type == MessageType.NBirth);
        Assert.Contains($"subscription of {Stage.NodeName}", broker.Output, StringComparison.Ordinal);
    }
}
