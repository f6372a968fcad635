using System.Diagnostics;
using System.Text.RegularExpressions;
using FieldNode.Journal;

namespace FieldNode.Interop.Tests;

/// <summary>Roll-outs over a real mosquitto with TLS, by <c>fieldnode update</c> with the maintenance's certificate; and what may happen to its desk.</summary>
public sealed partial class RolloutTests
{
    /// <summary>How many by hand: FIELDNODE_ROLLOUT_NODES=400.</summary>
    [Fact(Timeout = 1_200_000)]
    public async Task Two_hundred_nodes_are_updated_some_lose_power_some_refuse_and_none_is_bricked()
    {
        int nodes = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_ROLLOUT_NODES"), out int more) ? more : 200;
        Random random = Seeded.Random();
        long began = Stopwatch.GetTimestamp();
        int[] drawn = [.. Enumerable.Range(2, nodes - 1).OrderBy(_ => random.Next())]; // the first one is the canary
        HashSet<int> refusing = [.. drawn[..3]];
        await using RolloutSite site = await RolloutSite.CreateAsync(nodes, i => refusing.Contains(i) ? 0 : Loader.BootChoice.LoaderVersion);
        foreach (int i in drawn[3..11])
        {
            site.Field.Nodes[i - 1].IsBadFirmware = true;
        }
        HashSet<UpdatableNode> unlucky = [.. drawn[(11 + nodes / 8)..(11 + nodes / 4)].Select(i => site.Field.Nodes[i - 1])];
        site.Field.Weather = node =>
        {
            if (unlucky.Contains(node) && node.Cuts < 2 && node.Node.IsRunning && node.Update.Choice.IsTrial && Random.Shared.Next(200) == 0)
            {
                node.Cut(Random.Shared.Next(200, 3000)); // on trial, two times at most: a third one is taken back
            }
        };
        await site.UntilOnlineAsync();
        foreach (int i in drawn[11..(11 + nodes / 8)])
        {
            site.Field.Nodes[i - 1].CutAtWrite(random.Next(3, 25), (Remains)random.Next(4)); // in the midst of a write to flash
        }
        double madeSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        // A node that waited 15 s in vain for a handshake tries again after up to 19 times as long: within 400 s each is heard that is alive.
        // Eleven fail, and chance says in which ring: a share would stop some runs at the second of the first twenty.
        (int status, string said) = await RolloutSite.DeskAsync(
            [.. site.Begin(nodes, "--canary", "Boiler-001", "--stop-at", "12", "--soak", "3", "--parallel", "40", "--wait", "20", "--verdict", "400"), .. site.Link("meier")]);
        site.Field.ThrowIfFailed();
        string line = said.TrimEnd().Split('\n')[^1].TrimEnd();
        int cuts = site.Field.Nodes.Sum(node => node.Cuts);
        string all = $"{line} nodes={nodes} power_cuts={cuts} (made in {madeSeconds:0} s, whole test {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s)";
        TestContext.Current.TestOutputHelper!.WriteLine(all);
        Console.WriteLine($"roll-out: {all}");
        Assert.True(status == 1, said); // some were rolled back, and that is told
        Match match = LastLine().Match(line);
        Assert.True(match.Success, said);
        int Number(string name) => int.Parse(match.Groups[name].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True((Number("refused"), Number("bricked"), Number("updated") + Number("back")) == (3, 0, nodes - 3), said);
        Assert.True(Number("back") == 8, said);
        Assert.True(cuts > nodes / 8, $"{cuts} cuts");
        site.AssertAsTold();
        Assert.True(File.Exists(Path.ChangeExtension(site.StatePath, ".html")), said);
    }

    [Fact(Timeout = 400_000)]
    public async Task A_desk_that_is_killed_a_second_desk_and_a_broker_that_restarts_cost_no_node()
    {
        await using RolloutSite site = await RolloutSite.CreateAsync(10);
        await site.UntilOnlineAsync();
        string[] how = ["--wait", "15", "--soak", "2", "--parallel", "3", "--canary", "Boiler-001", "--verdict", "120"];
        PeerProcess first = site.StartDesk([.. site.Begin(10, how), .. site.Link("meier")]);
        await Wait.UntilAsync(() => site.Count("updated") >= 1 && site.Count("running") >= 1, 90, () => $"a first node to be updated: {first.Output}");

        // Another machine has another temporary folder: only the broker tells it of the first desk.
        PeerProcess second = SecondDesk(site, how);
        await Wait.UntilAsync(() => second.HasEnded, 60, () => second.Output);
        Assert.True(second.ExitCode == 1, second.Output);
        Assert.Contains($"another desk rolls out to group kiln: {Environment.UserName}@{Environment.MachineName}, pid {first.Id}, since ", second.Output, StringComparison.Ordinal);

        // On this machine the lock tells it at once, before it disturbs the session of the first one.
        (int status, string said) = await RolloutSite.DeskAsync([.. site.Begin(10, "--wait", "1"), .. site.Link("meier")]);
        Assert.True(status == 1 && said.Contains($"pid {first.Id}, since ", StringComparison.Ordinal), said);

        first.Kill();
        int before = Math.Max(site.Count("updated"), 3);
        site.KillBroker();
        await site.UntilAloneAsync();
        await site.StartBrokerAsync();
        PeerProcess third = site.StartDesk(["update", "--resume", site.StatePath, "--verdict", "120", .. site.Link("meier")]);
        await Wait.UntilAsync(() => site.Count("updated") > before || third.HasExited, 120, () => third.Output);
        site.KillBroker(); // and once more, with the desk at it
        await Wait.UntilAsync(() => third.Output.Contains("link: lost", StringComparison.Ordinal), 60, () => third.Output);
        await site.UntilAloneAsync();
        await site.StartBrokerAsync();
        await Wait.UntilAsync(() => third.HasEnded, 200, () => third.Output);
        site.Field.ThrowIfFailed();
        Assert.True(third.ExitCode == 0, third.Output);
        Assert.Contains("link: back", third.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^updated=10 rolled_back=0 refused=0 bricked=0 unclear=0 ", third.Output);
        site.AssertAsTold();

        (status, said) = await RolloutSite.DeskAsync(["update", "--group", RolloutSite.Group, "--nodes", "Boiler-*", "--bundle", site.BundlePath, "--wait", "25", .. site.Link("schmidt")]);
        Assert.True(status == 1 && said.Contains("plan: 0 nodes, 10 left out", StringComparison.Ordinal) && said.Contains("it runs this bundle already", StringComparison.Ordinal), said);
    }

    [Fact(Timeout = 200_000)]
    public async Task A_plan_of_another_size_than_was_expected_sends_nothing_and_Ctrl_C_pauses_what_resume_ends()
    {
        await using RolloutSite site = await RolloutSite.CreateAsync(4);
        await site.UntilOnlineAsync();
        (int status, string said) = await RolloutSite.DeskAsync([.. site.Begin(400, "--wait", "15"), .. site.Link("meier")]);
        Assert.True(status == 1 && said.Contains("the plan has 4 nodes, and --expect says 400: nothing was sent", StringComparison.Ordinal), said);
        Assert.All(site.Field.Nodes, node => Assert.Equal(UpdatableNode.FactoryVersion, node.Running));

        PeerProcess desk = site.StartDesk([.. site.Begin(4, "--wait", "15", "--soak", "1"), .. site.Link("meier")]);
        await Wait.UntilAsync(() => site.Count("running") >= 1, 60, () => desk.Output);
        await desk.EndAsync();
        Assert.True(desk.ExitCode == 1 && desk.Output.Contains("paused: ", StringComparison.Ordinal), desk.Output);
        (status, said) = await RolloutSite.DeskAsync(["update", "--resume", site.StatePath, .. site.Link("schmidt")]);
        Assert.True(status == 0 && said.Contains("updated=4 rolled_back=0 refused=0 bricked=0", StringComparison.Ordinal), said);
        site.AssertAsTold();
    }

    private static PeerProcess SecondDesk(RolloutSite site, string[] how) => site.StartDesk(
        [.. site.Begin(10, how).Select(word => word == site.StatePath ? site.StatePath + ".second" : word), .. site.Link("schmidt")], site.OtherTemp());

    [GeneratedRegex("^updated=(?<updated>[0-9]+) rolled_back=(?<back>[0-9]+) refused=(?<refused>[0-9]+) bricked=(?<bricked>[0-9]+) unclear=0 gone=0 left_out=0 not_begun=0 seconds=[0-9.]+ bytes=[0-9]+ retries=[0-9]+$")]
    private static partial Regex LastLine();
}
