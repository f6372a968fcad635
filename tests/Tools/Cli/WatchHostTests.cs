using System.Text;
using System.Text.Json;
using FieldNode.Host;
using MQTTnet.Protocol;

namespace FieldNode.Tools.Tests;

/// <summary><c>watch</c> names what another host does wrong, at a real broker.</summary>
public sealed class WatchHostTests : WatchRig
{
    [Fact]
    public async Task A_command_to_a_dead_node_is_a_line_with_what_to_do_and_the_status_is_1()
    {
        Task<int> watch = Start("");
        await Watching.Task;
        await SendAsync("NBIRTH", Now(Messages.NBirth(0)));
        await SendAsync("NDEATH", Messages.NDeath(0));
        await SendAsync(Messages.TopicOf("NCMD"), CommandWriter.Rebirth(DateTime.UtcNow));

        Assert.Equal(1, await EndAfterAsync(3, watch));
        Assert.EndsWith("(HOST: g/n is offline: nobody takes this command. Send it after its next NBIRTH)", Lines()[2]);
    }

    [Fact]
    public async Task In_json_a_finding_says_whose_it_is()
    {
        Task<int> watch = Start("--json");
        await Watching.Task;
        await SendAsync("spBv1.0/STATE/h", "{}"u8.ToArray());
        Assert.Equal(1, await EndAfterAsync(1, watch));
        JsonElement finding = JsonDocument.Parse(Lines()[0]).RootElement.GetProperty("findings")[0];
        Assert.Equal(["kind", "of", "text"], finding.EnumerateObject().Select(m => m.Name));
        Assert.Equal("host", finding.GetProperty("of").GetString());
    }

    [Fact]
    public async Task A_host_of_version_2_2_is_seen_on_its_own_topic()
    {
        await SendAsync("STATE/SCADA", "ONLINE"u8.ToArray(), retain: true);
        Task<int> watch = Start("");
        Assert.Equal(1, await EndAfterAsync(1, watch));
        Assert.Contains("(HOST: host SCADA announces itself as version 2.2 did", Lines()[0]);
    }

    [Fact]
    public async Task Who_may_not_look_for_hosts_of_version_2_2_is_told_so_and_goes_on()
    {
        Broker.InterceptingSubscriptionAsync += asked =>
        {
            asked.Response.ReasonCode = asked.TopicFilter.Topic == "STATE/#" ? MqttSubscribeReasonCode.NotAuthorized : asked.Response.ReasonCode;
            asked.ProcessSubscription = asked.TopicFilter.Topic != "STATE/#";
            return Task.CompletedTask;
        };
        Assert.Equal(0, await Start("--seconds 0.5"));
        Assert.Contains("no right to subscribe to STATE/#", Errors);
    }

    [Fact]
    public async Task And_with_no_legacy_it_does_not_even_ask()
    {
        List<string> asked = [];
        Broker.InterceptingSubscriptionAsync += subscription =>
        {
            asked.Add(subscription.TopicFilter.Topic);
            return Task.CompletedTask;
        };
        Assert.Equal(0, await Start("--no-legacy --seconds 0.5"));
        Assert.Equal(["spBv1.0/#"], asked);
    }

    [Fact]
    public async Task STATE_that_the_broker_does_not_keep_is_named_and_one_that_it_keeps_is_not()
    {
        Task<int> watch = Start("");
        await Watching.Task;
        await SendAsync("spBv1.0/STATE/kept", State(), retain: true);
        await SendAsync("spBv1.0/STATE/lost", State());

        Assert.Equal(1, await EndAfterAsync("(HOST: the broker keeps no STATE of host lost", watch));
        Assert.DoesNotContain("keeps no STATE of host kept", Said);
        Assert.Matches(@"\n\d\d:\d\d:\d\d\.\d{3} spBv1\.0/STATE/lost  \(HOST: the broker keeps no STATE of host lost: .+retained\)\n", Said);
    }

    private static byte[] State() =>
        Encoding.UTF8.GetBytes($$"""{"online":true,"timestamp":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}""");
}
