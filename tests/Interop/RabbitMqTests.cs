namespace FieldNode.Interop.Tests;

/// <summary>What RabbitMQ does to Sparkplug where mqtt.sparkplug is not set.</summary>
public sealed class RabbitMqTests
{
    [Fact(Timeout = 300_000)]
    public async Task Without_its_Sparkplug_setting_the_namespace_comes_out_as_two_levels()
    {
        await using var stage = new Stage();
        RabbitMqBroker broker = stage.Own(new RabbitMqBroker(stage, sparkplug: false));
        await broker.StartAsync();
        await stage.ListenAsync();
        PeerProcess node = stage.StartNode();

        await stage.HearUntilAsync(() => stage.Heard.Count > 0, "anything; the broker said: " + broker.Output, node, 60);
        Assert.Equal($"spBv1/0/{Stage.Group}/NBIRTH/{Stage.NodeName}", stage.Heard[0].Message.Topic);
        Assert.Null(stage.Heard[0].Message.Parts);
    }
}
