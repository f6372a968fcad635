using FieldNode.Cli;
using FieldNode.Cli.Rollouts;

namespace FieldNode.Tools.Tests;

/// <summary>A desk that died, at any instant: what it wrote last, and the nodes, are all that there is.</summary>
public sealed class RolloutResumeTests
{
    [Theory]
    [InlineData("Offering")]
    [InlineData("Sending")]
    [InlineData("Waiting")]
    public void A_desk_that_died_in_any_phase_is_gone_on_with_and_each_node_is_asked_where_it_is(string name)
    {
        UpdatePhase phase = Enum.Parse<UpdatePhase>(name);
        foreach (double away in new[] { 0.5, 8, 60 })
        {
            var rig = new RolloutRig(5, options => options with { Parallel = 3 });
            rig.Begin().Run(600, () => rig.State.Nodes.Any(node => node.Ring > 0 && node.Status == NodeStatus.Running && node.Phase == phase));
            AfterDeath(rig, away).RunToEnd();
            Assert.True(rig.State.Counts is { Updated: 5, Failures: 0 }, $"{phase}, away {away} s: {rig.State.Counts.Line(0)}: {string.Join("; ", rig.State.Nodes.Select(node => node.Words))}");
            Assert.All(rig.Nodes.Values, node => Assert.Equal("2.0.0", node.Running));
        }
    }

    [Fact]
    public void What_was_rolled_back_while_no_desk_was_there_is_counted_as_that()
    {
        var rig = new RolloutRig(3, options => options with { Canary = "Boiler-01" });
        rig.Nodes["Boiler-01"].IsBadFirmware = true;
        rig.Begin().Run(600, () => rig.Of("Boiler-01").Phase == UpdatePhase.Waiting);
        AfterDeath(rig, 120).RunToEnd();
        Assert.Equal((RolloutPhase.Stopped, NodeStatus.RolledBack), (rig.State.Phase, rig.Of("Boiler-01").Status));
    }

    [Fact]
    public void A_desk_that_dies_at_random_again_and_again_comes_to_the_same_end()
    {
        Random random = Seeded.Random();
        var rig = new RolloutRig(6, options => options with { SoakMs = 3000, StopAt = StopRule.Parse("100%"), Canary = "Boiler-01" });
        rig.Nodes["Boiler-04"].IsBadFirmware = true;
        rig.Begin();
        int deaths = 0;
        for (; deaths < 12 && !rig.Rollout.IsOver; deaths++)
        {
            rig.Run(random.Next(2, 25), () => rig.Rollout.IsOver);
            if (!rig.Rollout.IsOver)
            {
                AfterDeath(rig, random.Next(1, 30));
            }
        }
        rig.RunToEnd();
        Assert.True(deaths > 2);
        Assert.True(rig.State.Counts is { Updated: 5, RolledBack: 1, Bricked: 0, Unclear: 0, Refused: 0 }, rig.State.Counts.Line(0) + string.Join("; ", rig.State.Nodes.Select(node => $"{node.Name} {node.Status} {node.Words}")));
    }

    [Fact]
    public void Settings_that_were_confirmed_while_no_desk_was_there_are_not_counted_as_refused()
    {
        var rig = new RolloutRig(1, bundle: UpdatableNode.Bundle(7, "site 7", 0, null, UpdatableNode.Part(UpdatableNode.Settings(RolloutRig.Group, "Boiler-01", confirmMs: 12_000))));
        rig.Begin().Run(600, () => rig.Of("Boiler-01").Phase == UpdatePhase.Sending);
        string asItWas = rig.State.ToJson(); // a desk that could not write any more before it died
        rig.Run(600, () => rig.Of("Boiler-01").Status == NodeStatus.Updated);
        Resume(rig, asItWas).RunToEnd();
        Assert.True(rig.Of("Boiler-01").Status == NodeStatus.Updated, rig.Of("Boiler-01").Words);
    }

