using System.Globalization;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>
/// A time server that lies. A node on a PC has the PC's clock; so here the lab plays the PC's time service, which asks the site's server through the firewall
/// and believes it, and libfaketime gives the node the clock that comes of it. A node of its own, for its samples may bear any time.
/// </summary>
internal static class TimeAttacks
{
    private const int WatchMs = 8000;
    private const long AllowanceMs = 3000;
    private const string Group = "clock";

    // Beyond 2041, and before 2026: what a node believes lies between (docs/SPEC.md).
    private const int ForwardS = 600_000_000;
    private const int BackwardS = -200_000_000;

    internal static IEnumerable<Attack> All =>
    [
        new("ntp-forward", "L3", LabKind.Bridged, "the site's time server answers 19 years too late", "not believed: data goes on, with the true time", "node: bounds of a time that can be", (run, end) => RunAsync(run, ForwardS, end)) { Beside = Group },
        new("ntp-backward", "L3", LabKind.Bridged, "the site's time server answers 6 years too early", "not believed: data goes on, with the true time", "node: bounds of a time that can be", (run, end) => RunAsync(run, BackwardS, end)) { Beside = Group },
    ];

    private static async Task<AttackResult> RunAsync(LabRun run, int offsetS, CancellationToken cancellation)
    {
        string clock = run.Site.In("clock");
        Child node = await StartAsync(run, clock, cancellation);
        var server = new JsonObject { ["as"] = "time", ["address"] = Plan.TimeServerAddress, ["offsetS"] = offsetS };
        await run.At(Zone.Plant).AskAsync("ntpServe", server);
        long asked = (long)(await run.At(Zone.Node).AskAsync("ntpAsk", new JsonObject { ["host"] = Plan.TimeServer }))["offsetS"]!;
        if (Math.Abs(asked - offsetS) > 2)
        {
            throw new LabError($"the forged answer did not come: {asked} s instead of {offsetS} s");
        }
        NodeView before = await run.ViewAsync(Zone.Enterprise, LabSite.ClockNode);
        await File.WriteAllTextAsync(clock, asked.ToString("+0;-0", CultureInfo.InvariantCulture), cancellation);
        await Task.Delay(WatchMs, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise, LabSite.ClockNode);
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string? said = node.Lines.FirstOrDefault(line => line.Contains("not believed", StringComparison.Ordinal));
        bool hasExited = node.HasExited;
        await node.EndAsync(TimeSpan.FromSeconds(10));
        bool isWrong = after.LatestMs > now + AllowanceMs || after.EarliestMs < run.StartedMs - AllowanceMs;
        if (said is null && !isWrong)
        {
            throw new LabError($"the node's clock did not change: {node.Last}");
        }
        long live = after.Live - before.Live;
        return new AttackResult($"the PC's clock went {asked} s off; in {WatchMs / 1000} s {live} live messages, deaths {after.Deaths - before.Deaths}; its samples lie from {(after.EarliestMs - run.StartedMs) / 1000.0:0.0} s after the lab's start to {(after.LatestMs - now) / 1000.0:0.0} s from now; the node: \"{said ?? "nothing"}\"",
            isWrong || live == 0 || after.Deaths > before.Deaths || hasExited);
    }

    private static async Task<Child> StartAsync(LabRun run, string clock, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(clock, "+0", cancellation);
        long live = (await run.ViewAsync(Zone.Enterprise, LabSite.ClockNode)).Live;
        string flash = run.Site.FlashOf(LabSite.ClockNode, "flash-clock", NodeFiles.Small(LabSite.ClockNode, Plan.PlantBroker));
        Child node = run.Own(Child.Start(run.Net.CommandIn(Zone.Node, null,
        [
            "env", "LD_PRELOAD=" + Requirements.FakeTime, "FAKETIME_TIMESTAMP_FILE=" + clock, "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_FORCE_MONOTONIC_FIX=0", // else every wait of .NET ends at once
            .. CommandRun.Program("run", "--config", Path.Combine(flash, "node.json"), "--state", Path.Combine(flash, "node")),
        ])));
        await Waiting.MustAsync(async () => (await run.ViewAsync(Zone.Enterprise, LabSite.ClockNode)).Live > live, 120, () => "the node with the clock: " + node.Last, cancellation);
        return node;
    }
}
