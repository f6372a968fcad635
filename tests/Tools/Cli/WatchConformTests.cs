using System.Text.Json;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch --conform</c> at a real broker: what it says as it happens, what at the end, and its exit status.</summary>
public sealed class WatchConformTests : WatchRig
{
    [Fact]
    public async Task A_node_that_does_all_right_passes_and_the_status_is_0()
    {
        Task<int> watch = Start("--conform");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await SendAsync("NDEATH", Messages.NDeath(0));

        Assert.Equal(0, await EndAfterAsync(2, watch));
        Assert.DoesNotContain("CONFORM", Said);
        Assert.Matches(@"^conform g/n: passed=[1-9]\d+ failed=0 not_seen=[1-9]\d*$", Lines()[^2]);
        Assert.Matches(@"^conform: nodes=1 passed=[1-9]\d+ failed=0 not_seen=[1-9]\d* unseeable=[1-9]\d* ok$", Lines()[^1]);
    }

    [Fact]
    public async Task A_statement_that_breaks_is_said_once_as_it_happens_and_counted_at_the_end()
    {
        Task<int> watch = Start("--conform");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0, Messages.Float("Up", 1, 1))));
        await SendAsync("NDATA", Now(Messages.With(1, Typed(2))));
        await SendAsync("NDATA", Now(Messages.With(2, Typed(3))));

        Assert.Equal(1, await EndAfterAsync(4, watch));
        Assert.StartsWith("CONFORM g/n FAIL payloads-metric-datatype-not-req (SHOULD: ", Lines()[2]); // right behind its message
        Assert.Matches(@"\) \d\d:\d\d:\d\d\.\d{3} spBv1\.0/g/NDATA/n: alias 1 has a datatype in data$", Lines()[2]);
        Assert.Single(Lines(), line => line.Contains("CONFORM g/n FAIL"));
        Assert.Contains(" failed=1 ", Lines()[^2]);
        Assert.EndsWith(" (payloads-metric-datatype-not-req 2x)", Lines()[^2]);
        Assert.DoesNotContain(" ok", Lines()[^1]);
    }

    [Fact]
    public async Task Json_has_an_object_for_each_and_messages_keep_their_form()
    {
        Task<int> watch = Start("--conform --json");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0, Messages.Float("Up", 1, 1))));
        await SendAsync("NDATA", Now(Messages.With(1, Typed(2))));

        Assert.Equal(1, await EndAfterAsync(3, watch));
        JsonElement[] objects = [.. Lines().Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([null, null, "fail", "node", "total"],
            objects.Select(o => o.TryGetProperty("conform", out JsonElement kind) ? kind.GetString() : null));
        Assert.Equal(["conform", "node", "id", "level", "statement", "evidence"], objects[2].EnumerateObject().Select(m => m.Name));
        Assert.Equal(["conform", "node", "passed", "failed", "notSeen", "broken"], objects[3].EnumerateObject().Select(m => m.Name));
        Assert.Equal(["conform", "nodes", "unseeable", "passed", "failed", "notSeen", "broken"], objects[4].EnumerateObject().Select(m => m.Name));
        Assert.Equal(1, objects[4].GetProperty("failed").GetInt32());
        Assert.Equal(1, objects[3].GetProperty("broken")[0].GetProperty("times").GetInt32());
    }

    [Fact]
    public async Task Two_nodes_have_a_total_each_and_one_that_is_broken_is_enough()
    {
        Task<int> watch = Start("--conform");
        await Watching.Task;
        await SendAsync("spBv1.0/g/NBIRTH/m", Google.Protobuf.MessageExtensions.ToByteArray(Now(Messages.NBirth(0))));
        Payload late = Now(Messages.NBirth(0));
        late.Seq = 3;
        await SendAsync("NBIRTH", late);

        Assert.Equal(1, await EndAfterAsync("topics-nbirth-seq-num", watch));
        Assert.StartsWith("conform g/m: ", Lines()[^3]);
        Assert.Contains(" failed=0 ", Lines()[^3]);
        Assert.Contains(" failed=1 ", Lines()[^2]);
        Assert.StartsWith("conform: nodes=2 ", Lines()[^1]);
        Assert.Contains(" failed=1 ", Lines()[^1]);
    }

    [Fact]
    public async Task Where_no_birth_came_nothing_is_graded_and_it_says_so()
    {
        Assert.Equal(1, await Start("--conform --seconds 0.5"));
        Assert.EndsWith(" nothing graded: no NBIRTH came; --rebirth GROUP/NODE asks for one", Lines()[^1]);
    }

    [Fact]
    public async Task Without_the_option_nothing_is_graded()
    {
        Task<int> watch = Start("");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        Assert.Equal(0, await EndAfterAsync(1, watch));
        Assert.DoesNotContain("conform", Said, StringComparison.OrdinalIgnoreCase);
    }

    // What watch itself accepts from other nodes, and the specification says SHOULD NOT to.
    private static Metric Typed(float value)
    {
        Metric metric = Messages.ByAlias(1, value);
        metric.Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        metric.Datatype = 9;
        return metric;
    }
}
