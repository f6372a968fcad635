using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Host.Protobuf;
using FieldNode.Update;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The roll-out as a state machine, among shipped nodes in virtual time.</summary>
public sealed class RolloutTests
{
    [Fact]
    public void A_good_bundle_goes_to_a_canary_then_ring_by_ring_with_pauses_and_every_node_runs_it()
    {
        RolloutRig rig = new RolloutRig(10).Begin().RunToEnd();
        Assert.Equal((RolloutPhase.Done, 10, 0), (rig.State.Phase, rig.State.Counts.Updated, rig.State.Counts.Failures));
        Assert.All(rig.Nodes.Values, node => Assert.Equal("2.0.0", node.Running));
        Assert.Equal(["canary", "50%", "100%"], rig.State.Rings); // 10 % of ten is the canary itself
        Assert.Equal([1, 4, 5], Enumerable.Range(0, 3).Select(ring => rig.State.Nodes.Count(node => node.Ring == ring)));
        for (int ring = 1; ring < 3; ring++)
        {
            DateTime ended = rig.State.Nodes.Where(node => node.Ring < ring).Max(node => node.Ended!.Value);
            Assert.All(rig.State.Nodes.Where(node => node.Ring == ring), node => Assert.True(node.Began >= ended.AddSeconds(10), node.Name));
        }
    }

    [Fact]
    public void No_more_nodes_are_under_way_than_were_allowed()
    {
        RolloutRig rig = new RolloutRig(9, options => options with { Parallel = 2, SoakMs = 0 }).Begin();
        int most = 0;
        rig.Run(3600, () =>
        {
            most = Math.Max(most, rig.Rollout.UnderWay.Count());
            return rig.Rollout.IsOver;
        });
        Assert.Equal((2, 9), (most, rig.State.Counts.Updated));
    }

    [Fact]
    public void A_bad_canary_stops_it_before_any_other_node_is_sent_a_byte()
    {
        var rig = new RolloutRig(6, options => options with { Canary = "Boiler-03" });
        rig.Nodes["Boiler-03"].IsBadFirmware = true;
        rig.Begin().RunToEnd();
        Assert.Equal((RolloutPhase.Stopped, 1, 5), (rig.State.Phase, rig.State.Counts.RolledBack, rig.State.Counts.NotBegun));
        Assert.Equal(UpdateReason.Crashed, rig.Of("Boiler-03").Reason);
        Assert.Contains("1 of the 1 node up to ring canary failed", rig.State.Why, StringComparison.Ordinal);
        Assert.All(rig.State.Nodes.Where(node => node.Name != "Boiler-03"), node => Assert.Equal((0, 0L), (node.Tries, node.Bytes)));
        Assert.Equal(UpdatableNode.FactoryVersion, rig.Nodes["Boiler-03"].Running);
    }

    [Fact]
    public void At_the_share_of_failures_no_more_nodes_are_begun_and_those_under_way_come_to_their_end()
    {
        var rig = new RolloutRig(12, options => options with { Canary = "Boiler-01", Rings = ["50%", "100%"], StopAt = StopRule.Parse("30%"), Parallel = 3 });
        foreach (string name in rig.Nodes.Keys.Where(name => name != "Boiler-01"))
        {
            rig.Nodes[name].IsBadFirmware = true;
        }
        rig.Begin().RunToEnd();
        // 30 % of the six nodes of the rings so far is one: it stops at the first; the two beside it go on to their end.
        Assert.Equal((RolloutPhase.Stopped, 1, 0), (rig.State.Phase, rig.State.Counts.Updated, rig.State.Counts.Running));
        Assert.InRange(rig.State.Counts.RolledBack, 1, 3);
        Assert.Equal(12, rig.State.Counts.Updated + rig.State.Counts.RolledBack + rig.State.Counts.NotBegun);
    }

    [Fact]
    public void Nodes_that_refuse_are_counted_with_their_reason()
    {
        var rig = new RolloutRig(4, options => options with { Canary = "Boiler-01", StopAt = StopRule.Parse("2") });
        rig.Add("Boiler-09", loader: 0);
        rig.Begin().RunToEnd();
        Assert.Equal((4, 1), (rig.State.Counts.Updated, rig.State.Counts.Refused));
        Assert.Equal(UpdateReason.LoaderTooOld, rig.Of("Boiler-09").Reason);
    }

    [Fact]
    public void A_node_that_loses_its_supply_again_and_again_ends_at_the_new_version_or_the_old_one()
    {
        Random random = Seeded.Random();
        var rig = new RolloutRig(8, options => options with { StopAt = StopRule.Parse("100%"), SoakMs = 0, Rings = ["100%"], Canary = "Boiler-01" });
        rig.Begin();
        rig.Run(3600, () =>
        {
            foreach (UpdatableNode node in rig.Nodes.Where(one => one.Key != "Boiler-01").Select(one => one.Value))
            {
                if (node.Node.IsRunning && node.Cuts < 4 && rig.Rollout.UnderWay.Any() && random.Next(60) == 0)
                {
                    node.Cut(random.Next(500, 5000));
                }
            }
            return rig.Rollout.IsOver;
        });
        Assert.True(rig.Nodes.Values.Sum(node => node.Cuts) > 5);
        Assert.Equal((8, 0, 0), (rig.State.Counts.Updated + rig.State.Counts.RolledBack, rig.State.Counts.Bricked, rig.State.Counts.Unclear));
        Assert.All(rig.State.Nodes, node => Assert.Equal(node.Status == NodeStatus.Updated ? "2.0.0" : UpdatableNode.FactoryVersion, rig.Nodes[node.Name].Running));
    }

