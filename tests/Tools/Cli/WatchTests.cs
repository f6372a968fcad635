using System.Text.Json;
using FieldNode.Host.Protobuf;
using MQTTnet.Server;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch</c> over a real broker without TLS; what TLS adds is in <see cref="DemoBrokerTests"/>.</summary>
public sealed class WatchTests : WatchRig
{
    [Fact]
    public async Task Messages_come_as_json_objects_a_line_each()
    {
        Task<int> watch = Start("--json");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await SendAsync("NDEATH", Messages.NDeath(0));

        Assert.Equal(0, await EndAfterAsync(2, watch));
        string[] types =
            [.. Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!)];
        Assert.Equal(["NBIRTH", "NDEATH"], types);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_finding_makes_the_exit_status_1()
    {
        Task<int> watch = Start("");
        await Watching.Task;
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
        Task<int> watch = Start("--quiet");
        await Watching.Task;
        await SendAsync("NDATA", Now(Messages.With(9)));
        await SendAsync("NDATA", Now(Messages.With(10)));

        Assert.Equal(0, await EndAfterAsync(2, watch));
        Assert.Equal([true, false], Lines().Select(line => line.Contains("(note: the node was born before this host came")));
    }

    [Fact]
    public async Task A_node_that_was_born_before_is_asked_for_its_births_once()
    {
        Task<int> watch = Start("");
        await Watching.Task;
        await SendAsync("NDATA", Now(Messages.With(9)));
        await UntilAsync("Node Control/Rebirth=true", watch);
        await SendAsync("NDATA", Now(Messages.With(10)));
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));

        Assert.Equal(0, await EndAfterAsync(4, watch));
        Assert.Single(Lines(), line => line.Contains("NCMD   g/n"));
    }

    [Fact]
    public async Task A_link_that_is_lost_comes_back_and_nodes_are_asked_anew()
    {
        Task<int> watch = Start("");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await UntilAsync("NBIRTH", watch);
        await Broker.StopAsync();
        await UntilErrorAsync("next attempt in 1 s", watch);
        await Broker.StartAsync();
        await UntilErrorAsync("again", watch);
        await SendAsync("NDATA", Now(Messages.With(5)));

        Assert.Equal(1, await EndAfterAsync("NCMD   g/n", watch)); // something was not heard
        Assert.Contains($"fieldnode watch: connection to 127.0.0.1:{Port} lost: ", Errors);
        Assert.DoesNotContain("WRONG", Said);
    }

    [Fact]
    public async Task With_conform_a_lost_link_ends_it()
    {
        Task<int> watch = Start("--conform --seconds 30");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await UntilAsync("NBIRTH", watch);
        await Broker.StopAsync();

        Assert.Equal(1, await watch);
        Assert.Contains("what was not heard cannot be graded", Errors);
    }

    [Fact]
    public async Task Of_one_node_nothing_else_is_seen_and_it_is_asked_at_once()
    {
        Task<int> watch = Start("--node g/n");
        await UntilAsync("NCMD   g/n", watch);
        await SendAsync("spBv1.0/g/NBIRTH/other", Google.Protobuf.MessageExtensions.ToByteArray(Now(Messages.NBirth(0))));
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));

        Assert.Equal(0, await EndAfterAsync("NBIRTH g/n ", watch));
        Assert.DoesNotContain("other", Said);
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
}
