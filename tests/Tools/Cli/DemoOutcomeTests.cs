using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

public sealed class DemoOutcomeTests
{
    private static readonly DemoOutcome Good = new()
    {
        NBirth = 2, DBirth = 6, Data = 120, Rebirth = 1, ListeningSockets = 0,
    };

    [Fact]
    public void The_last_line_has_its_exact_form() => Assert.Equal(
        "demo: nbirth=2 dbirth=6 data=120 rebirth=1 decode_errors=0 seq_gaps=0 conformance_fails=0 node_listening_sockets=0 ok", Good.Line);

    [Fact]
    public void A_failure_says_why_and_exits_1()
    {
        DemoOutcome bad = Good with { Reasons = ["a", "b"] };
        Assert.EndsWith(" node_listening_sockets=0 failed: a; b", bad.Line);
        Assert.Equal(1, bad.ExitStatus);
    }

    [Fact]
    public void Who_ends_it_before_the_rebirth_is_told_so_and_gets_neither_ok_nor_failed()
    {
        var model = new HostModel();
        DemoOutcome nothing = DemoOutcome.Of(model, null, 0, [], stopped: true);
        Assert.EndsWith(" node_listening_sockets=0 ended before the first birth", nothing.Line);
        Assert.Equal(1, nothing.ExitStatus);
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("NDATA", Messages.With(1));
        model.Consume("NDEATH", Messages.NDeath(0));
        DemoOutcome early = DemoOutcome.Of(model, model.Find("g", "n"), 0, [], stopped: true);
        Assert.EndsWith(" ended before the rebirth", early.Line);
        Assert.Equal(1, early.ExitStatus);
        Assert.EndsWith(" failed: the rebirth was not answered", DemoOutcome.Of(model, model.Find("g", "n"), 0, []).Line);
        Assert.EndsWith(" failed: the node listens", DemoOutcome.Of(model, model.Find("g", "n"), 1, [], stopped: true).Line);
    }

    [Fact]
    public void Who_pressed_Ctrl_C_gets_the_counts_in_one_line_and_status_130_but_never_an_ok()
    {
        DemoOutcome outcome = Good with { IsInterrupted = true };
        Assert.EndsWith(" node_listening_sockets=0 ended by Ctrl-C", outcome.Line);
        Assert.EndsWith(" ended by Ctrl-C before the rebirth", (outcome with { EndedBefore = "the rebirth" }).Line);
        Assert.EndsWith(" failed: the node listens", (outcome with { Reasons = ["the node listens"] }).Line);
        Assert.Equal(130, outcome.ExitStatus);
    }

    [Fact]
    public void Where_sockets_cannot_be_counted_there_is_no_ok()
    {
        DemoOutcome elsewhere = Good with { ListeningSockets = null };
        Assert.EndsWith(" node_listening_sockets=not_checked", elsewhere.Line);
        Assert.Equal(1, elsewhere.ExitStatus);
    }

    [Fact]
    public void A_node_that_listens_fails()
    {
        var model = new HostModel();
        model.Consume("NBIRTH", Messages.NBirth(0));
        DemoOutcome outcome = DemoOutcome.Of(model, model.Find("g", "n"), 1, []);
        Assert.Contains("the node listens", outcome.Reasons);
        Assert.Contains("node_listening_sockets=1 failed: ", outcome.Line);
    }

    [Fact]
    public void Any_finding_of_the_host_fails()
    {
        var model = new HostModel();
        model.Consume("NBIRTH", Messages.NBirth(0));
        model.Consume("DDATA d1", Messages.With(9));
        DemoOutcome outcome = DemoOutcome.Of(model, model.Find("g", "n"), 0, []);
        Assert.Equal(1, outcome.SeqGaps);
        Assert.Contains("finding(s), the first: spBv1.0/g/DDATA/n/d1: seq 9 came where 1 was due", outcome.Line);
    }
}
