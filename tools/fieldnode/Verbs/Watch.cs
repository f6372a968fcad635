using System.Diagnostics;
using FieldNode.Host;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>
/// Connects, asks nodes that were born before for their births, shows what comes, and ends on time or on Ctrl-C. A link that is lost comes back; with <c>--conform</c> it ends the
/// watch, for nobody can grade what was not heard.
/// </summary>
internal sealed class Watch(LinkOptions link, WatchOptions options, TextWriter output, TextWriter error) : IAsyncDisposable
{
    private const string LegacyStates = "STATE/#";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly HostModel model = new(new HostOptions { JoinsLate = true });
    private readonly List<(string Host, Task<bool> IsMissing)> proofs = [];
    private readonly WatchConformance? conformance = options.Conform ? new WatchConformance() : null;
    private readonly List<string> notes = [];
    private WatchLink host = null!;
    private WatchAsks asks = null!;
    private WatchSilence silence = null!;
    private bool isScreen;
    private string? note;      // the last of what nodes did not say
    private long noteMs;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        host = new WatchLink(link, Filters(), options.Legacy ? LegacyStates : null, Say);
        asks = new WatchAsks(model, options.Quiet);
        await host.OpenAsync(cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence = new WatchSilence(model, options, () => Neighbours.HearAsync(link, end.Token));
        if (host.IsOptionalRefused)
        {
            error.WriteLine($"fieldnode watch: no right to subscribe to {LegacyStates}: hosts of version 2.2 are not seen (--no-legacy asks for none)");
        }
        foreach (RebirthTarget target in new[] { options.Rebirth, options.Quiet ? null : options.Node }.OfType<RebirthTarget>().Distinct())
        {
            asks.Ask(target);
        }
        if (options.Duration is TimeSpan duration)
        {
            end.CancelAfter(duration);
        }
        isScreen = !options.Json && !Console.IsOutputRedirected && output == Console.Out;
        await (isScreen ? ScreenAsync(end.Token) : LinesAsync(end.Token));
        return Close();
    }

    public async ValueTask DisposeAsync() => await (host?.DisposeAsync() ?? ValueTask.CompletedTask);

    private static long NowMs => Environment.TickCount64;

    private string[] Filters()
    {
        const string All = SparkplugTopic.Namespace;
        return options.Node is { } node ? [$"{All}/{node.Group}/+/{node.Node}", $"{All}/{node.Group}/+/{node.Node}/+", $"{All}/STATE/#"]
            : options.Group is { } group ? [$"{All}/{group}/#", $"{All}/STATE/#"]
            : [$"{All}/#"];
    }

    private async Task LinesAsync(CancellationToken end)
    {
        while (await StepAsync(message =>
        {
            output.WriteLine(options.Json ? MessageJson.Of(message) : MessageLine.Of(message));
            WriteBroken();
        }, end))
        {
            WriteBroken(); // what did not come in time
            foreach (Finding finding in ProveStates(end))
            {
                output.WriteLine(options.Json ? MessageJson.Of(finding) : MessageLine.Of(finding));
            }
            output.Flush();
        }
    }

    private async Task ScreenAsync(CancellationToken end)
    {
        bool hasKeys = !Console.IsInputRedirected;
        var view = new WatchView();
        var screen = new WatchScreen(AnsiConsole.Console, $"fieldnode watch   {link.Host}:{link.Port}", view, hasKeys);
        long started = Stopwatch.GetTimestamp();
        await screen.RunAsync(model, async refresh =>
        {
            while (!view.WantsEnd && await StepAsync(_ => { }, end))
            {
                ProveStates(end); // the model keeps what was found, and the screen shows it
                bool isPressed = hasKeys && TakeKeys(screen, view);
                refresh(new WatchStatus(Stopwatch.GetElapsedTime(started)) { Trouble = host.Trouble, Note = BrokenNote() ?? LateNote() ?? NoteNow() }, isPressed);
            }
        });
    }

    private bool TakeKeys(WatchScreen screen, WatchView view)
    {
        bool isPressed = false;
        while (Console.KeyAvailable)
        {
            screen.Take(Console.ReadKey(intercept: true));
            isPressed = true;
        }
        if (view.WantsBirths && screen.NodeOfCursor(model) is { } node)
        {
            asks.Ask(new RebirthTarget(node.Group, node.Name));
        }
        view.WantsBirths = false;
        return isPressed;
    }

