using System.Diagnostics;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Watches a node from its first birth to its death, as a strict host does, and asks for one rebirth in between.
/// Broker, plant and node are made by <see cref="DemoStage"/>.
/// </summary>
/// <param name="devices">Those that must be born before the node counts as whole.</param>
internal sealed class Demo(
    DemoOptions options, HostLink host, INodeUnderTest node, IDemoScreen screen, IReadOnlyCollection<string> devices)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly HostModel model = new();
    private readonly List<string> reasons = [];
    private readonly Stopwatch running = Stopwatch.StartNew();
    private int? sockets;
    private TimeSpan nextSocketCheck;
    private TimeSpan? nodeBornAt;
    private TimeSpan? wholeAt;
    private TimeSpan? askedAt;
    private bool waitingSaid;
    private bool answered;

    internal async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        await screen.RunAsync(model, async () =>
        {
            await WatchAsync(cancellation);
            await EndAsync();
        });
        if (IsLateFor(running.Elapsed) && Unborn.Any())
        {
            reasons.Add("not born: " + string.Join(", ", Unborn));
        }
        return DemoOutcome.Of(model, Node, sockets, reasons, cancellation.IsCancellationRequested && askedAt is null) with { Unborn = [.. Unborn] };
    }

    private EdgeNode? Node => model.Find(DemoOptions.Group, DemoOptions.NodeName);

    /// <summary>Devices that never came. A part that measures every 5 s has its first value after that time only.</summary>
    private IEnumerable<string> Unborn => devices.Where(name => Node?.FindDevice(name) is null);

    private bool IsLateFor(TimeSpan now) => nodeBornAt is TimeSpan at && now - at >= options.DevicesWithin;

    private async Task WatchAsync(CancellationToken cancellation)
    {
        screen.Say("waiting for the first birth");
        while (!cancellation.IsCancellationRequested && !(running.Elapsed >= options.Duration))
        {
            bool linked = await host.WaitAsync(Tick, CancellationToken.None);
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
        if (node.ExitCode == 0)
        {
            await Task.WhenAny(Task.Delay(Tick, cancellation), Task.Delay(Tick, CancellationToken.None));
        }
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
            wholeAt ??= devices.All(name => born.FindDevice(name) is { Online: true }) ? now : null;
            if (askedAt is null && IsTimeToAsk(now))
            {
                await AskForRebirthAsync(now);
            }
            else if (!waitingSaid && wholeAt is null && now - nodeBornAt >= options.RebirthAfter && Unborn.Any())
            {
                waitingSaid = true;
                screen.Say("waiting for the first values of " + string.Join(", ", Unborn));
            }
            if (!answered && askedAt is not null && born.Rebirths > 0)
            {
                answered = true;
                screen.Say($"rebirth answered after {(now - askedAt.Value).TotalMilliseconds:0} ms");
            }
        }
        if (now >= nextSocketCheck && node.HasBegun) // before its first word the program has not begun
        {
            nextSocketCheck = now + options.SocketCheckEvery;
            CountSockets();
        }
    }

    /// <summary>When all is born; or when it takes too long, or the end is near and the rebirth must still be seen.</summary>
    private bool IsTimeToAsk(TimeSpan now) =>
        now - wholeAt >= options.RebirthAfter || IsLateFor(now) || options.Duration - now <= options.RebirthBeforeEnd;

    private async Task AskForRebirthAsync(TimeSpan now)
    {
        askedAt = now;
        screen.Say("asking for a rebirth");
        await host.PublishAsync(
            CommandWriter.NodeTopic(DemoOptions.Group, DemoOptions.NodeName),
            CommandWriter.Rebirth(DateTime.UtcNow), CancellationToken.None);
    }

    private async Task EndAsync()
    {
        if (!node.HasExited)
        {
            CountSockets();
            screen.Say("ending the node (SIGTERM); waiting for its NDEATH");
            node.AskToEnd();
            bool ended = await node.WaitForEndAsync(options.EndWithin);
            if (!ended)
            {
                reasons.Add($"the node did not end within {options.EndWithin.TotalSeconds:0} s of SIGTERM");
            }
            else if (node.ExitCode is not 0 && !OperatingSystem.IsWindows())
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

    /// <summary>The highest count stays: a listener that was open for a second is one.</summary>
    private void CountSockets()
    {
        if (ListenSockets.Supported && ListenSockets.Of(node.ProcessId) is { } found)
        {
            sockets = Math.Max(sockets ?? 0, found.Count);
        }
    }
}
