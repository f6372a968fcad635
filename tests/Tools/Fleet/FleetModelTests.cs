using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Cli.Fleet.Page;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>Who is there, who is missing and since when, in virtual time.</summary>
public sealed class FleetModelTests
{
    private readonly FleetStage stage = new();

    [Fact]
    public void A_node_that_is_born_is_good_since_then()
    {
        DateTime born = stage.Utc;
        stage.Birth().Step();
        Assert.Equal((FleetState.Good, born), (stage.Node().State, stage.Node().SinceUtc));
        stage.Pass(30).Data(1).Pass(30);
        Assert.Equal((FleetState.Good, born), (stage.Node().State, stage.Node().SinceUtc));
        Assert.Equal("1.0.0", stage.Node().Facts.Version);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 62)]
    public void Whatever_numbers_a_node_tells_the_desk_goes_on(long number)
    {
        stage.Birth(uptime: number, boots: 3, more: [FleetStage.Number("Journal/Depth", 5, 30), FleetStage.Number("Journal/Oldest", number, 31), FleetStage.Number("Certificate/Days left", number, 60)]).Step();
        for (ulong seq = 1; seq < 20; seq++)
        {
            stage.Pass(9);
            Payload payload = Messages.With(seq, FleetStage.Later(30, (long)seq + 5));
            payload.Timestamp = (ulong)Math.Abs((double)number) / 2;
            payload.Metrics[0].Timestamp = payload.Timestamp;
            stage.Model.Take(new Received("spBv1.0/g/NDATA/n", payload.ToByteArray(), stage.Utc, Retained: false), stage.NowMs);
        }
        stage.Step();
        FleetNode node = stage.Node();
        Assert.True(node.IsClockOff);
        Assert.Contains(node.Faults, fault => fault.Kind == FleetFaultKind.ClockWrong);
        Assert.Equal(number > 0, node.JournalFills);
        Assert.Null(node.TwoNodes);
        Assert.Equal(FleetRow.Heads.Length, FleetRow.Cells(node, stage.Utc).Length);
        Assert.NotEmpty(FleetRow.Line(node, stage.Utc));
        Assert.NotEmpty(FleetJson.Of(node, stage.Utc));
        var trend = new FleetTrend();
        trend.Add(0, 1);
        trend.Add(long.MaxValue, 2);
        Assert.NotNull(FleetChart.Of(trend));
    }

    [Fact]
    public void What_10_000_nodes_tell_at_once_is_told_of_each()
    {
        for (int i = 0; i < 10_000; i++)
        {
            stage.Birth(node: $"n{i}");
        }
        stage.Step();
        Assert.Equal(10_000, stage.Told.Count);
        stage.Pass(3_600); // and all of them fall silent at once
        Assert.Equal(20_000, stage.Told.Count);
        Assert.Equal(0, stage.Model.TakeUntold());
    }

    [Fact]
    public void What_there_is_no_room_for_is_counted_and_the_newest_stay()
    {
        var model = new FleetModel(new FleetLimits(), eventsMax: 2);
        model.LinkUp(0);
        for (int i = 0; i < 5; i++)
        {
            model.Take(new Received($"spBv1.0/g/NBIRTH/n{i}", Messages.NBirth(1).ToByteArray(), stage.Utc, Retained: false), 0);
        }
        Assert.Equal(["n3", "n4"], model.TakeEvents().Select(one => one.Node));
        Assert.Equal(3, model.TakeUntold());
        Assert.Equal(0, model.TakeUntold());
    }

    [Fact]
    public void A_death_of_its_session_makes_it_gone_since_that_moment()
    {
        stage.Birth(bdSeq: 3).Pass(10);
        DateTime died = stage.Utc;
        stage.Death(3).Pass(90);
        Assert.Equal((FleetState.Gone, died), (stage.Node().State, stage.Node().SinceUtc));
        Assert.Equal("gone since 2026-01-02 03:04:15 (90 s): its death came", stage.Node().Faults[0].Text);
        Assert.Contains("n: died, bdSeq 3", stage.Told);
    }

    [Fact]
    public void A_stale_will_of_the_session_before_does_not_kill_the_new_one()
    {
        stage.Birth(bdSeq: 3).Pass(10).Birth(bdSeq: 4).Pass(1).Death(3).Pass(5);
        Assert.Equal(FleetState.Good, stage.Node().State);
        Assert.Contains(stage.Told, text => text.Contains("death of an earlier session came late (bdSeq 3; alive is 4): ignored"));
        stage.Death(4).Pass(1);
        Assert.Equal(FleetState.Gone, stage.Node().State);
    }

    [Fact]
    public void A_node_that_is_silent_is_old_and_then_gone_though_no_death_came()
    {
        stage.Birth().Pass(59);
        Assert.Equal(FleetState.Good, stage.Node().State);
        DateTime heard = stage.Utc.AddSeconds(-59);
        stage.Pass(2);
        Assert.Equal((FleetState.Old, heard), (stage.Node().State, stage.Node().SinceUtc));
        stage.Pass(240);
        Assert.Equal((FleetState.Gone, heard), (stage.Node().State, stage.Node().SinceUtc));
        Assert.Contains("no death came", stage.Node().Faults[0].Text);
        stage.Data(1).Step();
        Assert.Equal(FleetState.Good, stage.Node().State);
    }

    [Fact]
    public void A_desk_that_starts_knows_who_is_missing_and_since_when()
    {
        stage.Birth(bdSeq: 3).Pass(10).Death(3).Birth(node: "n2").Pass(5);
        DateTime died = stage.Node().SinceUtc;
        DateTime heard = stage.Node("n2").HeardUtc!.Value;
        var later = new FleetStage(stored: [stage.Stored(), stage.Stored("n2")]) { Utc = stage.Utc.AddHours(20) };
        later.Step();
        Assert.Equal((FleetState.Gone, died), (later.Node().State, later.Node().SinceUtc));
        Assert.Equal((FleetState.Old, heard), (later.Node("n2").State, later.Node("n2").SinceUtc));
        Assert.Equal("1.0.0", later.Node("n2").Facts.Version);
        later.Pass(299);
        Assert.Equal(FleetState.Old, later.Node("n2").State);
        later.Pass(2);
        Assert.Equal((FleetState.Gone, heard), (later.Node("n2").State, later.Node("n2").SinceUtc));
    }

    [Fact]
    public void What_a_node_says_before_its_birth_is_heard_changes_nothing_that_is_known()
    {
        stage.Birth().Pass(5);
        var later = new FleetStage(stored: [stage.Stored()]);
        later.Data(9, metrics: FleetStage.Later(2, 99)).Step();
        Assert.Equal(FleetState.Old, later.Node().State);
        Assert.Equal(7, later.Node().Facts.Boots);
        Assert.Contains("its birth was not heard", later.Node().Faults[0].Text);
        later.Birth(boots: 8).Step();
        Assert.Equal((FleetState.Good, 8L), (later.Node().State, later.Node().Facts.Boots));
        Assert.Contains(later.Told, text => text.StartsWith("n: started anew, run 8", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_lost_link_all_is_old_and_nobody_counts_as_silent_for_that_time()
    {
        stage.Birth().Pass(10);
        stage.Model.LinkLost();
        stage.Pass(600);
        Assert.Equal(FleetState.Old, stage.Node().State);
        Assert.Contains("no link", stage.Node().Faults[0].Text);
        stage.Model.LinkUp(stage.NowMs);
        stage.Pass(100);
        Assert.Equal(FleetState.Old, stage.Node().State);
        stage.Birth(bdSeq: 2).Step();
        Assert.Equal(FleetState.Good, stage.Node().State);
    }

    [Fact]
    public void A_death_of_an_unknown_session_is_taken_back_by_what_the_node_says_next()
    {
        stage.Data(4).Death(9).Pass(1);
        Assert.Equal(FleetState.Gone, stage.Node().State);
        stage.Pass(10).Data(5).Pass(1);
        Assert.Equal(FleetState.Old, stage.Node().State);
        Assert.DoesNotContain(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.TwoNodes);
    }

    [Fact]
    public void Runs_that_overlap_are_two_nodes_of_one_name()
    {
        stage.Birth(bdSeq: 1, boots: 17, uptime: 4000).Pass(5).Birth(bdSeq: 80, boots: 3, uptime: 90_000).Pass(1);
        Assert.Equal(FleetFaultKind.TwoNodes, stage.Node().Faults[0].Kind);
        Assert.Contains("run 3 has been up for 90000 s, and run 17 was born 5 s ago", stage.Node().Faults[0].Text);
    }

    [Fact]
    public void A_restart_is_not_two_nodes()
    {
        stage.Birth(bdSeq: 1, boots: 17, uptime: 4000).Pass(100).Death(1).Pass(10).Birth(bdSeq: 2, boots: 18, uptime: 5).Pass(1);
        Assert.Empty(stage.Node().Faults);
    }

    [Fact]
    public void Data_that_come_long_after_a_death_are_of_a_second_node()
    {
        stage.Birth(bdSeq: 1).Pass(5).Death(1).Pass(1).Data(1).Step();
        Assert.DoesNotContain(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.TwoNodes); // a will may overtake
        stage.Pass(10).Data(2).Step();
        Assert.Contains(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.TwoNodes && fault.Text.Contains("after its death"));
    }

    [Fact]
    public void One_that_comes_and_goes_is_told_with_how_often()
    {
        for (ulong i = 1; i <= 4; i++)
        {
            stage.Birth(bdSeq: i).Pass(20).Death(i).Pass(10);
        }
        Assert.Contains(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.Flaps && fault.Text.Contains("4 sessions in 10 min"));
        stage.Birth(bdSeq: 5).Pass(700);
        Assert.DoesNotContain(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.Flaps);
    }

    [Fact]
    public void Rebirths_are_no_sessions()
    {
        for (int i = 0; i < 10; i++)
        {
            stage.Birth(bdSeq: 1, uptime: i * 20).Pass(20);
        }
        Assert.Empty(stage.Node().Faults);
    }

    [Fact]
    public void A_version_is_a_claim_and_what_contradicts_it_is_told()
    {
        stage.Birth(version: "1.0.0").Take("DBIRTH Update", Messages.With(1, FleetStage.Text("Version running", "0.9.0", 20))).Step();
        FleetFault fault = Assert.Single(stage.Node().Faults);
        Assert.Equal((FleetFaultKind.VersionContradicts, "claims version 1.0.0, and its device Update claims 0.9.0"), (fault.Kind, fault.Text));
    }

    [Fact]
    public void A_version_that_changes_within_a_run_is_told()
    {
        stage.Birth(version: "1.0.0").Pass(10).Data(1, metrics: FleetStage.LaterText(1, "2.0.0")).Step();
        Assert.Contains(stage.Node().Faults, fault => fault.Kind == FleetFaultKind.VersionContradicts && fault.Text.Contains("in the same run it claimed 1.0.0"));
        stage.Birth(bdSeq: 2, boots: 8, version: "3.0.0").Pass(700).Data(1).Step();
        Assert.Empty(stage.Node().Faults);
    }

    [Fact]
    public void A_clock_that_is_wrong_is_the_nodes_unless_nearly_all_are_off_by_as_much()
    {
        stage.Ahead = TimeSpan.FromSeconds(-90);
        stage.Birth();
        for (ulong seq = 1; seq < 4; seq++)
        {
            stage.Pass(10).Data(seq).Step();
        }
        Assert.Contains("its clock is 90 s behind this desk's", stage.Node().Faults[0].Text);
        foreach (string other in new[] { "n2", "n3", "n4" })
        {
            stage.Birth(node: other);
            for (ulong seq = 1; seq < 4; seq++)
            {
                stage.Data(seq, other);
            }
        }
        stage.Step();
        Assert.All(stage.Model.Nodes, node => Assert.Empty(node.Faults));
        Assert.Equal("nearly all nodes are 90 s behind this desk's clock: set the desk's", stage.Model.ClockTrouble);
    }

    [Fact]
    public void A_store_from_the_future_is_told()
    {
        stage.Birth().Pass(5);
        var earlier = new FleetStage();
        earlier.Model.Restore([stage.Stored() with { HeardUtc = earlier.Utc.AddDays(1) }], earlier.Utc);
        Assert.Contains("which is still to come", earlier.Model.ClockTrouble);
    }

    [Fact]
    public void Lost_samples_are_a_fault_when_they_rise_and_not_when_a_desk_first_hears_of_them()
    {
        stage.Birth(more: FleetStage.Number("Journal/Dropped", 500, 30)).Step();
        Assert.Empty(stage.Node().Faults);
        stage.Pass(10).Data(1, metrics: FleetStage.Later(30, 512)).Step();
        Assert.Equal("lost 12 samples: 512 in this run", Assert.Single(stage.Node().Faults).Text);
        stage.Pass(300).Data(2).Pass(301).Data(3).Step();
        Assert.Empty(stage.Node().Faults);
    }

    [Fact]
    public void Samples_lost_while_the_desk_was_off_are_counted_by_the_next_birth()
    {
        stage.Birth(more: FleetStage.Number("Journal/Dropped", 500, 30)).Pass(5);
        var later = new FleetStage(stored: [stage.Stored()]);
        later.Birth(bdSeq: 2, more: FleetStage.Number("Journal/Dropped", 600, 30)).Step();
        Assert.Contains("lost 100 samples", later.Node().Faults[0].Text);
    }

    [Fact]
    public void A_journal_that_grows_while_its_oldest_value_waits_fills()
    {
        stage.Birth(more: [FleetStage.Number("Journal/Depth", 10, 31), FleetStage.Number("Journal/Oldest", 130, 32)]).Step();
        for (ulong seq = 1; seq < 9; seq++)
        {
            stage.Pass(10).Data(seq, metrics: FleetStage.Later(31, 10 + (long)seq)).Step();
        }
        Assert.Contains("its journal fills: 18 values wait", Assert.Single(stage.Node().Faults).Text);
        stage.Pass(10).Data(9, metrics: FleetStage.Later(32, 3)).Step();
        Assert.Empty(stage.Node().Faults);
    }

    [Fact]
    public void A_device_that_dies_and_a_tag_that_is_bad_are_told_with_what_to_do()
    {
        Metric bad = Messages.Float("Level", 50, 1);
        bad.Properties = new PropertySet { Keys = { "Quality", "QualityReason" } };
        bad.Properties.Values.Add(new PropertyValue { Type = (uint)SparkplugType.Int32, IntValue = 0 });
        bad.Properties.Values.Add(new PropertyValue { Type = (uint)SparkplugType.Int32, IntValue = 8 });
        stage.Birth().Take("DBIRTH Tank", Messages.With(1, bad)).Take("DBIRTH Pump", Messages.With(2)).Step();
        FleetFault fault = Assert.Single(stage.Node().Faults);
        Assert.Equal(("1 tag not good: Tank/Level is bad (wire break)", "Check wire, terminals, fuse and the 24 V of the loop"), (fault.Text, fault.ToDo));
        stage.Take("DDEATH Pump", Messages.With(3)).Step();
        Assert.Equal("1 device away: Pump", stage.Node().Faults[0].Text);
        Assert.Equal([new DeviceFacts("Pump", false, 0, 0), new DeviceFacts("Tank", true, 1, 1)], stage.Node().Facts.Devices);
    }

    [Fact]
    public void An_update_that_was_taken_back_is_told_with_its_reason()
    {
        stage.Birth().Take("DBIRTH Update", Messages.With(1, Messages.Integer("Reason", SparkplugType.Int32, 64), Messages.Integer("Slot", SparkplugType.Int32, 1))).Step();
        FleetFault fault = Assert.Single(stage.Node().Faults);
        Assert.Equal((FleetFaultKind.RolledBack, "its last update was taken back: it never got online, and its broker was not the reason"), (fault.Kind, fault.Text));
        Assert.Empty(stage.Node().Facts.Devices);
        Assert.Equal(1, stage.Node().Facts.Slot);
    }

    [Fact]
    public void A_certificate_is_counted_by_the_desks_clock_also_of_one_that_is_gone()
    {
        Metric end = new() { Name = "Certificate/Expires", Alias = 40, Datatype = (uint)SparkplugType.DateTime, Timestamp = Messages.Now, LongValue = Messages.Now + 20UL * 86_400_000 };
        stage.Take("NBIRTH", Messages.NBirth(1, end)).Step();
        Assert.Contains("ends in 20 days", stage.Node().Faults[0].Text);
        stage.Pass(15 * 86_400);
        Assert.Contains(stage.Node().Faults, fault => fault is { Kind: FleetFaultKind.CertificateEnds, ToDo: "Renew it today: fieldnode pki renew n" });
    }

    [Fact]
    public void Commands_states_and_retained_messages_are_no_nodes()
    {
        stage.Take("NCMD", Messages.With(1)).Take("DCMD d", Messages.With(1)).Step();
        stage.Model.Take(new("spBv1.0/STATE/host", "{}"u8.ToArray(), stage.Utc, true), stage.NowMs);
        stage.Model.Take(new("spBv1.0/g/NBIRTH/old", [], stage.Utc, true), stage.NowMs);
        stage.Model.Take(new("spBv1.0/g/NBIRTH/bytes", [1, 2, 3], stage.Utc, false), stage.NowMs);
        Assert.Empty(stage.Model.Nodes);
    }
}