    [Fact]
    public void A_node_that_was_updated_and_died_while_no_desk_was_there_is_missed_and_the_others_are_not()
    {
        var rig = new RolloutRig(5, options => options with { Canary = "2", Rings = ["60%", "100%"], SoakMs = 60_000 });
        rig.Begin().Run(600, () => rig.State.Phase == RolloutPhase.Soaking);
        RolloutNode[] canaries = [.. rig.State.Nodes.Where(node => node.Status == NodeStatus.Updated)];
        Assert.Equal(2, canaries.Length);
        string file = rig.State.ToJson();
        rig.NewDesk();
        rig.Nodes[canaries[0].Name].IsLost = true;
        rig.Nodes[canaries[0].Name].Cut(0);
        rig.Run(30);
        Resume(rig, file).RunToEnd();
        Assert.Equal((RolloutPhase.Stopped, NodeStatus.Bricked, NodeStatus.Updated), (rig.State.Phase, rig.Of(canaries[0].Name).Status, rig.Of(canaries[1].Name).Status));
        Assert.Contains("was not heard for 120 s after this desk went on", rig.Of(canaries[0].Name).Words, StringComparison.Ordinal);
        Assert.Equal(3, rig.State.Counts.NotBegun);
    }

    [Fact]
    public void Nodes_that_were_under_way_when_it_stopped_are_asked_though_no_other_is_begun()
    {
        var rig = new RolloutRig(0, options => options with { Canary = "Boiler-01", Rings = ["100%"], StopAt = StopRule.Parse("1"), Parallel = 4 });
        List<RolloutNode> order = [.. Enumerable.Range(1, 9).Select(i => new RolloutNode { Name = $"Boiler-{i:00}" })];
        Rings.Assign(order, "Boiler-01", ["100%"], rig.Bundle.Mark);
        order.ForEach(node => rig.Add(node.Name, loader: node == order[2] ? 0 : Loader.BootChoice.LoaderVersion));
        rig.Begin();
        rig.Run(600, () => rig.State.Phase == RolloutPhase.Stopping && rig.State.Nodes.Any(node => node is { Status: NodeStatus.Running, Phase: UpdatePhase.Waiting }));
        Assert.Equal(RolloutPhase.Stopping, rig.State.Phase);
        AfterDeath(rig, 120).RunToEnd();
        AssertEachIsCounted(rig);
    }

    [Fact]
    public void Nodes_that_were_under_way_are_asked_though_the_bundle_has_expired_meanwhile()
    {
        byte[] bundle = UpdatableNode.Bundle(7, "2.0.0", expires: DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0).AddSeconds(150));
        var rig = new RolloutRig(9, options => options with { Canary = "Boiler-01", Rings = ["100%"], Parallel = 3 }, bundle);
        rig.Begin().Run(600, () => rig.State.Nodes.Any(node => node is { Ring: 1, Status: NodeStatus.Running, Phase: UpdatePhase.Waiting }));
        AfterDeath(rig, 300).RunToEnd();
        Assert.StartsWith("the bundle has expired", rig.State.Why, StringComparison.Ordinal);
        AssertEachIsCounted(rig);
    }

    private static void AssertEachIsCounted(RolloutRig rig)
    {
        Assert.Equal(RolloutPhase.Stopped, rig.State.Phase);
        Assert.True(rig.State.Counts is { Updated: > 1, NotBegun: > 0, Running: 0 }, rig.State.Counts.Line(0));
        Assert.Equal(rig.Nodes.Values.Count(node => node.Running == "2.0.0"), rig.State.Counts.Updated);
    }

    private static RolloutRig AfterDeath(RolloutRig rig, double secondsAway)
    {
        string file = rig.State.ToJson();
        rig.NewDesk();
        rig.Run(secondsAway); // the nodes are alone
        return Resume(rig, file);
    }

    private static RolloutRig Resume(RolloutRig rig, string file)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, file);
            RolloutState state = RolloutState.Read(path);
            state.Reopen();
            rig.NewDesk();
            return rig.Follow(state);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
