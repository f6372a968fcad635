using System.Net;
using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Host.Protobuf;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary><c>write</c> at a real broker without TLS, to a node that does what the test wants.</summary>
public sealed class WriteVerbTests : IAsyncLifetime
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly int port = TestPort.Take();
    private MqttServer broker = null!;
    private WritableNode node = null!;

    public async ValueTask InitializeAsync()
    {
        broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).Build());
        await broker.StartAsync();
        node = new WritableNode(broker);
    }

    public async ValueTask DisposeAsync()
    {
        await broker.StopAsync();
        broker.Dispose();
    }

    [Fact]
    public async Task The_old_value_the_new_one_and_the_one_that_came_back_are_shown_and_the_status_is_0()
    {
        node.Answer = command => node.ReportAsync(command.FloatValue);

        Assert.Equal(0, await WriteAsync("g/n/d/Set 3.5"));
        Assert.Equal("g/n/d/Set: 2 → 3.5", Lines()[0]);
        Assert.Matches(@"^g/n/d/Set: 3\.5 \(good\) came back after \d+\.\d s$", Lines()[1]);
        Assert.Equal(("Set", 9u, 3.5f, false), (node.Command!.Name, node.Command.Datatype, node.Command.FloatValue, node.Retained));
    }

    [Fact]
    public async Task A_name_with_a_slash_is_a_tag_of_its_device()
    {
        node.Answer = _ => node.SendAsync("DDATA d", Messages.With(0, Messages.ByAlias(11, 8)));
        Assert.Equal(0, await WriteAsync("g/n/d/Area 1/Level", "8"));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_nodes_own_words_with_what_to_do_and_what_holds()
    {
        node.Answer = async _ =>
        {
            await node.ReportAsync(2);
            await node.CountAsync(1, "2 d/Set");
        };

        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5"));
        Assert.Equal("g/n/d/Set: NOT WRITTEN: the node file does not let hosts write this tag, or firmware is on trial (verdict 2). To let hosts write it, set sparkplug.mode "
            + "to commands, and writable at the tag; during a trial wait for its end. It holds 2 (good)", Lines()[1]);
    }

    [Fact]
    public async Task What_the_node_says_of_another_tag_is_not_ours()
    {
        node.Answer = async command =>
        {
            await node.CountAsync(3, "12 d/Other");
            await node.ReportAsync(command.FloatValue);
        };
        Assert.Equal(0, await WriteAsync("g/n/d/Set 3.5"));
    }

    [Fact]
    public async Task A_slave_that_holds_another_value_is_told()
    {
        node.Answer = async _ =>
        {
            await node.ReportAsync(3);
            await node.SendAsync("NDATA", Messages.With(0, new Metric { Alias = 5, Timestamp = Messages.Now, StringValue = "14 d/Set" }));
        };
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5"));
        Assert.Contains("NOT AS ASKED: the slave confirmed the value and holds another one", Lines()[1]);
        Assert.EndsWith("It holds 3 (good)", Lines()[1]);
    }

    [Fact]
    public async Task A_value_that_comes_back_bad_is_not_written()
    {
        node.Answer = command => node.ReportAsync(command.FloatValue, quality: 0);
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5 --timeout 5"));
        Assert.Contains("NOT AS ASKED: 3.5 (bad) came back", Lines()[1]);
    }

    [Fact]
    public async Task Silence_is_told_with_the_usual_causes()
    {
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5 --timeout 5"));
        Assert.Contains("NOT KNOWN: nothing came back within 5 s, though the broker passed the command on", Lines()[1]);
        Assert.Contains("sparkplug.mode readOnly", Lines()[1]);
    }

    [Fact]
    public async Task A_broker_that_drops_the_command_is_told_from_a_node_that_is_silent()
    {
        broker.InterceptingPublishAsync += e =>
        {
            e.ProcessPublish = !e.ApplicationMessage.Topic.Contains("/DCMD/");
            return Task.CompletedTask;
        };
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5 --timeout 1"));
        Assert.Contains("NOT KNOWN: the command did not come back from the broker, which drops it or does not let us read it. Let us publish spBv1.0/g/DCMD/n/d", Lines()[1]);
    }

    [Fact]
    public async Task A_device_that_dies_over_it_is_told()
    {
        node.Answer = _ => node.SendAsync("DDEATH d", Messages.With(0));
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5"));
        Assert.Contains("NOT KNOWN: the node or the device went offline", Lines()[1]);
    }

    [Fact]
    public async Task A_tag_that_its_birth_calls_read_only_is_not_written()
    {
        node.Tags[0].Properties = new PropertySet { Keys = { "readOnly" }, Values = { new PropertyValue { Type = 11, BooleanValue = true } } };
        Assert.Equal(1, await WriteAsync("g/n/d/Set 3.5"));
        Assert.Equal("fieldnode write: g/n/d/Set: its birth says that it cannot be written. Nothing was sent", error.ToString().TrimEnd());
        Assert.Null(node.Command);
    }

    [Theory]
    [InlineData("g/n/d/Sett", "device d has no tag Sett. It has: Set, Area 1/Level. Nothing was sent")]
    [InlineData("g/n/D/Set", "the node has no device D. It has: d. Nothing was sent")]
    public async Task A_name_that_is_not_there_is_answered_with_those_that_are(string tag, string words)
    {
        Assert.Equal(1, await WriteAsync($"{tag} 3.5"));
        Assert.EndsWith(words, error.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_used_wrongly()
    {
        Assert.Equal(2, await WriteAsync("g/n/d/Set 3,5"));
        Assert.Equal("fieldnode write: 3,5 is no Float: a number such as 12.5, with a point. Nothing was sent", error.ToString().TrimEnd());
        Assert.Equal(2, await WriteAsync("g/n/Node Control/Rebirth", "true"));
        Assert.Contains("a button, no tag", error.ToString());
    }

    [Fact]
    public async Task Json_has_all_of_it()
    {
        node.Answer = command => node.ReportAsync(command.FloatValue);
        Assert.Equal(0, await WriteAsync("g/n/d/Set -3.5 --json"));
        JsonElement said = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(["tag", "type", "unit", "old", "asked", "back", "quality", "afterMs", "outcome", "verdict", "words"], said.EnumerateObject().Select(m => m.Name));
        Assert.Equal((2.0, -3.5, "Written", "good"), (said.GetProperty("old").GetDouble(), said.GetProperty("back").GetDouble(),
            said.GetProperty("outcome").GetString(), said.GetProperty("quality").GetString()));
    }

    private Task<int> WriteAsync(string words) => WriteAsync(words.Split(' '));

    private Task<int> WriteAsync(params string[] words) => CommandLine.RunAsync(
        ["write", .. words, "--host", "127.0.0.1", "--port", $"{port}", "--plain"], output, error, TestContext.Current.CancellationToken);

    private string[] Lines() => output.ToString().TrimEnd().Split('\n');
}
