using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>One lab from its first namespace to its last line.</summary>
internal sealed class Lab(LabKind kind, LabSite site, LabOptions options, IScreen screen)
{
    private const double BornWithinS = 90;
    private const double CaughtUpWithinS = 30;

    private readonly ConcurrentQueue<AttackReport> reports = new();
    private readonly List<string> wrong = [];

    internal async Task<LabOutcome> RunAsync(CancellationToken cancellation)
    {
        screen.Begin(kind, options.Open);
        screen.Say("zones, wires and firewall; brokers, hosts and Level 0");
        await using LabRun run = await LabRun.StartAsync(kind, site, options, cancellation);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watch = WatchAsync(run, watching.Token);
        try
        {
            return await PlayAsync(run, cancellation);
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }

    private async Task<LabOutcome> PlayAsync(LabRun run, CancellationToken cancellation)
    {
        screen.Say($"provisioning {run.NodeName} in Level 1, through firewall and broker");
        await run.ProvisionAsync(cancellation);
        run.Plant.Begin();
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        screen.Say("starting the node: fieldnode run");
        run.StartNode();
        await BornAsync(run, before.Births, cancellation);
        await run.RestartGapsAsync();
        Task<AttackReport[]>[] beside = StartBeside(run, cancellation);
        if (options.Only.Count == 0)
        {
            await WriteAsync(run, cancellation);
        }
        foreach (Attack attack in Wanted.Where(attack => attack.Beside.Length == 0 && !NeedsDryer(attack)))
        {
            await TryAsync(run, attack, cancellation);
        }
        if (options.Only.Count == 0 || Wanted.Any(NeedsDryer))
        {
            await AddDeviceAsync(run, cancellation);
        }
        foreach (Attack attack in Wanted.Where(attack => attack.Beside.Length == 0 && NeedsDryer(attack)))
        {
            await TryAsync(run, attack, cancellation);
        }
        if (beside.Any(one => !one.IsCompleted))
        {
            screen.Say("waiting for the attacks that go on beside");
        }
        await Task.WhenAll(beside);
        return await EndAsync(run, cancellation);
    }

    private IEnumerable<Attack> Wanted => AttackList.All.Where(attack => options.Wants(attack, kind));

    /// <summary>An older bundle is older only than one that the node has.</summary>
    private static bool NeedsDryer(Attack attack) => attack.Name is "bundle-old" or "bundle-by-reader";

    /// <summary>Both consumers know all tags, which nobody told them.</summary>
    private async Task BornAsync(LabRun run, int births, CancellationToken cancellation)
    {
        foreach (Zone zone in new[] { Zone.Dmz, Zone.Enterprise })
        {
            NodeView view = new();
            if (!await Waiting.UntilAsync(async () => (view = await run.ViewAsync(zone)) is { Online: true } && (zone == Zone.Dmz || view.Births > births)
                && view.Devices.ContainsKey(NodeFiles.Kiln) && view.Devices.ContainsKey(NodeFiles.Fan), BornWithinS, cancellation))
            {
                throw new LabError($"{Plan.LevelOf(zone)} did not discover the node within {BornWithinS} s (online {view.Online}, devices {string.Join(", ", view.Devices.Keys)}); the node: {run.Node!.Last}");
            }
            screen.Say($"{Plan.LevelOf(zone)} has discovered {view.Devices.Count} devices and {view.Own.Count + view.Devices.Values.Sum(device => device.Count)} tags by itself");
        }
    }

    /// <summary>The one writer writes the one setpoint, with the tool.</summary>
    private async Task WriteAsync(LabRun run, CancellationToken cancellation)
    {
        int writes = run.Plant.Writes;
        ToolResult result = await run.FieldNodeAsync(Zone.Plant, LabSite.Writer, ["write", $"{LabSite.Group}/{run.NodeName}/{NodeFiles.Kiln}/Setpoint", "900"], cancellation);
        int arrived = run.Plant.Writes - writes;
        screen.Say($"the named writer in L3: {result.All.Trim().Split('\n')[^1]}; {arrived} write at Level 0");
        if (result.Status != 0 || arrived != 1 || run.Plant.Register(1, NumberedPlant.SetpointAddress) != 900)
        {
            wrong.Add($"the named writer could not write its setpoint: {result.All.Trim()}; {arrived} writes at Level 0");
        }
    }

    /// <summary>A device comes to the node: by a signed bundle where there is maintenance in Level 3, else by the node file and a restart.</summary>
    private async Task AddDeviceAsync(LabRun run, CancellationToken cancellation)
    {
        string how;
        if (kind == LabKind.Bridged)
        {
            screen.Say("a device is added: a signed bundle with the next node file");
            string bundle = await BundleAttacks.SignAsync(run, "site-2.fnb", site.ReleaseKey, null, cancellation);
            ToolResult result = new(0, "", "");
            JsonObject last = [];
            await run.EndingAsync(async () => (result, last) = await BundleAttacks.UpdateAsync(run, LabSite.Maintenance, bundle, 30, cancellation)); // it ends to start with it
            how = $"fieldnode update: {(string?)last["outcome"] ?? result.All.Trim()}";
            if (result.Status != 0)
            {
                wrong.Add($"the genuine bundle was not taken: {result.All.Trim()}");
            }
        }
        else
        {
            screen.Say("a device is added: the node file changes, the node starts again");
            run.ChangeNodeFile(hasDryer: true);
            await run.EndNodeAsync();
            run.StartNode();
            how = "node file and restart";
        }
        foreach (Zone zone in new[] { Zone.Dmz, Zone.Enterprise })
        {
            if (!await Waiting.UntilAsync(async () => (await run.ViewAsync(zone)).Devices.GetValueOrDefault(NodeFiles.Dryer)?.ContainsKey(NumberedPlant.Tag) == true, BornWithinS, cancellation))
            {
                wrong.Add($"{Plan.LevelOf(zone)} did not follow the device that was added ({how}); the node: {run.Node!.Last}");
                return;
            }
        }
        screen.Say($"{how}; L3.5 and L4 follow: {NodeFiles.Dryer} is there");
    }

    private Task<AttackReport[]>[] StartBeside(LabRun run, CancellationToken cancellation) =>
    [
        .. Wanted.Where(attack => attack.Beside.Length > 0).GroupBy(attack => attack.Beside).Select(async row =>
        {
            var done = new List<AttackReport>();
            foreach (Attack attack in row)
            {
                done.Add(await TryAsync(run, attack, cancellation));
            }
            return done.ToArray();
        }),
    ];

    private async Task<AttackReport> TryAsync(LabRun run, Attack attack, CancellationToken cancellation)
    {
        screen.Start(attack);
        long began = Stopwatch.GetTimestamp();
        AttackReport report;
        try
        {
            report = attack.Beside.Length > 0 ? Report(await attack.Run(run, cancellation), []) : await TryWatchedAsync(run, attack, Report, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            report = new AttackReport(kind, attack, "", false, Stopwatch.GetElapsedTime(began).TotalSeconds, failure.Message.ReplaceLineEndings(" "));
        }
        reports.Enqueue(report);
        screen.Judge(report);
        return report;

        AttackReport Report(AttackResult result, IReadOnlyList<string> witnessed) => new(
            kind, attack, string.Join("; ", witnessed.Prepend(result.Seen)).ReplaceLineEndings(" "), result.Reached || witnessed.Count > 0, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task<AttackReport> TryWatchedAsync(
        LabRun run, Attack attack, Func<AttackResult, IReadOnlyList<string>, AttackReport> report, CancellationToken cancellation)
    {
        NodeWitness before = await run.WitnessAsync();
        await run.RestartGapsAsync();
        AttackResult result = await attack.Run(run, cancellation);
        NodeWitness after = await run.WitnessAsync();
        double gapMs = (await run.ViewAsync(Zone.Enterprise)).GapMs;
        return report(result, NodeWitness.Judge(before, after, result, gapMs, attack.SilenceMaxMs, run.Node!.HasExited));
    }

    private async Task<LabOutcome> EndAsync(LabRun run, CancellationToken cancellation)
    {
        screen.Say("ending the node (SIGTERM), and counting what Level 4 holds");
        NodeEnd[] ends = [.. run.NodeEnds];
        long endingMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await run.EndNodeAsync();
        await Waiting.UntilAsync(async () => !(await run.ViewAsync(Zone.Enterprise)).Online, 10, cancellation);
        SampleVerdict samples = await JudgeAsync();
        // What came back from the journal is behind the live data: a little patience.
        await Waiting.UntilAsync(async () => (samples = await JudgeAsync()).Missing.Count == 0, CaughtUpWithinS, cancellation);
        foreach (string problem in await FaultsAsync(run))
        {
            wrong.Add(problem);
        }
        if (options.Only.Count == 0 && run.DmzPorts is null)
        {
            wrong.Add("the ports of the DMZ were not measured");
        }
        return new LabOutcome
        {
            Lab = kind, DmzPorts = run.DmzPorts, InboundToNode = LabRun.Inbound(), Attacks = [.. reports], SamplesLevel4 = samples.Held, ReadAtEnds = samples.AtEnds,
            Missing = samples.Missing, Wrong = [.. wrong],
        };

        async Task<SampleVerdict> JudgeAsync() =>
            SampleJudge.Judge(run.Plant.Reads, await run.SamplesAsync(Zone.Enterprise), ends, endingMs, await run.SamplesAsync(Zone.Dmz));
    }

    /// <summary>What a strict host found wrong in the messages of the nodes.</summary>
    private static async Task<IEnumerable<string>> FaultsAsync(LabRun run)
    {
        JsonObject all = await run.AllOfAsync(Zone.Enterprise);
        int errors = (int)all["decodeErrors"]!;
        return errors == 0 ? [] : [$"Level 4 could not decode {errors} messages: {all["findings"]!.ToJsonString()}"];
    }

    /// <summary>Counters for the screen, once a second.</summary>
    private async Task WatchAsync(LabRun run, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                NodeView enterprise = await run.ViewAsync(Zone.Enterprise);
                NodeView dmz = await run.ViewAsync(Zone.Dmz);
                screen.Show(new ZoneCounts
                {
                    Firewall = Network.Counters(Zone.Firewall), Inbound = LabRun.Inbound(), WritesAtLevel0 = run.Plant.Writes, ReadAtLevel0 = run.Plant.Reads.Count,
                    SamplesDmz = dmz.Samples, SamplesLevel4 = enterprise.Samples, Online = enterprise.Online, Devices = enterprise.Devices.Count,
                });
                await Task.Delay(1000, cancellation);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or LabError)
        {
            // The lab is over, or says by itself what is wrong.
        }
    }
}