    /// <summary>Waits a little, and takes what came. False: it is over.</summary>
    private async Task<bool> StepAsync(Action<HostMessage> show, CancellationToken end)
    {
        bool goesOn = await host.WaitAsync(Tick, end);
        while (host.TryTake(out Received received))
        {
            conformance?.Take(received);
            HostMessage message = model.Consume(received.Topic, received.Payload, received.Utc, received.Retained);
            asks.Take(message);
            show(message);
        }
        conformance?.Passed(DateTime.UtcNow);
        if (!goesOn)
        {
            return false;
        }
        if (await host.StepAsync(NowMs, end))
        {
            model.LinkLost();
            asks.LinkLost();
            if (conformance is not null)
            {
                Say("with --conform the watch ends here: what was not heard cannot be graded");
                return false;
            }
        }
        await AskAsync(end);
        return true;
    }

    private async Task AskAsync(CancellationToken end)
    {
        if (host.Trouble is not null)
        {
            return;
        }
        if (asks.Next(NowMs) is { } target)
        {
            await host.TryPublishAsync(CommandWriter.NodeTopic(target.Group, target.Node), CommandWriter.Rebirth(DateTime.UtcNow), end);
        }
        foreach (string words in asks.TakeUnanswered(NowMs))
        {
            SayOfNodes(words);
        }
        if (silence.Take(NowMs) is string nothing)
        {
            SayOfNodes(nothing);
        }
    }

    private void SayOfNodes(string words)
    {
        (note, noteMs) = (words, NowMs);
        Say(words);
    }

    /// <summary>It stays for a minute, and for as long as there is nothing else to be seen.</summary>
    private string? NoteNow() => NowMs - noteMs < 60_000 || !model.Nodes.Any(node => node.WasBorn) ? note : null;

    /// <summary>What a table without values means with --quiet, and what to do; null once all nodes are known.</summary>
    private string? LateNote() => options.Quiet && model.Nodes.FirstOrDefault(node => !node.WasBorn && node.Counts.Data > 0) is { } late
        ? $"{late.Group}/{late.Name} was born before: its values come with its next birth; to ask for it: r, or --rebirth {late.Group}/{late.Name}"
        : null;

    /// <summary>A line beside the output; after a screen they all stand below it.</summary>
    private void Say(string words)
    {
        notes.Add(words);
        if (!isScreen)
        {
            output.Flush();
            error.WriteLine("fieldnode watch: " + SafeText.Of(words));
        }
    }

    /// <summary>
    /// Whether the broker keeps a host's STATE shows only to one who subscribes after it was said: so that is done, on a connection of its own and
    /// beside the watch.
    /// </summary>
    /// <returns>What is found out by now.</returns>
    private List<Finding> ProveStates(CancellationToken end)
    {
        foreach (string name in model.TakeHostsToProve())
        {
            proofs.Add((name, KeptState.IsMissingAsync(link, name, end)));
        }
        var found = new List<Finding>();
        foreach ((string name, Task<bool> isMissing) in proofs.Where(proof => proof.IsMissing.IsCompleted).ToArray())
        {
            if (isMissing.Result)
            {
                found.Add(model.NothingKept(name, DateTime.UtcNow));
            }
            proofs.Remove((name, isMissing));
        }
        return found;
    }

    private void WriteBroken()
    {
        foreach (BrokenStatement broken in conformance?.TakeFresh() ?? [])
        {
            output.WriteLine(ConformLine.Of(broken, options.Json));
        }
    }

    /// <summary>What was broken last, for the one place that a screen has for it.</summary>
    private string? BrokenNote() => conformance is { Broken.Count: > 0 } ? ConformLine.Of(conformance.Broken[^1], json: false) : null;

    /// <summary>What a screen had no room for, and the totals.</summary>
    private int Close()
    {
        WriteBroken();
        foreach (ConformTotal total in conformance?.Totals() ?? [])
        {
            output.WriteLine(ConformLine.Of(total, options.Json));
        }
        output.Flush();
        if (isScreen)
        {
            notes.ForEach(words => error.WriteLine("fieldnode watch: " + SafeText.Of(words)));
        }
        return model.Faults == 0 && model.HostTroubles == 0 && conformance?.IsOk != false && !host.WasLost ? ExitStatus.Ok : ExitStatus.Wrong;
    }
}
