using System.Security.Cryptography.X509Certificates;
using System.Reflection;

namespace FieldNode.Cli;

/// <summary>A loop check as a person asked for it, from arguments to files.</summary>
internal sealed class LoopCheckRun(LoopCheckArguments typed, TextWriter output, TextWriter error, TextReader? input)
{
    private const double WaitByHandSeconds = 120; // nobody says when the calibrator is set
    private const double WaitDrivenSeconds = 30;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        LoopFiles.CheckFolder(typed.Folder);
        try
        {
            return typed.Link is LinkOptions link
                ? await CheckAsync(link, TagAddress.Parse(typed.Tag), RangeGiven(TagAddress.Parse(typed.Tag)), typed.Drive, cancellation)
                : await SimulateAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new UserError("ended before all points were done: no record was written");
        }
    }

    /// <summary>With nothing at hand: the demo's broker and node, and the currents of its simulated board.</summary>
    private async Task<int> SimulateAsync(CancellationToken cancellation)
    {
        string place = $"{DemoOptions.Group}/{DemoOptions.NodeName}/";
        TagAddress tag = TagAddress.Parse(typed.Tag.Count(c => c == '/') == 1 ? place + typed.Tag : typed.Tag);
        await using DemoStage stage = await DemoStage.SetUpAsync(Plants.Start, cancellation);
        string loopInput = NodeFileRange.Find(stage.Settings, tag) is { Loop: not null } found
            ? found.Value
            : throw new UserError($"{tag}: the simulated board has no such loop. It has Loops/Level and Loops/Flow", ExitStatus.Usage);
        using NodeProcess node = NodeProcess.Start(stage.SettingsPath, stage.StateFolder);
        string drive = $"file:{Path.Combine(stage.StateFolder, Virtual.Sim.SimInputs.FileName)}#{loopInput}";
        LoopRange? range = RangeGiven(tag) ?? NodeFileRange.Of(stage.Settings, tag);
        int status = await CheckAsync(stage.HostLinkOptions, tag, range, drive, cancellation);
        node.AskToEnd();
        await node.WaitForEndAsync(TimeSpan.FromSeconds(10));
        return status;
    }

    private async Task<int> CheckAsync(
        LinkOptions link, TagAddress tag, LoopRange? range, string? drive, CancellationToken cancellation)
    {
        if (link.CertificateFile is null || link.KeyFile is null)
        {
            throw new UserError("--cert and --key are missing: the record is signed with them", ExitStatus.Usage);
        }
        bool isByHand = drive is null && !typed.Yes;
        if (isByHand && input is null)
        {
            throw new UserError("no terminal to ask at: give --yes, or --drive", ExitStatus.Usage);
        }
        using X509Certificate2 certificate = TlsFiles.LoadOwn(link.CertificateFile, link.KeyFile);
        LoopCheckOptions options = Options(tag, range, drive, certificate);
        bool isTerminal = !typed.Json && output == Console.Out && !Console.IsOutputRedirected;
        var screen = new LoopScreen(typed.Json ? error : output, isByHand ? input : null, isTerminal);
        await using var host = new TagHost(link, typed.BirthSeconds);
        await host.ConnectAsync(cancellation);
        LoopRecord record;
        await using (ILoopSource source = SourceOf(drive, host, screen))
        {
            record = await new LoopCheck(host, source, screen, options).RunAsync(cancellation);
        }
        (string recordPath, string pagePath) = LoopFiles.Write(record, certificate, typed.Folder);
        screen.Table(record);
        if (typed.Json)
        {
            output.WriteLine(record.ToJson(RecordSeal.Signer(certificate)).ToJsonString());
        }
        int passed = record.Points.Count(point => point.Passed);
        screen.Say($"record: {recordPath}");
        screen.Say($"page:   {pagePath}");
        screen.Say($"loop-check: points={record.Points.Count} passed={passed} " + (record.Passed ? "ok" : "failed"));
        return record.Passed ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    private LoopCheckOptions Options(TagAddress tag, LoopRange? range, string? drive, X509Certificate2 certificate) => new()
    {
        Tag = tag,
        Points = typed.Points,
        WithFaults = typed.Faults,
        Range = range,
        TolerancePercent = InRange("--tolerance", typed.TolerancePercent, 0.001, 50),
        SettleMs = (int)(1000 * InRange("--settle", typed.SettleSeconds, 0.1, 600)),
        TimeoutMs = (int)(1000 * InRange("--timeout", typed.TimeoutSeconds
            ?? Math.Max(4 * typed.SettleSeconds, drive is null && typed.Yes ? WaitByHandSeconds : WaitDrivenSeconds), 0.2, 3600)),
        By = typed.By.Length > 0 ? typed.By : certificate.GetNameInfo(X509NameType.SimpleName, false),
        Instrument = typed.Instrument,
        Note = typed.Note,
        ToolVersion = typeof(LoopCheckRun).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
    };

    private LoopRange? RangeGiven(TagAddress tag)
    {
        if (typed.Low is null != typed.High is null || (typed.Low is not null && typed.Low == typed.High))
        {
            throw new UserError("--low and --high go together, and differ", ExitStatus.Usage);
        }
        if (typed.ConfigFile is not null)
        {
            return NodeFileRange.Of(typed.ConfigFile, tag);
        }
        if (typed.Low is double low && typed.High is double high)
        {
            return new LoopRange(low, high, typed.SquareRoot, 0, "given");
        }
        return typed.SquareRoot
            ? throw new UserError("--square-root needs --low and --high, or --config alone", ExitStatus.Usage)
            : null;
    }

    private ILoopSource SourceOf(string? drive, TagHost host, LoopScreen screen)
    {
        if (drive is null)
        {
            return new HandSource(screen, !typed.Yes);
        }
        string[] parts = drive.Split(':', 2);
        if (parts is ["tag", string tag])
        {
            return new TagSource(host, TagAddress.Parse(tag));
        }
        int mark = drive.LastIndexOf('#');
        return parts is ["file", _] && mark > "file:".Length && Virtual.Sim.SimInputs.IsInput(drive[(mark + 1)..])
            ? new FileSource(drive["file:".Length..mark], drive[(mark + 1)..])
            : throw new UserError($"--drive {drive}: say tag:GROUP/NODE/DEVICE/TAG or file:PATH#INPUT, INPUT being ain0 to ain3", ExitStatus.Usage);
    }

    private static double InRange(string name, double value, double low, double high) => value >= low && value <= high
        ? value
        : throw new UserError($"{name} {LoopPoint.Number(value)} is not allowed: {LoopPoint.Number(low)} to {LoopPoint.Number(high)}",
            ExitStatus.Usage);
}
