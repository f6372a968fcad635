using System.Diagnostics;
using FieldNode.Host;

namespace FieldNode.PurdueLab;

/// <summary>Too much of what is allowed, too large, or kept for ever.</summary>
internal static class FloodAttacks
{
    private const int Megabyte = 1 << 20;
    private const int RebirthBucket = 8; // docs/SPEC.md: eight at once, then one each 10 s
    private const int RebirthEveryS = 10;
    private const double CountedWithinS = 15; // the node tells its counts each 2 s, a busy machine later

    internal static IEnumerable<Attack> All =>
    [
        new("publish-1mb", "L3", LabKind.Both, "the named writer publishes a command of 1 MB, three times", "skipped unread; the session stays, data goes on", "node: an inbound PUBLISH above 16 KB is never held", HugeAsync),
        new("retained-1mb", "L3", LabKind.Both, "the named writer leaves a retained command of 1 MB, then the node restarts", "the node comes back and publishes", "node: retained commands are refused, long ones skipped", RetainedAsync)
        {
            SilenceMaxMs = 60_000,
        },
        new("state-by-reader", "L4", LabKind.Both, "say with a reader's certificate that the node's primary host is offline", "the node's session stays", "broker's access list", StateByReaderAsync),
        new("state-from-future", "L3.5", LabKind.Both, "with a stolen certificate of the stand-by host: STATE offline, retained, of the year 2100", "the node's session stays, the STATE is counted as refused",
            "node: a STATE more than 5 minutes ahead counts for nothing", FutureAsync),
        new("rebirth-flood", "L3", LabKind.Both, "the named writer asks for 300 rebirths", "a bucket of 8, then one each 10 s; data goes on", "node: budget of rebirths", RebirthsAsync),
        new("write-flood", "L3", LabKind.Both, "the named writer writes its setpoint 150 times in 6 s", $"a bucket of {NodeFiles.WritesPerMinute}, filled evenly in a minute, arrives at Level 0; data goes on", "node file: writesPerMinuteMax", WritesAsync),
    ];

