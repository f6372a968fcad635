using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The plan: who is meant, who is left out and why, and what settings change.</summary>
public sealed class RolloutPlanTests
{
    [Fact]
    public void A_plan_names_what_each_node_runs_and_sends_nothing_but_requests_for_births()
    {
        var rig = new RolloutRig(3);
        RolloutPlan plan = rig.Plan();
        Assert.Equal(["Boiler-01", "Boiler-02", "Boiler-03"], plan.Nodes.Select(node => node.Name).Order());
        Assert.All(plan.Nodes, node => Assert.Equal((UpdatableNode.FactoryVersion, 0, 0), (node.From, node.FromSequence, node.FromSlot)));
        Assert.Empty(plan.LeftOut);
        rig.Run(60);
        Assert.All(rig.Nodes.Values, node => Assert.Equal(UpdatableNode.FactoryVersion, node.Running));
    }

    [Fact]
    public void A_desk_that_starts_long_after_the_births_finds_the_nodes_by_what_they_send()
    {
        var rig = new RolloutRig(2);
        rig.Run(30);
        rig.NewDesk();
        RolloutPlan plan = rig.Plan();
        Assert.Equal(2, plan.Nodes.Count);
        Assert.Contains(plan.NotKnown, what => what.StartsWith("the journal of 2 of 2 nodes", StringComparison.Ordinal));
    }

