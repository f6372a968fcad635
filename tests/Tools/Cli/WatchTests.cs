using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch</c> over a real broker without TLS; what TLS adds is in <see cref="DemoBrokerTests"/>.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly TaskCompletionSource watching = new();
    private MqttServer broker = null!;
    private int port;

    public async ValueTask InitializeAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointPort(port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build());
        broker.ClientSubscribedTopicAsync += _ =>
        {
            watching.TrySetResult();
            return Task.CompletedTask;
        };
        await broker.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await broker.StopAsync();
        broker.Dispose();
    }

    [Fact]
    public async Task Messages_come_as_json_objects_a_line_each()
    {
        Task<int> watch = Start("--json --seconds 1.5");
        await watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await SendAsync("NDEATH", Messages.NDeath(0));

        Assert.Equal(0, await watch);
        string[] types =
            [.. Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!)];
        Assert.Equal(["NBIRTH", "NDEATH"], types);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task A_finding_makes_the_exit_status_1()
    {
        Task<int> watch = Start("--seconds 1.5");
        await watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        Payload data = Messages.With(9);
        data.Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await SendAsync("NDATA", data);

        Assert.Equal(1, await watch);
        Assert.Contains("(WRONG: seq 9 came where 1 was due: 8 lost, or out of order)", Lines()[1]);
    }

    [Fact]
    public async Task A_broker_that_goes_away_ends_it_with_one_line()
    {
        Task<int> watch = Start("--seconds 30");
        await watching.Task;
        await broker.StopAsync();

        Assert.Equal(1, await watch);
        Assert.StartsWith($"fieldnode watch: connection to 127.0.0.1:{port} lost: ", error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_rebirth_is_asked_of_the_node_that_was_named()
    {
        Task<int> watch = Start("--group plant --rebirth node7 --seconds 1");
        Assert.Equal(0, await watch);
        Assert.Contains("NCMD   plant/node7", Lines()[0]);
        Assert.Contains("Node Control/Rebirth=true", Lines()[0]);
    }

    private string[] Lines() => output.ToString().TrimEnd().Split('\n');

    private Task<int> Start(string more) => CommandLine.RunAsync(
        $"watch --host 127.0.0.1 --port {port} --plain {more}".Split(' '), output, error,
        TestContext.Current.CancellationToken);

    private Task SendAsync(string typeAndPlace, Payload payload) => broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = Messages.TopicOf(typeAndPlace), PayloadSegment = payload.ToByteArray(),
        })
        { SenderClientId = "test" });

    /// <summary>The watch has the real clock.</summary>
    private static Payload Now(Payload payload)
    {
        payload.Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return payload;
    }
}
