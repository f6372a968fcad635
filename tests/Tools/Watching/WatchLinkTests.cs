using System.Net;
using FieldNode.Cli;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary>The link of a watch, at a real broker without TLS.</summary>
public sealed class WatchLinkTests
{
    [Fact]
    public async Task To_ask_while_it_ends_is_no_failure()
    {
        int port = TestPort.Take();
        using MqttServer broker = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build());
        await broker.StartAsync();
        await using (var link = new WatchLink(new LinkOptions { Host = "127.0.0.1", Port = port, Plain = true }, ["spBv1.0/#"], null, _ => { }))
        {
            await link.OpenAsync(TestContext.Current.CancellationToken);
            Assert.True(await link.TryPublishAsync("spBv1.0/g/NCMD/n", [1], TestContext.Current.CancellationToken));
            Assert.False(await link.TryPublishAsync("spBv1.0/g/NCMD/n", [1], new CancellationToken(canceled: true)));
        }
        await broker.StopAsync();
    }
}
