using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Mqtt;

namespace FieldNode.Tools.Tests.Replay;

/// <summary>A run with known faults leaves a ring on its flash; the replay of that ring has to tell the same again, and to notice when it does not.</summary>
public sealed class RoundTripTests(ITestOutputHelper output) : IDisposable
{
    private readonly FieldNodeOfTest field = new();

    public void Dispose() => field.Dispose();

    [Fact]
    public void A_day_of_faults_comes_again_event_by_event()
    {
        Day();
        ReplayReport report = Replay();
        Assert.True(report.IsSame);
        Assert.Equal(0, report.Comparison.NotScripted);
        Assert.True(report.Comparison.Events > 25, $"{report.Comparison.Events} events");
        Assert.Equal(Kinds(report.Script.Events.Select(e => e.What)),
            Kinds(report.Script.Events.OrderBy(e => report.Comparison.Of(e)!.AtMs).Select(e => report.Comparison.Of(e)!.What)));
        Assert.All(report.Script.Events, e => Assert.InRange(report.Comparison.Of(e)!.AtMs - e.AtMs, -60_000, 60_000));
    }

    [Theory]
    [InlineData("falls silent", EventKind.DeviceDied)]
    [InlineData("TLS refused us", EventKind.TlsFailed)]
    [InlineData("refused not authorized", EventKind.ConnectFailed)]
    [InlineData("the connection fails: connection lost", EventKind.LinkDown)]
    [InlineData("port lost", EventKind.DeviceDied)]
    [InlineData("the clock steps", EventKind.TimeStep)]
    [InlineData("asks for a rebirth", EventKind.RebirthAsked)]
    public void A_fault_that_the_script_leaves_out_is_not_explained(string words, EventKind missed)
    {
        Day();
        words = words == "falls silent" ? "Meter1: timeout" : words;
        int dropped = 0;
        ReplayReport report = Replay(script => script.Drop(cue => cue.Words.Contains(words, StringComparison.OrdinalIgnoreCase) && ++dropped > 0));
        Assert.True(dropped > 0, "the script has no " + words);
        Assert.False(report.IsSame);
        Assert.Contains(report.Script.Events, e => report.Comparison.IsUnexplained(e) && e.What.Kind == missed);
    }

    [Fact]
    public void The_supply_that_went_and_came_is_a_start_of_the_run_too()
    {
        field.Run(20).PowerCut(3).Run(40).PowerCut(0.1).Run(60).Take();
        ReplayReport report = Replay();
        Assert.True(report.IsSame);
        Assert.Equal(3, report.Script.Events.Count(e => e.What.Kind == EventKind.Started && report.Comparison.Of(e) is not null));
    }

