using FieldNode.Host;

namespace FieldNode.PurdueLab;

/// <summary>Commands by those who may not give any, and eyes where they do not belong.</summary>
internal static class CommandAttacks
{
    private const int SettleMs = 1000; // a command passes two brokers and a serial line in a tenth of that
    private const double ArrivedWithinS = 10;
    private const double CountedWithinS = 15; // the node tells its counts each 2 s, a busy machine later

    internal static IEnumerable<Attack> All =>
    [
        new("ncmd-from-l4", "L4", LabKind.Both, "publish NCMD Rebirth with a reader's certificate at the DMZ broker", "the node is not born again", "broker's access list; the bridge carries no command",
            (run, end) => CommandAsync(run, Zone.Enterprise, Plan.DmzBroker, LabSite.Analyst, isNode: true, end)),
        new("dcmd-from-l4", "L4", LabKind.Both, "write the setpoint with a reader's certificate at the DMZ broker", "nothing arrives at Level 0", "broker's access list; the bridge carries no command",
            (run, end) => CommandAsync(run, Zone.Enterprise, Plan.DmzBroker, LabSite.Analyst, isNode: false, end)),
        new("dcmd-from-dmz", "L3.5", LabKind.Both, "write the setpoint with the certificate of the DMZ's own host", "nothing arrives at Level 0", "broker's access list: that host may say its STATE and nothing else",
            (run, end) => CommandAsync(run, Zone.Dmz, Plan.DmzBroker, LabSite.Standby, isNode: false, end)),
        new("writer-from-l4", "L4", LabKind.Bridged, "write the setpoint at the DMZ broker with the certificate of the plant's own writer, stolen", "nothing arrives at Level 0",
            "DMZ broker: no command, whoever it is; the bridge carries none", (run, end) => CommandAsync(run, Zone.Enterprise, Plan.DmzBroker, LabSite.Writer, isNode: false, end)),
        new("ncmd-by-reader-l3", "L3", LabKind.Both, "publish NCMD Rebirth with a reader's certificate at the node's broker", "the node is not born again", "broker's access list",
            (run, end) => CommandAsync(run, Zone.Plant, run.NodesBroker, LabSite.Reader, isNode: true, end)),
        new("dcmd-by-reader-l3", "L3", LabKind.Both, "write the setpoint with a reader's certificate at the node's broker", "nothing arrives at Level 0", "broker's access list",
            (run, end) => CommandAsync(run, Zone.Plant, run.NodesBroker, LabSite.Reader, isNode: false, end)),
        new("writer-other-device", "L3", LabKind.Both, "the named writer writes a writable tag of a device that is not its own", "nothing arrives at Level 0", "broker's access list: devices by name",
            (run, end) => WriterAsync(run, NodeFiles.Fan, "Damper", reachesNode: false, end)),
        new("writer-other-tag", "L3", LabKind.Both, "the named writer writes another tag of its device, which is not writable", "nothing arrives at Level 0, the node counts a refusal", "node file: writable",
            (run, end) => WriterAsync(run, NodeFiles.Kiln, "Limit", reachesNode: true, end)),
        new("subscribe-all-bridged", "L4", LabKind.Bridged, "subscribe to # and to $SYS/# with a reader's certificate", "nodes' messages and STATE come, nothing else", "broker's access list; no command is there to be heard", ListenAsync),
        new("subscribe-all-direct", "L4", LabKind.Direct, "subscribe to # and to $SYS/# with a reader's certificate", "nodes' messages, STATE and the writer's commands come, nothing else", "broker's access list", ListenAsync),
    ];

    private static async Task<AttackResult> CommandAsync(LabRun run, Zone from, string broker, string who, bool isNode, CancellationToken cancellation)
    {
        Intruder intruder = await Intruder.MustConnectAsync(run, from, broker, who);
        int writes = run.Plant.Writes;
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        int taken = isNode
            ? await intruder.PublishAsync(CommandWriter.NodeTopic(LabSite.Group, run.NodeName), CommandWriter.Rebirth(DateTime.UtcNow), times: 3)
            : await intruder.PublishAsync(CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, NodeFiles.Kiln), Setpoint(1), times: 3);
        await intruder.MustHaveTriedAsync(taken, cancellation);
        await Task.Delay(SettleMs, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        await intruder.CloseAsync();
        int arrived = run.Plant.Writes - writes;
        int births = after.Births - before.Births;
        return new AttackResult($"{who} published 3, the broker took {taken}; {(isNode ? $"{births} births of the node" : $"{arrived} writes at Level 0")}", arrived + births > 0);
    }