    [Fact]
    public void A_node_that_vanishes_with_all_of_the_bundle_is_bricked_and_one_that_vanished_before_its_turn_is_gone()
    {
        var rig = new RolloutRig(5, options => options with { Canary = "Boiler-01", StopAt = StopRule.Parse("100%"), Node = options.Node with { VerdictMs = 120_000 } });
        rig.Begin();
        rig.Run(600, () => rig.State.Nodes.Any(node => node.Ring > 0 && node.Phase == UpdatePhase.Waiting));
        RolloutNode lost = rig.State.Nodes.First(node => node.Ring > 0 && node.Phase == UpdatePhase.Waiting);
        RolloutNode never = rig.State.Nodes.Last(node => node.Status == NodeStatus.Waiting);
        foreach (RolloutNode node in new[] { lost, never })
        {
            rig.Nodes[node.Name].IsLost = true;
            rig.Nodes[node.Name].Cut(0);
        }
        rig.RunToEnd();
        Assert.Equal((NodeStatus.Bricked, NodeStatus.Gone), (lost.Status, never.Status));
        Assert.Equal((3, 1, 1), (rig.State.Counts.Updated, rig.State.Counts.Bricked, rig.State.Counts.Gone));
        Assert.True(never.Tries == 3, never.Words);
    }

    [Fact]
    public void A_node_that_dies_after_it_was_confirmed_holds_the_next_ring_and_counts_as_bricked_if_it_does_not_come_back()
    {
        var rig = new RolloutRig(4, options => options with { Canary = "Boiler-01", SoakMs = 20_000 });
        rig.Begin().Run(600, () => rig.State.Phase == RolloutPhase.Soaking);
        Assert.Equal(NodeStatus.Updated, rig.Of("Boiler-01").Status);
        rig.Nodes["Boiler-01"].IsLost = true;
        rig.Nodes["Boiler-01"].Cut(0);
        rig.RunToEnd();
        Assert.Equal((RolloutPhase.Stopped, 1, 3), (rig.State.Phase, rig.State.Counts.Bricked, rig.State.Counts.NotBegun));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(150)]
    public void A_node_that_is_missing_is_not_back_because_our_own_link_was_lost_and_came_back(int secondsMissing)
    {
        var rig = new RolloutRig(4, options => options with { Canary = "Boiler-01", SoakMs = 20_000, StopAt = StopRule.Parse("3") });
        rig.Begin().Run(600, () => rig.State.Phase == RolloutPhase.Soaking);
        rig.Nodes["Boiler-01"].IsLost = true;
        rig.Nodes["Boiler-01"].Cut(0);
        rig.Run(secondsMissing);
        rig.Rollout.LinkLost();
        rig.RunToEnd();
        Assert.Equal((RolloutPhase.Done, NodeStatus.Bricked, 3), (rig.State.Phase, rig.Of("Boiler-01").Status, rig.State.Counts.Updated));
    }

    [Fact]
    public void A_node_that_says_it_is_confirmed_and_runs_something_else_is_not_counted_as_updated()
    {
        var rig = new RolloutRig(3, options => options with { Canary = "Boiler-02" });
        rig.Spoil = received => received.Topic.Contains("Boiler-02/Update", StringComparison.Ordinal) ? Lie(received, "2.0.0", "1.9.9") : received;
        rig.Begin().RunToEnd();
        Assert.Equal((RolloutPhase.Stopped, NodeStatus.Unclear, 2), (rig.State.Phase, rig.Of("Boiler-02").Status, rig.State.Counts.NotBegun));
        Assert.Contains("tells that it runs 1.9.9", rig.Of("Boiler-02").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_expires_meanwhile_begins_no_more_nodes_and_says_so()
    {
        byte[] bundle = UpdatableNode.Bundle(7, "2.0.0", expires: DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0).AddSeconds(70));
        RolloutRig rig = new RolloutRig(6, options => options with { Parallel = 1 }, bundle).Begin().RunToEnd();
        Assert.Equal(RolloutPhase.Stopped, rig.State.Phase);
        Assert.StartsWith("the bundle has expired", rig.State.Why, StringComparison.Ordinal);
        Assert.True(rig.State.Counts is { Updated: > 0, NotBegun: > 0 }, rig.State.Counts.Line(0));
    }

    [Fact]
    public void A_link_of_the_desk_that_breaks_costs_no_node()
    {
        var rig = new RolloutRig(6);
        rig.Begin();
        for (int i = 0; i < 8 && !rig.Rollout.IsOver; i++)
        {
            rig.Run(9);
            rig.Spoil = _ => null;
            rig.Run(7);
            rig.Spoil = received => received;
            rig.Rollout.LinkLost();
        }
        rig.RunToEnd();
        Assert.Equal((6, 0), (rig.State.Counts.Updated, rig.State.Counts.Failures));
    }

    [Fact]
    public void A_roll_out_that_nobody_stopped_tells_the_numbers_of_its_last_line()
    {
        RolloutRig rig = new RolloutRig(2).Begin().RunToEnd();
        Assert.Matches("^updated=2 rolled_back=0 refused=0 bricked=0 unclear=0 gone=0 left_out=0 not_begun=0 seconds=1.5 bytes=[0-9]{5,} retries=[0-9]+$", rig.State.Counts.Line(1.5));
    }

    private static Received Lie(Received received, string truth, string lie)
    {
        Payload payload = Payload.Parser.ParseFrom(received.Payload);
        foreach (Metric metric in payload.Metrics.Where(metric => metric.Name == "Version running" && metric.StringValue == truth))
        {
            metric.StringValue = lie;
        }
        return received with { Payload = payload.ToByteArray() };
    }
}
