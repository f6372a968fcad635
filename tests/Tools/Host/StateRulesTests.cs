using System.Text;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

/// <summary>A host's STATE, on which nodes with a primary host hang.</summary>
public sealed class StateRulesTests
{
    private static readonly long NowMs = (long)Messages.Now;

    private readonly HostModel model = new();
    private DateTime utc = Messages.Utc;

    [Fact]
    public void A_host_that_comes_goes_and_comes_as_it_should_has_no_findings()
    {
        for (int i = 0; i < 20; i++)
        {
            State(true, NowMs + (i * 60_000)).Finds();
            State(false, NowMs + (i * 60_000)).Finds(); // its will has the time of its birth
            utc = utc.AddSeconds(60);
        }
        Assert.Equal(0, model.HostTroubles);
    }

    [Theory]
    [InlineData("STATE/SCADA", "ONLINE")]
    [InlineData("STATE/SCADA", "OFFLINE")]
    [InlineData("STATE/SCADA", "{\"online\":true,\"timestamp\":1}")]
    [InlineData("spBv1.0/STATE/SCADA", "OFFLINE")]
    public void A_host_of_version_2_2_is_named_once_with_the_setting_for_it(string topic, string text)
    {
        HostMessage message = model.Consume(topic, Encoding.UTF8.GetBytes(text), utc, retained: true);
        message.Finds(FindingKind.StateLegacy);
        Assert.Contains("host SCADA announces itself as version 2.2 did", message.Findings[0].Text);
        Assert.Contains("primaryHost.legacy", message.Findings[0].Text);
        model.Consume(topic, Encoding.UTF8.GetBytes(text), utc).Finds();
        Assert.Equal((0, 1), (model.Faults, model.HostTroubles));
    }

    [Fact]
    public void What_is_no_host_below_STATE_is_a_foreign_topic()
    {
        model.Consume("STATE/", [], utc).Finds(FindingKind.Topic);
        model.Consume("STATE/a/b", [], utc).Finds(FindingKind.Topic);
    }

    [Theory]
    [InlineData(300_000, false)]
    [InlineData(301_000, true)]
    public void A_time_that_nodes_refuse_is_named_kept_or_not(long aheadMs, bool isNamed)
    {
        foreach (bool retained in (bool[])[true, false])
        {
            HostMessage message = State(true, NowMs + aheadMs, retained: retained);
            message.Finds(isNamed ? [FindingKind.StateTime] : []);
            Assert.All(message.Findings, f => Assert.Contains("STATE of host SCADA is 301 s ahead: nodes refuse more than 300 s", f.Text));
        }
    }

    [Fact]
    public void A_time_in_seconds_is_named()
    {
        HostMessage message = State(true, NowMs / 1000);
        message.Finds(FindingKind.StateTime);
        Assert.Contains("ms since 1970 are due, and this looks like seconds", message.Findings[0].Text);
    }

    [Fact]
    public void Two_hosts_of_one_id_are_named_when_the_older_one_speaks_again()
    {
        State(true, NowMs).Finds();
        State(true, NowMs + 5_000).Finds();
        HostMessage message = State(true, NowMs);
        message.Finds(FindingKind.StateFight);
        Assert.Contains($"host SCADA is online with the time {NowMs}, 5000 ms before that of its last online", message.Findings[0].Text);
        Assert.Contains("give each host an id of its own", message.Findings[0].Text);
    }

    [Fact]
    public void What_the_broker_kept_is_no_fight()
    {
        State(true, NowMs).Finds();
        State(true, NowMs - 5_000, retained: true).Finds();
    }

    [Fact]
    public void A_late_will_of_the_session_before_is_no_fight()
    {
        State(true, NowMs).Finds();
        State(true, NowMs + 5_000).Finds();
        State(false, NowMs).Finds();
    }

    [Fact]
    public void A_host_that_goes_and_comes_six_times_in_a_minute_is_named_and_again_only_when_it_goes_on()
    {
        List<int> named = [];
        for (int i = 1; i <= 14; i++)
        {
            utc = utc.AddSeconds(5);
            HostMessage message = State(i % 2 == 1, NowMs + (i / 2));
            if (message.Findings.Count > 0)
            {
                named.Add(i);
                message.Finds(FindingKind.StateFlaps);
                Assert.Contains("host SCADA went online or offline 6 times within 60 s", message.Findings[0].Text);
            }
        }
        Assert.Equal([6, 12], named);
    }

    [Fact]
    public void Another_host_is_another_matter()
    {
        State(true, NowMs + 5_000, host: "A").Finds();
        State(true, NowMs, host: "B").Finds();
    }

    [Fact]
    public void Whether_the_broker_keeps_it_is_to_be_asked_once_for_a_host_that_was_heard_as_it_spoke()
    {
        State(true, NowMs, host: "kept", retained: true);
        State(true, NowMs, host: "kept");
        State(false, NowMs, host: "gone");
        State(true, NowMs, host: "live");
        Assert.Equal(["live"], model.TakeHostsToProve());
        State(true, NowMs, host: "live");
        Assert.Empty(model.TakeHostsToProve());

        Finding finding = model.NothingKept("live", utc);
        Assert.Equal((FindingKind.StateNotRetained, "spBv1.0/STATE/live", true), (finding.Kind, finding.Topic, finding.IsOfHost));
        Assert.Contains("the broker keeps no STATE of host live", finding.Text);
        Assert.Equal((0, 1), (model.Faults, model.HostTroubles));
    }

    [Fact]
    public void STATE_that_is_none_is_the_hosts_doing()
    {
        HostMessage message = model.Consume("spBv1.0/STATE/SCADA", "{}"u8, utc);
        message.Finds(FindingKind.Undecodable);
        Assert.Equal((0, 1, 0), (model.Faults, model.HostTroubles, model.DecodeErrors));
    }

    private HostMessage State(bool online, long timestampMs, string host = "SCADA", bool retained = false) => model.Consume(
        "spBv1.0/STATE/" + host, Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{timestampMs}}}"""), utc, retained);
}