    [Fact]
    public void A_node_that_was_asked_to_leave_leaves_again()
    {
        field.At(20, () => field.Node.Stop()).Run(21);
        field.Node.Restart(5);
        field.Run(40).Take();
        ReplayReport report = Replay();
        Assert.True(report.IsSame);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.Started && e.What.A == (int)RunEnd.Asked && report.Comparison.Of(e) is not null);
    }

    [Fact]
    public void A_link_that_was_half_open_is_half_open_again()
    {
        field.Node.Wire.Opening = () => field.Node.Broker.Mute.Clear();
        field.At(30, () => field.Node.Broker.Mute.Add(MqttKind.PingResp)).Run(60).Take();
        ReplayReport report = Replay();
        Assert.True(report.IsSame);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.LinkDown && e.What.A == (int)MqttFault.NoPingResp && report.Comparison.Of(e) is not null);
    }

    [Fact]
    public void Single_replies_that_were_damaged_or_lost_are_so_again()
    {
        var line = field.Node.Plant.Lines["line1"];
        int bad = 0;
        line.Disturb = reply => bad > 0 && bad-- > 0 ? [.. reply[..^1], (byte)(reply[^1] ^ 1)] : reply;
        field.At(10, () => bad = 1).At(20, () => field.Node.Plant.Slave("Meter1").Failure = 4).At(20.01, () => field.Node.Plant.Slave("Meter1").Failure = 0)
            .At(30, () => field.Node.Plant.Slave("Pump1").Failure = 6).At(30.2, () => field.Node.Plant.Slave("Pump1").Failure = 0).Run(40).Take();
        ReplayReport report = Replay();
        Assert.Equal(0, report.Comparison.Unexplained);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.SlaveFault && e.What.A == 2 && report.Comparison.Of(e) is not null);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.SlaveFault && e.What.A == 104 && report.Comparison.Of(e) is not null);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.SlaveFault && e.What.A == 106 && report.Comparison.Of(e) is not null);
    }

    [Fact]
    public void A_board_that_restarted_by_itself_starts_with_that_cause()
    {
        field.Run(20);
        field.Node.Node.Events.Ring.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null!, field.Node.NowMs, field.Node.Utc);
        field.Node.Node.Events.Ring.Close(field.Node.NowMs, field.Node.Utc);
        field.PowerCut(0.1).Run(30).Take();
        ReplayReport report = Replay();
        Assert.True(report.IsSame);
        Assert.Equal(EventRole.Board, report.Script.Events.Single(e => e.What.Kind == EventKind.Restarting).Role);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.Started && e.What.A == (int)RunEnd.StepFaults && report.Comparison.Of(e) is not null);
    }

    [Fact]
    public void A_primary_host_that_went_and_came_does_so_again()
    {
        using var hosted = new FieldNodeOfTest(sparkplug: """{ "primaryHost": { "id": "SCADA" } }""");
        void State(bool online) => hosted.Node.Broker.Publish("spBv1.0/STATE/SCADA", System.Text.Encoding.UTF8.GetBytes(
            $$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{hosted.Node.Utc}}}"""), retain: true);
        State(online: true);
        hosted.At(20, () => State(online: false)).At(35, () => State(online: true)).Link(50, 55, MqttFault.ConnectionLost, MqttFault.Unreachable).Run(70).Take();
        ReplayReport report = Replay(hosted);
        Assert.True(report.IsSame);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.HostOffline && report.Comparison.Of(e) is not null);
        Assert.False(Replay(hosted, script => script.Drop(cue => cue.Words.Contains("goes offline", StringComparison.Ordinal))).IsSame);
    }

    [Fact]
    public void Births_that_a_broker_drops_or_that_others_publish_are_met_again()
    {
        using var verified = new FieldNodeOfTest(sparkplug: """{ "verify": "echo" }""");
        verified.Node.Broker.Denied.Add("spBv1.0/Waterworks/DBIRTH/PumpHouse2/Tank");
        verified.At(20, () => verified.Node.Broker.Publish("spBv1.0/Waterworks/DBIRTH/PumpHouse2/Meter1", [1, 2, 3])).Run(40).Take();
        ReplayReport report = Replay(verified);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.BirthNotEchoed && e.What.Name == "Tank" && report.Comparison.Of(e) is not null);
        Assert.Contains(report.Script.Events, e => e.What.Kind == EventKind.BirthByOther && report.Comparison.Of(e) is not null);
        Assert.Equal(0, report.Comparison.Unexplained);
    }

    [Fact]
    public void A_part_of_the_ring_begins_with_the_state_that_it_had_then()
    {
        Day();
        DateTimeOffset zero = DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0);
        ReplayReport report = Replay(from: zero.AddMinutes(108), to: zero.AddMinutes(175)); // the slave is dead at its begin
        Assert.True(report.IsSame);
        Assert.True(report.Comparison.Events is > 5 and < 30, $"{report.Comparison.Events} events");
        Assert.Contains("Meter1: good for", string.Join("\n", report.Quality), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_whose_clock_was_set_late_is_replayed_so()
    {
        using var late = new FieldNodeOfTest(hasClock: false);
        late.At(7, () => late.Node.HasClock = true).Silent(20, 25, "Tank").Run(40).Take();
        ReplayReport report = Replay(late);
        Assert.True(report.IsSame);
        PlacedEvent set = report.Script.Events.Single(e => e.What.Kind == EventKind.ClockSet);
        Assert.InRange(report.Comparison.Of(set)!.AtMs - set.AtMs, -2000, 2000);
    }

    // Two hours of health, and of each kind of fault one.
    private void Day() => field
        .Link(30, 41, MqttFault.ConnectionLost, MqttFault.ConnectionRefused)
        .Link(60, 72, MqttFault.ClosedByBroker, MqttFault.TlsRefusedUs)
        .Refused(85, 92, 5)
        .Silent(100, 118, "Meter1")
        .PortGone(130, 140, "line2")
        .At(150, () => field.Node.UtcStepMs = 90_000)
        .At(160, () => field.Node.CommandNode(new Host.Protobuf.Metric { Name = "Node Control/Rebirth", Datatype = 11, BooleanValue = true }))
        .At(170, () => field.Node.Plant.I2c.Unplug(0x44))
        .At(176, () => field.Node.Plant.I2c.Plug(0x44, field.Node.Plant.Part<Virtual.Sim.SimSht4x>("climate")))
        .Run(200).Take();

    private ReplayReport Replay(Action<ReplayScript>? change = null, DateTimeOffset? from = null, DateTimeOffset? to = null) => Replay(field, change, from, to);

    private ReplayReport Replay(FieldNodeOfTest of, Action<ReplayScript>? change = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var skipped = new List<string>();
        ReplayReport report = ReplayVerb.Replay(new ReplayOptions(of.Config, of.State, from, to, 60_000, 1), skipped, null, TestContext.Current.CancellationToken, change);
        foreach (string line in report.Notes.Concat(ReplayScreen.Lines(report)).Concat(report.Quality).Concat(ReplayScreen.Differences(report)).Append(ReplayScreen.Last(report)))
        {
            output.WriteLine(line);
        }
        Assert.Empty(skipped);
        return report;
    }

    private static IEnumerable<string> Kinds(IEnumerable<LoggedEvent> events) => events.Select(e => $"{e.Kind} {(e.Kind == EventKind.Started ? "" : e.Name)}");
}