    [Fact]
    public void The_wrong_group_or_pattern_is_told_with_what_was_heard()
    {
        var rig = new RolloutRig(2, nameStart: "Kiln-");
        Assert.Contains("no node matches. 2 others were heard, such as Kiln-01, Kiln-02", Assert.Throws<UserError>(() => rig.Plan()).Message, StringComparison.Ordinal);
        var nobody = new RolloutRig(0);
        Assert.Contains("nothing of that group was heard within 12 s", Assert.Throws<UserError>(() => nobody.Plan()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_written_out_and_not_heard_is_left_out_by_name()
    {
        var rig = new RolloutRig(1, options => options with { Nodes = new NodePattern("Boiler-*,Boiler-77") });
        Assert.Contains(rig.Plan().LeftOut, one => one is { Node: "Boiler-77", Why: "not heard within 12 s" });
    }

    [Fact]
    public void A_node_that_takes_nothing_one_that_has_the_bundle_and_one_on_trial_are_left_out_each_for_its_reason()
    {
        var rig = new RolloutRig(1, options => options with { Canary = "Boiler-01" });
        NodeSettings off = UpdatableNode.Settings(RolloutRig.Group, "Boiler-20");
        off.Update.Accept = false;
        rig.Add("Boiler-20", off);
        rig.Add("Boiler-22", UpdatableNode.Settings(RolloutRig.Group, "Boiler-22", confirmMs: 200_000, trialMs: 400_000));
        rig.Begin().Run(600, () => rig.Of("Boiler-01").Status == NodeStatus.Updated && rig.Of("Boiler-22").Phase == UpdatePhase.Waiting && rig.Field.Of("Boiler-22").View.State == UpdateState.Trial);
        rig.NewDesk();
        Dictionary<string, string> why = rig.Plan().LeftOut.ToDictionary(one => one.Node, one => one.Why);
        Assert.Equal("it runs this bundle already", why["Boiler-01"]);
        Assert.StartsWith("it takes nothing", why["Boiler-20"], StringComparison.Ordinal);
        Assert.EndsWith("the bundle is on trial", why["Boiler-22"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_whose_clock_is_wrong_is_left_out_and_a_desk_whose_clock_is_wrong_plans_nothing()
    {
        var rig = new RolloutRig(4);
        rig.Nodes["Boiler-02"].Node.UtcStepMs = 3_600_000;
        rig.Nodes["Boiler-02"].Node.Restart();
        Assert.Contains(rig.Plan().LeftOut, one => one.Node == "Boiler-02" && one.Why.StartsWith("its clock is 60 min ahead of this desk's: set it first", StringComparison.Ordinal));

        var late = new RolloutRig(2);
        late.Nodes["Boiler-02"].Node.UtcStepMs = -3 * 3_600_000;
        late.Nodes["Boiler-02"].Node.Restart();
        Assert.Contains(late.Plan().LeftOut, one => one.Node == "Boiler-02" && one.Why.StartsWith("its clock is 3 h behind this desk's: ", StringComparison.Ordinal));

        var wrong = new RolloutRig(4) { DeskAhead = TimeSpan.FromDays(-400) };
        Assert.Contains("most of these 4 nodes are 400 days ahead of this desk's: set this desk's clock", Assert.Throws<UserError>(() => wrong.Plan()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_tells_two_versions_is_left_out()
    {
        var rig = new RolloutRig(2)
        {
            Spoil = received => received.Topic.EndsWith("NBIRTH/Boiler-02", StringComparison.Ordinal) ? Lie(received) : received,
        };
        Assert.Contains(rig.Plan().LeftOut, one => one.Node == "Boiler-02" && one.Why.StartsWith("it tells two versions: 2.0.0 in its birth, 1.0.0 in its device Update", StringComparison.Ordinal));
    }

    [Fact]
    public void Days_of_a_certificate_count_by_the_birth_or_by_the_sites_PKI()
    {
        var rig = new RolloutRig(2);
        RolloutPlan plan = rig.Plan(new PreCheck(rig.Bundles, rig.Options) { CertificateDays = new Dictionary<string, int> { ["Boiler-01"] = 3, ["Boiler-02"] = 300 } });
        Assert.Empty(plan.LeftOut); // the births were heard: years
        rig.NewDesk();
        rig.Run(1);
        plan = rig.Plan(new PreCheck(rig.Bundles, rig.Options) { CertificateDays = new Dictionary<string, int> { ["Boiler-01"] = 1, ["Boiler-02"] = 300 } });
        LeftOut only = Assert.Single(plan.LeftOut);
        Assert.Equal(("Boiler-01", "its certificate has 1 day left: renew it first"), (only.Node, only.Why));
    }

    [Fact]
    public void An_order_for_new_keys_is_rolled_out_also_to_nodes_whose_certificates_end_soon_and_each_has_a_request_of_its_own()
    {
        var rig = new RolloutRig(2, bundle: UpdatableNode.Bundle(7, "new keys", 0, null, PartFiles.KeyOrder()));
        rig.NewDesk();
        rig.Run(1);
        var days = new Dictionary<string, int> { ["Boiler-01"] = 1, ["Boiler-02"] = 300 };
        Assert.Empty(rig.Plan(new PreCheck(rig.Bundles, rig.Options) { CertificateDays = days }).LeftOut);

        rig.Begin().RunToEnd();
        Assert.True(rig.State.Counts.Updated == 2, string.Join("; ", rig.State.Nodes.Select(node => $"{node.Name} {node.Status} {node.Words}")));
        byte[][] requests = [.. new[] { "Boiler-01", "Boiler-02" }.Select(name => rig.Field.Of(name).View.Request)];
        Assert.All(requests, Assert.NotEmpty);
        Assert.NotEqual(Convert.ToHexString(requests[0]), Convert.ToHexString(requests[1]));
    }

    [Fact]
    public void Settings_of_another_node_never_reach_a_node_and_those_of_its_own_are_told_by_what_they_change()
    {
        NodeSettings next = UpdatableNode.Settings(RolloutRig.Group, "Boiler-01");
        next.HeartbeatMs = 5000;
        byte[] bundle = UpdatableNode.Bundle(7, "site 7", 0, null, UpdatableNode.Part(next));
        var rig = new RolloutRig(2, bundle: bundle);
        RolloutPlan plan = rig.Plan();
        Assert.Equal("Boiler-01", Assert.Single(plan.Nodes).Name);
        Assert.Contains("are those of kiln/Boiler-01: this node would become that one", Assert.Single(plan.LeftOut).Why, StringComparison.Ordinal);
        Assert.Equal(["Boiler-01"], plan.WithoutFile);
    }

    [Fact]
    public void A_bundle_for_each_node_is_read_by_name_and_the_desks_files_say_what_changes()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-rollout-").FullName;
        try
        {
            foreach (string name in new[] { "Boiler-01", "Boiler-02" })
            {
                NodeSettings settings = UpdatableNode.Settings(RolloutRig.Group, name);
                File.WriteAllBytes(Path.Combine(folder, name + ".json"), UpdatableNode.Json(settings));
                settings.Update.ConfirmMs = name == "Boiler-01" ? 30_000 : 40_000;
                settings.HeartbeatMs = 5000;
                File.WriteAllBytes(Path.Combine(folder, name + ".fnb"), UpdatableNode.Bundle(7, "site 7", 0, null, UpdatableNode.Part(settings)));
            }
            var rig = new RolloutRig(3);
            RolloutOptions options = rig.Options with { BundlePath = Path.Combine(folder, "{node}.fnb"), FilesFolder = folder };
            var bundles = new BundleSet(options);
            rig.Plan();
            RolloutPlan plan = RolloutPlan.Of(rig.Field, bundles, new PreCheck(bundles, options), options, rig.Utc);
            Assert.Equal(["Boiler-01", "Boiler-02"], plan.Nodes.Select(node => node.Name).Order());
            Assert.Contains("no such file", Assert.Single(plan.LeftOut).Why, StringComparison.Ordinal);
            (string change, List<string> nodes) = plan.Changes.Single(one => one.Change.Contains("heartbeatMs", StringComparison.Ordinal));
            Assert.Equal(2, nodes.Count);
            Assert.Equal(2, plan.Changes.Count(one => one.Change.Contains("confirmMs", StringComparison.Ordinal)));
            Assert.NotEmpty(change);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_bundle_that_has_expired_is_no_plan()
    {
        byte[] bundle = UpdatableNode.Bundle(7, "2.0.0", expires: DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0).AddSeconds(5));
        Assert.Contains("expired on", Assert.Throws<UserError>(() => new RolloutRig(1, bundle: bundle).Plan()).Message, StringComparison.Ordinal);
    }

    private static Received Lie(Received received)
    {
        Payload payload = Payload.Parser.ParseFrom(received.Payload);
        payload.Metrics.Single(metric => metric.Name == "Properties/Firmware version").StringValue = "2.0.0";
        return received with { Payload = payload.ToByteArray() };
    }
}
