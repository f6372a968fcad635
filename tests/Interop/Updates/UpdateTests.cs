using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>
/// The virtual device is updated for real: <c>fieldnode run</c> with its loader, a mosquitto with a site's files, <c>fieldnode update</c> with the
/// maintenance's certificate.
/// </summary>
public sealed class UpdateTests
{
    private const int KillsMax = 3;

    [Fact(Timeout = 300_000)]
    public async Task A_good_update_is_planned_sent_tried_and_confirmed_at_the_new_version()
    {
        await using UpdateSite site = await UpdateSite.CreateAsync();
        site.StartNode();
        string bundle = site.Bundle(7, UpdateSite.NewVersion, UpdateSite.Shipped());

        (int status, JsonElement plan, string said) = await site.UpdateAsync(bundle);
        Assert.True(status == 0, said);
        Assert.Equal(("plan", "0.1.0", 0, false), (Word(plan, "event"), Word(plan, "running"), plan.GetProperty("slot").GetInt32(), plan.GetProperty("sends").GetBoolean()));

        (status, JsonElement verdict, said) = await site.UpdateAsync(bundle, "--yes");
        Assert.True(status == 0, said);
        Assert.Equal(("Confirmed", UpdateSite.NewVersion), (Word(verdict, "outcome"), Word(verdict, "running")));
        Assert.Contains("loader: slot A, version 0.2.0, on trial", site.Process!.Output, StringComparison.Ordinal);

        (status, verdict, said) = await site.UpdateAsync(bundle, "--yes");
        Assert.True(status == 1, said);
        Assert.Equal(("Refused", "OlderSequence"), (Word(verdict, "outcome"), Word(verdict, "reason")));
    }

    [Theory(Timeout = 400_000)]
    [InlineData("crash", "Crashed")]
    [InlineData("hang", "Hung")]
    public async Task Firmware_that_crashes_or_hangs_is_rolled_back_and_says_why(string how, string reason)
    {
        await using UpdateSite site = await UpdateSite.CreateAsync();
        site.StartNode(watchdogS: how == "hang" ? 20 : 60);
        string bundle = site.Bundle(7, "9.9.9", how == "hang" ? BadFirmware.Hanging() : BadFirmware.Crashing());
        (int status, JsonElement verdict, string said) = await site.UpdateAsync(bundle, "--yes");
        Assert.True(status == 1, said);
        Assert.Equal(("RolledBack", reason, "0.1.0"), (Word(verdict, "outcome"), Word(verdict, "reason"), Word(verdict, "running")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Settings_that_build_no_node_are_refused_and_those_that_never_get_online_are_rolled_back()
    {
        await using UpdateSite site = await UpdateSite.CreateAsync();
        site.StartNode();
        string before = site.NodeFile;
        (int status, JsonElement verdict, string said) = await site.UpdateAsync(
            site.Bundle(7, "bad", UpdateSite.NodeJson(before.Replace("\"heartbeatMs\":10000", "\"heartbeatMs\":1", StringComparison.Ordinal))), "--yes");
        Assert.True(status == 1, said);
        Assert.Equal(("Refused", "BadSettings"), (Word(verdict, "outcome"), Word(verdict, "reason")));

        (status, verdict, said) = await site.UpdateAsync(site.Bundle(8, "nowhere", UpdateSite.NodeJson(site.Settings(TestPort.Take(), trialMs: 10_000))), "--yes");
        Assert.True(status == 1, said);
        Assert.Equal(("RolledBack", "NeverOnline"), (Word(verdict, "outcome"), Word(verdict, "reason")));
        Assert.Equal(before, site.NodeFile);

        string good = site.Settings(heartbeatMs: 5000);
        (status, verdict, said) = await site.UpdateAsync(site.Bundle(9, "site 9", UpdateSite.NodeJson(good)), "--yes");
        Assert.True(status == 0, said);
        Assert.Equal("Confirmed", Word(verdict, "outcome"));
        await Wait.UntilAsync(() => site.NodeFile == good, 90, () => "the node's own file to be the new one");
    }

    /// <summary>More by hand: FIELDNODE_UPDATE_RUNS=20.</summary>
    [Fact(Timeout = 3_600_000)]
    public async Task A_node_that_is_killed_at_random_ends_at_the_new_version_or_the_old_one()
    {
        Random random = Seeded.Random();
        int runs = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_UPDATE_RUNS"), out int more) ? more : 1;
        int kills = 0;
        int confirmed = 0;
        for (int run = 0; run < runs; run++)
        {
            await using UpdateSite site = await UpdateSite.CreateAsync();
            site.StartNode();
            string bundle = site.Bundle(7, UpdateSite.NewVersion, UpdateSite.Shipped());
            Task<(int Status, JsonElement Last, string Said)> update = Task.Run(() => site.UpdateAsync(bundle, "--yes", "--verdict", "240"));
            for (int kill = 0; kill < KillsMax && !update.IsCompleted; kill++)
            {
                await Task.WhenAny(update, Task.Delay(random.Next(500, 12_000), TestContext.Current.CancellationToken));
                site.Kill();
                kills++;
                site.StartNode();
            }
            (int status, JsonElement verdict, string said) = await update;
            string outcome = Word(verdict, "outcome");
            Assert.True((status, outcome) is (0, "Confirmed") or (1, "RolledBack"), said);
            (_, JsonElement plan, said) = await site.UpdateAsync(bundle);
            Assert.True(Word(plan, "running") == (status == 0 ? UpdateSite.NewVersion : "0.1.0"), said);
            confirmed += 1 - status;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"kills={kills} updates={runs} confirmed={confirmed} rolled_back={runs - confirmed} lost=0");
    }

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
