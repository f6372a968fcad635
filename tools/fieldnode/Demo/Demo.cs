using System.Diagnostics;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Watches a node from its first birth to its death, as a strict host does, while the story happens to its plant; behind that it asks for one rebirth.
/// Broker, plant and node are made by <see cref="DemoStage"/>.
/// </summary>
/// <param name="model">What the host knows; the screen shows it.</param>
/// <param name="devices">Those that must be born before the node counts as whole.</param>
/// <param name="mishaps">What is to happen to the plant.</param>
internal sealed class Demo(
    DemoOptions options, HostModel model, HostLink host, INodeUnderTest node, IDemoScreen screen, IReadOnlyCollection<string> devices,
    IReadOnlyList<Mishap> mishaps)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, StoryLine> told = [];
    private readonly List<string> reasons = [];
    private readonly Stopwatch running = Stopwatch.StartNew();
    private int? sockets;
    private TimeSpan nextSocketCheck;
    private TimeSpan? nodeBornAt;
    private TimeSpan? wholeAt;
    private TimeSpan? askedAt;
    private TimeSpan? answeredAt;
    private bool waitingSaid;
    private Story? story;

    internal async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        story = new Story(mishaps, options, Tell);
        await WatchAsync(cancellation);
        bool isInterrupted = options.IsInterrupted();
        screen.Hold();
        await EndAsync(isInterrupted);
        reasons.AddRange(story.Faults);
        if (IsLateFor(running.Elapsed) && Unborn.Any())
        {
            reasons.Add("not born: " + string.Join(", ", Unborn));
        }
        bool isStopped = isInterrupted || (cancellation.IsCancellationRequested && askedAt is null);
        return DemoOutcome.Of(model, Node, sockets, reasons, isStopped, isInterrupted) with { Unborn = [.. Unborn], Story = [.. told.Values] };
    }

    private EdgeNode? Node => model.Find(DemoOptions.Group, DemoOptions.NodeName);

    /// <summary>Devices that never came. A part that measures every 5 s has its first value after that time only.</summary>
    private IEnumerable<string> Unborn => devices.Where(name => Node?.FindDevice(name) is null);

    private bool IsLateFor(TimeSpan now) => nodeBornAt is TimeSpan at && now - at >= options.DevicesWithin;

    private void Tell(StoryLine line)
    {
        told[line.Name] = line;
        screen.Tell(line);
    }

    /// <summary>After its duration; without one, when the rebirth was answered, which comes last, or never will be.</summary>
    private bool IsAtItsEnd(TimeSpan now) => options.Duration is not null
        ? Left(now) <= TimeSpan.Zero
        : now - answeredAt >= options.LingerFor || now >= options.StoryWithin;

    /// <summary>Until the end, if it has a time; that begins with the first birth, which takes a second, on a busy machine ten.</summary>
    private TimeSpan? Left(TimeSpan now) => options.Duration - (now - nodeBornAt);

    private async Task WatchAsync(CancellationToken cancellation)
    {
        screen.Say("waiting for the first birth");
        while (!cancellation.IsCancellationRequested && !IsAtItsEnd(running.Elapsed))
        {
            bool linked = await host.WaitAsync(Tick, CancellationToken.None);
            if (cancellation.IsCancellationRequested)
            {
                return; // Ctrl-C reaches the node, too: what it says from now on is its farewell
            }
            Drain();
            screen.Refresh(running.Elapsed);
            if (!linked)
            {
                reasons.Add("the host lost the broker: " + host.Lost);
                return;
            }
            if (node.HasExited)
            {
                await NoteEarlyEndAsync(cancellation);
                return;
            }
            if (Node is not { WasBorn: true } && running.Elapsed > options.BirthWithin)
            {
                return; // DemoOutcome says that no NBIRTH came
            }
            await StepAsync();
        }
    }

    /// <summary>
    /// In a terminal Ctrl-C reaches the node as well, and it may be done before we hear of it: that is no early end.
    /// </summary>
    private async Task NoteEarlyEndAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(Task.Delay(Tick, cancellation), Task.Delay(Tick, CancellationToken.None));
        if (!cancellation.IsCancellationRequested)
        {
            reasons.Add($"the node ended early with exit status {node.ExitCode}");
        }
    }

    private async Task StepAsync()
    {
        TimeSpan now = running.Elapsed;
        if (Node is { Online: true } born)
        {
            nodeBornAt ??= now;
            if (nodeBornAt == now)
            {
                screen.Say("the node is born: what follows is what the host hears");
            }
            story!.Step(born, now, Left(now));
            if (wholeAt is null && devices.All(name => born.FindDevice(name) is { Online: true }))
            {
                wholeAt = now;
                screen.Say($"all {devices.Count} devices are born");
            }
            if (askedAt is null && IsTimeToAsk(now))
            {
                await AskForRebirthAsync(now);
            }
            else if (!waitingSaid && wholeAt is null && now - nodeBornAt >= options.RebirthAfter && Unborn.Any())
            {
                waitingSaid = true;
                screen.Say("waiting for the first values of " + string.Join(", ", Unborn));
            }
            if (answeredAt is null && askedAt is not null && born.Rebirths > 0)
            {
                answeredAt = now;
                Tell(new StoryLine(StoryLine.Rebirth, StoryState.Done,
                    $"the host asks, the node answers after {(now - askedAt.Value).TotalMilliseconds:0} ms: all births anew"));
            }
        }
        if (now >= nextSocketCheck)
        {
            nextSocketCheck = now + options.SocketCheckEvery;
            CountSocketsOnceItHasBegun();
        }
    }

    /// <summary>
    /// When the story is over and all is born; or when that takes too long, or the end is near and the rebirth must still be seen.
    /// </summary>
    private bool IsTimeToAsk(TimeSpan now) => Left(now) <= options.RebirthBeforeEnd
        || (story!.IsOver && (now - wholeAt >= options.RebirthAfter || IsLateFor(now)));

    private async Task AskForRebirthAsync(TimeSpan now)
    {
        askedAt = now;
        Tell(new StoryLine(StoryLine.Rebirth, StoryState.Happening, "the host asks the node to be born again"));
        await host.PublishAsync(
            CommandWriter.NodeTopic(DemoOptions.Group, DemoOptions.NodeName),
            CommandWriter.Rebirth(DateTime.UtcNow), CancellationToken.None);
    }

    private async Task EndAsync(bool isInterrupted)
    {
        if (!node.HasExited)
        {
            CountSocketsOnceItHasBegun();
            if (!isInterrupted)
            {
                screen.Say("ending the node (SIGTERM); waiting for its NDEATH");
            }
            node.AskToEnd();
            bool ended = await node.WaitForEndAsync(options.EndWithin);
            if (!ended)
            {
                reasons.Add($"the node did not end within {options.EndWithin.TotalSeconds:0} s of SIGTERM");
            }
            else if (node.ExitCode is not 0 && !OperatingSystem.IsWindows() && !options.IsInterrupted())
            {
                reasons.Add($"the node ended with exit status {node.ExitCode}");
            }
        }
        var deadline = Stopwatch.StartNew();
        do
        {
            Drain();
            screen.Refresh(running.Elapsed);
        }
        while (Node is { Online: true } && deadline.Elapsed < options.DeathWithin
            && await host.WaitAsync(Tick, CancellationToken.None));
    }

    private void Drain()
    {
        while (host.TryTake(out Received received))
        {
            screen.Show(model.Consume(received.Topic, received.Payload, received.Utc, received.Retained));
        }
    }

    /// <summary>
    /// The highest count stays: a listener that was open for a second is one. Before its first word the program has not begun (see <see cref="RuntimeSocket"/>).
    /// </summary>
    private void CountSocketsOnceItHasBegun()
    {
        if (node.HasBegun && ListenSockets.Supported && ListenSockets.Of(node.ProcessId) is { } found)
        {
            sockets = Math.Max(sockets ?? 0, found.Count);
        }
    }
}
