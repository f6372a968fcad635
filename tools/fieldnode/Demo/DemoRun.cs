using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A demo from its first word to the last file that it clears away.</summary>
internal sealed class DemoRun(DemoOptions options, IDemoScreen screen, DemoRemains remains)
{
    /// <summary>What it is at, or was at when it ended.</summary>
    internal string Step { get; private set; } = "beginning";

    /// <summary>The node was started; before that there is nothing to judge.</summary>
    internal bool HasNode { get; private set; }

    /// <summary>What the node said last, if something was wrong.</summary>
    internal IReadOnlyList<string> NodeLines { get; private set; } = [];

    internal async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        var model = new HostModel();
        DemoOutcome? outcome = null;
        await screen.RunAsync(model, async () => outcome = await PlayAsync(model, cancellation));
        return outcome!;
    }

    private async Task<DemoOutcome> PlayAsync(HostModel model, CancellationToken cancellation)
    {
        Begin("making a folder for the node's files", cancellation);
        string folder = Directory.CreateTempSubdirectory("fieldnode-demo-").FullName; // only we may enter (mode 0700)
        remains.Keep(folder);
        await using DemoStage stage = await DemoStage.SetUpAsync(folder, Plants.Start, cancellation, what => Begin(what, cancellation));
        IReadOnlyList<PlantDevice> devices = PlantDevice.Of(stage.Settings);
        screen.Introduce(devices);
        screen.Say($"plant: {stage.PlantDescription}; broker: localhost:{stage.Broker.Port}, TLS, certificates demanded");
        Begin("starting the node, a process of its own", cancellation);
        using NodeProcess node = NodeProcess.Start(stage.SettingsPath, stage.StateFolder, stage.Folder);
        remains.Keep(node);
        HasNode = true;
        var demo = new Demo(options, model, stage.Host, node, screen, [.. devices.Select(device => device.Name)], stage.Mishaps);
        DemoOutcome outcome = stage.Judge(await demo.RunAsync(cancellation));
        NodeLines = outcome.Reasons.Count > 0 ? node.LastLines : [];
        return outcome;
    }

    /// <summary>Says what comes next, unless the demo is to end.</summary>
    private void Begin(string what, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Step = what;
        screen.Say(what);
    }
}