    /// <param name="reachesNode">The broker lets it pass, and the node must have refused it; else the broker must not.</param>
    private static async Task<AttackResult> WriterAsync(LabRun run, string device, string tag, bool reachesNode, CancellationToken cancellation)
    {
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        long refusedBefore = (await run.ViewAsync(Zone.Enterprise)).Refused;
        int writes = run.Plant.Writes;
        int taken = await writer.PublishAsync(CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, device), CommandWriter.Write(tag, SparkplugType.Int16, 77L, DateTime.UtcNow), times: 3);
        await writer.MustHaveTriedAsync(taken, cancellation);
        await Task.Delay(SettleMs, cancellation);
        long refused = refusedBefore;
        if (reachesNode)
        {
            await Waiting.UntilAsync(async () => (refused = (await run.ViewAsync(Zone.Enterprise)).Refused) > refusedBefore, CountedWithinS, cancellation);
        }
        await writer.CloseAsync();
        int arrived = run.Plant.Writes - writes;
        if (reachesNode && arrived == 0 && refused == refusedBefore)
        {
            throw new LabError($"the node's count of refused commands stays at {refused}: none of them came to it");
        }
        return new AttackResult($"{LabSite.Writer} wrote {device}/{tag} 3 times, the broker took {taken}; {(reachesNode ? $"refused by the node {refusedBefore} → {refused}, " : "")}{arrived} writes at Level 0", arrived > 0);
    }

    private static async Task<AttackResult> ListenAsync(LabRun run, CancellationToken cancellation)
    {
        Intruder intruder = await Intruder.MustConnectAsync(run, Zone.Enterprise, Plan.DmzBroker, LabSite.Analyst);
        bool all = await intruder.SubscribeAsync("#");
        bool system = await intruder.SubscribeAsync("$SYS/#");
        // The named writer writes once meanwhile: whoever hears all would hear that. Where its broker is the reader's, too, he may.
        Intruder writer = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        string command = CommandWriter.DeviceTopic(LabSite.Group, run.NodeName, NodeFiles.Kiln);
        int writes = run.Plant.Writes;
        await writer.PublishAsync(command, Setpoint(900));
        bool hasCome = await Waiting.UntilAsync(() => run.Plant.Writes > writes, ArrivedWithinS, cancellation);
        await Task.Delay(2 * SettleMs, cancellation);
        await writer.CloseAsync();
        IReadOnlyDictionary<string, int> heard = await intruder.HeardAsync();
        await intruder.CloseAsync();
        if (!hasCome)
        {
            throw new LabError("the named writer's command did not come to Level 0: nothing was there to be heard");
        }
        string[] nodes = [.. heard.Keys.Where(topic => SparkplugTopic.Parse(topic, out _) is { IsCommand: false })];
        string[] commands = [.. heard.Keys.Where(topic => run.Kind == LabKind.Direct && topic == command)];
        string[] others = [.. heard.Keys.Except(nodes).Except(commands)];
        if (nodes.Length == 0)
        {
            throw new LabError("the reader hears not even what it may");
        }
        return new AttackResult($"SUBACK: # {(all ? "granted" : "refused")}, $SYS/# {(system ? "granted" : "refused")}; delivered: {nodes.Length} topics of nodes and hosts, {commands.Length} of the writer's commands, {others.Length} others{(others.Length > 0 ? " (" + string.Join(", ", others.Take(3)) + ")" : "")}", others.Length > 0)
        {
            WritesAllowed = 1,
        };
    }

    internal static byte[] Setpoint(long value) => CommandWriter.Write("Setpoint", SparkplugType.Int16, value, DateTime.UtcNow);
}
