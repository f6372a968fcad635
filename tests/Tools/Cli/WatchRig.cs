using System.Net;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using Google.Protobuf;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch</c> at a real broker without TLS, on which tests say what nodes and hosts say.</summary>
public abstract class WatchRig : IAsyncLifetime
{
    private readonly HeardText output = new();
    private readonly HeardText error = new();
    private readonly CancellationTokenSource end =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private protected TaskCompletionSource Watching { get; } = new();

    private protected MqttServer Broker { get; private set; } = null!;

    private protected int Port { get; private set; }

    private protected string Said => output.ToString();

    private protected string Errors => error.ToString();

    public virtual async ValueTask InitializeAsync()
    {
        Port = TestPort.Take();
        Broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointPort(Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build());
        Broker.ClientSubscribedTopicAsync += _ =>
        {
            Watching.TrySetResult();
            return Task.CompletedTask;
        };
        await Broker.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.StopAsync();
        Broker.Dispose();
        end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>So many lines, and then Ctrl-C.</summary>
    private protected async Task<int> EndAfterAsync(int lines, Task<int> watch)
    {
        await output.UntilAsync(text => text.Count(c => c == '\n') >= lines, watch);
        await end.CancelAsync();
        return await watch;
    }

    /// <summary>Until the words are there, and then Ctrl-C.</summary>
    private protected async Task<int> EndAfterAsync(string words, Task<int> watch)
    {
        await output.UntilAsync(text => text.Contains(words, StringComparison.Ordinal), watch);
        await end.CancelAsync();
        return await watch;
    }

    private protected Task UntilAsync(string words, Task watch) => output.UntilAsync(text => text.Contains(words, StringComparison.Ordinal), watch);

    private protected Task UntilErrorAsync(string words, Task watch) => error.UntilAsync(text => text.Contains(words, StringComparison.Ordinal), watch);

    private protected string[] Lines() => output.ToString().TrimEnd().Split('\n');

    private protected Task<int> Start(string more) => CommandLine.RunAsync(
        $"watch --host 127.0.0.1 --port {Port} --plain {more}".Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error,
        end.Token);

    private protected Task SendAsync(string typeAndPlace, Payload payload) => SendAsync(Messages.TopicOf(typeAndPlace), payload.ToByteArray());

    private protected Task SendAsync(string topic, byte[] payload, bool retain = false) => Broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, Retain = retain })
        { SenderClientId = "test" });

    /// <summary>The watch has the real clock.</summary>
    private protected static Payload Now(Payload payload)
    {
        payload.Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return payload;
    }
}
