using System.Net;
using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch</c> over a real broker without TLS; what TLS adds is in <see cref="DemoBrokerTests"/>.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly HeardText output = new();
    private readonly HeardText error = new();
    private readonly TaskCompletionSource watching = new();
    private readonly CancellationTokenSource end =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private MqttServer broker = null!;
    private int port;

    public async ValueTask InitializeAsync()
    {
        port = TestPort.Take();
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
        end.Dispose();
    }

    [Fact]
    public async Task Messages_come_as_json_objects_a_line_each()
    {
        Task<int> watch = Start("--json");
        await watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await SendAsync("NDEATH", Messages.NDeath(0));

        Assert.Equal(0, await EndAfterAsync(2, watch));
        string[] types =
            [.. Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!)];
        Assert.Equal(["NBIRTH", "NDEATH"], types);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task A_finding_makes_the_exit_status_1()
    {
        Task<int> watch = Start("");
        await watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        Payload data = Messages.With(9);
        data.Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await SendAsync("NDATA", data);

        Assert.Equal(1, await EndAfterAsync(2, watch));
        Assert.Contains("(WRONG: seq 9 came where 1 was due: 8 lost, or out of order)", Lines()[1]);
    }

    [Fact]
    public async Task That_the_node_was_born_before_is_said_once()
    {
        Task<int> watch = Start("--seconds 1.5");
        await watching.Task;
        await SendAsync("NDATA", Now(Messages.With(9)));
        await SendAsync("NDATA", Now(Messages.With(10)));

        Assert.Equal(0, await watch);
        Assert.Equal([true, false], Lines().Select(line => line.Contains("(note: the node was born before this host came")));
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
        Task<int> watch = Start("--group plant --rebirth node7");
        Assert.Equal(0, await EndAfterAsync(1, watch));
        Assert.Contains("NCMD   plant/node7", Lines()[0]);
        Assert.Contains("Node Control/Rebirth=true", Lines()[0]);
    }

    [Fact]
    public async Task It_ends_by_itself_after_the_seconds_that_were_asked_for() => Assert.Equal(0, await Start("--seconds 0.5"));

    /// <summary>So many lines, and then Ctrl-C.</summary>
    private async Task<int> EndAfterAsync(int lines, Task<int> watch)
    {
        await output.UntilAsync(text => text.Count(c => c == '\n') >= lines, watch);
        await end.CancelAsync();
        return await watch;
    }

    private string[] Lines() => output.ToString().TrimEnd().Split('\n');

    private Task<int> Start(string more) => CommandLine.RunAsync(
        $"watch --host 127.0.0.1 --port {port} --plain {more}".Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error,
        end.Token);

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