    private static async Task<AttackResult> HugeAsync(LabRun run, CancellationToken cancellation)
    {
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        int taken = 0;
        for (int i = 0; i < 3; i++)
        {
            taken += await writer.PublishSizeAsync(CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, NodeFiles.Kiln), Megabyte);
        }
        await Task.Delay(3000, cancellation);
        NodeView after = before;
        await Waiting.UntilAsync(async () => (after = await run.ViewAsync(Zone.Enterprise)).Refused > before.Refused, CountedWithinS, cancellation);
        await writer.CloseAsync();
        if (after.Refused <= before.Refused && after.Live > before.Live)
        {
            throw new LabError($"the broker took {taken} of 3, and the node's count of refused commands stays at {after.Refused}: none of them came to it");
        }
        return new AttackResult($"the broker took {taken} of 3; refused commands {before.Refused} → {after.Refused}, live messages {before.Live} → {after.Live}, memory {Memory(run)} MB", after.Live <= before.Live);
    }

    private static async Task<AttackResult> RetainedAsync(LabRun run, CancellationToken cancellation)
    {
        string topic = CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, NodeFiles.Kiln);
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        await writer.PublishSizeAsync(topic, Megabyte, retain: true);
        Intruder witness = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Reader);
        await witness.SubscribeAsync(topic);
        bool isKept = await Waiting.UntilAsync(async () => (await witness.HeardAsync()).ContainsKey(topic), 5, cancellation);
        await witness.CloseAsync();
        if (!isKept)
        {
            throw new LabError("the broker does not keep the retained command: the node would never meet it");
        }
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        await run.EndNodeAsync();
        long began = Stopwatch.GetTimestamp();
        run.StartNode();
        bool isBack = await Waiting.UntilAsync(async () => await run.ViewAsync(Zone.Enterprise) is { Online: true } now && now.Births > before.Births && now.Devices.ContainsKey(NodeFiles.Kiln), 55, cancellation);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        NodeView after = before;
        bool hasMet = isBack && await Waiting.UntilAsync(async () => (after = await run.ViewAsync(Zone.Enterprise)).Refused > 0, CountedWithinS, cancellation);
        await writer.PublishAsync(topic, [], retain: true);
        await writer.CloseAsync();
        if (isBack && !hasMet)
        {
            throw new LabError("the node is back, and has refused no command: it did not meet the one that is kept");
        }
        return new AttackResult($"the broker keeps it; the node {(isBack ? $"was back after {seconds:0.0} s" : "did not come back")}, births {after.Births - before.Births}, refused commands {(isBack ? $"{after.Refused}" : "?")}, memory {Memory(run)} MB", !isBack)
        {
            BirthsAllowed = 1, DeathsAllowed = 1,
        };
    }

    private static async Task<AttackResult> StateByReaderAsync(LabRun run, CancellationToken cancellation)
    {
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        Intruder reader = await Intruder.MustConnectAsync(run, Zone.Enterprise, Plan.DmzBroker, LabSite.Analyst);
        int taken = await reader.PublishTextAsync($"spBv1.0/STATE/{LabSite.HostId}", State(DateTimeOffset.UtcNow), retain: true);
        await reader.MustHaveTriedAsync(taken, cancellation);
        await Task.Delay(2000, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        await reader.CloseAsync();
        return new AttackResult($"the broker took {taken}; deaths of the node {after.Deaths - before.Deaths}", after.Deaths > before.Deaths);
    }

    private static async Task<AttackResult> FutureAsync(LabRun run, CancellationToken cancellation)
    {
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        Intruder standby = await Intruder.MustConnectAsync(run, Zone.Dmz, Plan.DmzBroker, LabSite.Standby);
        int taken = await standby.PublishTextAsync($"spBv1.0/STATE/{LabSite.HostId}", State(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)), retain: true);
        await Task.Delay(4000, cancellation);
        NodeView after = before;
        await Waiting.UntilAsync(async () => (after = await run.ViewAsync(Zone.Enterprise)).Value("Node/Host/STATE refused") != before.Value("Node/Host/STATE refused") || after.Deaths > before.Deaths, CountedWithinS, cancellation);
        await standby.CloseAsync();
        string refused = after.Value("Node/Host/STATE refused");
        if (refused == before.Value("Node/Host/STATE refused") && after.Deaths == before.Deaths)
        {
            throw new LabError($"the STATE never came to the node: its count of refused ones stays at {refused}");
        }
        return new AttackResult($"the broker took {taken}; STATE refused by the node {before.Value("Node/Host/STATE refused")} → {refused}, deaths {after.Deaths - before.Deaths}", after.Deaths > before.Deaths);
    }

    private static async Task<AttackResult> RebirthsAsync(LabRun run, CancellationToken cancellation)
    {
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        long began = Stopwatch.GetTimestamp();
        int taken = await writer.PublishAsync(CommandWriter.NodeTopic(LabSite.Group, run.NodeName), CommandWriter.Rebirth(DateTime.UtcNow), times: 300);
        await Task.Delay(3000, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        await writer.CloseAsync();
        int births = after.Births - before.Births;
        int allowed = RebirthBucket + 1 + (int)(Stopwatch.GetElapsedTime(began).TotalSeconds / RebirthEveryS);
        if (births == 0)
        {
            throw new LabError("the node answered none of them: they did not come to it");
        }
        return new AttackResult($"the broker took {taken}; the node was born {births} times, {allowed} are allowed; live messages {before.Live} → {after.Live}", births > allowed) { BirthsAllowed = allowed };
    }

    private static async Task<AttackResult> WritesAsync(LabRun run, CancellationToken cancellation)
    {
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        int writes = run.Plant.Writes;
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        long began = Stopwatch.GetTimestamp();
        int taken = await writer.PublishAsync(CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, NodeFiles.Kiln), CommandAttacks.Setpoint(901), times: 150, everyMs: 40);
        await Task.Delay(2000, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        await writer.CloseAsync();
        int arrived = run.Plant.Writes - writes;
        if (arrived == 0)
        {
            throw new LabError($"the broker took {taken}, and none arrived at Level 0: what the node lets through is not known");
        }
        int allowed = NodeFiles.WritesPerMinute + 1 + (int)(Stopwatch.GetElapsedTime(began).TotalMinutes * NodeFiles.WritesPerMinute);
        return new AttackResult($"the broker took {taken}; {arrived} arrived at Level 0, {allowed} are allowed; refused {before.Refused} → {after.Refused}, not sent {before.Value("Node/Commands/Not sent")} → {after.Value("Node/Commands/Not sent")}; live messages {before.Live} → {after.Live}", arrived > allowed)
        {
            WritesAllowed = allowed,
        };
    }

    private static string State(DateTimeOffset at) => $$"""{"online":false,"timestamp":{{at.ToUnixTimeMilliseconds()}}}""";

    private static int Memory(LabRun run) => ProcessTree.Of(run.Node!.Id).Max(ProcessTree.MegabytesOf);
}
