using System.Diagnostics;
using System.Net;
using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Interop.Tests;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary>
/// The desk as it ships, with its page, at a real broker in this process, while all nodes are born as fast as the broker takes it. Meanwhile the page is open in a browser, and is read
/// again and again. FIELDNODE_DESK_NODES=10000 is the long form.
/// </summary>
public sealed class CrowdStage : IAsyncLifetime
{
    /// <summary>So often the page has to be answered before the last birth is handled.</summary>
    internal const int AnswersLeast = 5;

    private const int RoundsMax = 20;

    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-crowd-").FullName;
    private readonly CancellationTokenSource end = new();
    private readonly HeardText output = new();
    private readonly HeardText error = new();
    private readonly int port = TestPort.Take();
    private MqttServer broker = null!;
    private Task<int> running = Task.FromResult(0);
    private PageReader? reader;

    internal int Nodes { get; } = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_DESK_NODES"), out int more) ? more : 500;

    internal ManyBirths Births { get; } = new();

    internal FleetDesk Desk { get; private set; } = null!;

    internal CrowdBrowser? Browser { get; private set; }

    /// <summary>Answers of the page from the first message on until the last was handled.</summary>
    internal PageAnswer[] Answers { get; private set; } = [];

    internal PageReader Reader => reader!;

    internal string Said => output.ToString();

    internal string Errors => error.ToString();

    /// <summary>Messages of births that were handed to the broker.</summary>
    internal long Sent { get; private set; }

    /// <summary>From the first birth handed in until the broker had them all.</summary>
    internal TimeSpan Fed { get; private set; }

    /// <summary>Until the desk had handled the last.</summary>
    internal TimeSpan Handled { get; private set; }

    /// <summary>Until each node was in the store.</summary>
    internal TimeSpan Kept { get; private set; }

    /// <summary>What a node takes of the managed memory.</summary>
    internal double BytesPerNode { get; private set; }

    internal string StorePath => Path.Combine(folder, "fleet.db");

    /// <summary>Arguments for a second desk, at the same broker with the same store.</summary>
    internal string[] Arguments => ["fleet", "--host", "127.0.0.1", "--port", $"{port}", "--plain", "--store", StorePath];

    public async ValueTask InitializeAsync()
    {
        broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithMaxPendingMessagesPerClient(int.MaxValue).Build());
        await broker.StartAsync();
        // Births alone come here: whoever was born at the beginning of a long run is not to be old for that at its end.
        Desk = new FleetDesk(new LinkOptions { Host = "127.0.0.1", Port = port, Plain = true },
            new FleetOptions { Store = StorePath, Page = 0, Limits = new FleetLimits { OldAfter = TimeSpan.FromHours(1), ClockOff = TimeSpan.FromHours(1) } }, output, error);
        await Desk.OpenAsync(end.Token);
        running = Task.Run(() => Desk.RunAsync(end.Token));
        await error.UntilAsync(text => text.Contains("(this machine only)", StringComparison.Ordinal), running);
        string address = Errors.Split("the page is at ")[1].Split(' ')[0].TrimEnd('/');
        Browser = await CrowdBrowser.OpenAsync(address);
        reader = await PageReader.StartAsync(address, Desk);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await StormAsync();
        BytesPerNode = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await (Browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (reader?.DisposeAsync() ?? ValueTask.CompletedTask);
        await end.CancelAsync();
        await running;
        await (Desk?.DisposeAsync() ?? ValueTask.CompletedTask);
        await broker.StopAsync();
        broker.Dispose();
        end.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal Task SendAsync(string topic, byte[] bytes) => broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessage { Topic = topic, PayloadSegment = bytes }) { SenderClientId = "nodes" });

    /// <summary>All are born, and born anew until the page had its turns: the broker is always ahead of the desk, whatever machine this is.</summary>
    private async Task StormAsync()
    {
        var clock = Stopwatch.StartNew();
        for (int round = 0; round == 0 || (round < RoundsMax && Answered().Length < AnswersLeast); round++)
        {
            for (int number = 0; number < Nodes; number++)
            {
                foreach ((string topic, byte[] bytes) in Births.Of(number))
                {
                    await SendAsync(topic, bytes);
                    Sent++;
                }
            }
        }
        Fed = clock.Elapsed;
        await UntilAsync(() => CountHandled() >= Sent, "all births handled");
        Handled = clock.Elapsed;
        await Reader.EndPagesAsync();
        Answers = Answered();
        using FleetStore store = FleetStore.Open(StorePath, Desk.Broker);
        // A node that was kept between its NBIRTH and its last DBIRTH is there with devices that are not born, until it is kept again.
        await UntilAsync(() => store.Nodes() is var kept && kept.Count() == Nodes && kept.All(node => node.Facts.Devices.Count(device => device.Online) == Births.Devices.Length),
            "all nodes in the store, with their devices");
        Kept = clock.Elapsed;
    }

    private PageAnswer[] Answered() => [.. Reader.Answers().Where(answer => answer.Handled > 0 && answer.Handled < Sent)];

    private long CountHandled()
    {
        lock (Desk.Gate)
        {
            return Desk.Model.Host.Messages;
        }
    }

    private async Task UntilAsync(Func<bool> isSo, string what)
    {
        string Where() => $"{what}: {CountHandled()} of {Sent} messages; {Errors}";
        await Wait.UntilAsync(() => running.IsCompleted || isSo(), 600, Where);
        Assert.False(running.IsCompleted, Where());
    }
}
