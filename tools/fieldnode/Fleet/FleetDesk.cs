using FieldNode.Cli.Fleet.Page;
using FieldNode.Cli.Rollouts;
using FieldNode.Host;
using Spectre.Console;

namespace FieldNode.Cli.Fleet;

/// <summary>
/// The desk at work: it listens, judges each second, keeps what it has seen, and shows it. It publishes nothing, but with <c>--ask</c> requests for births.
/// </summary>
internal sealed class FleetDesk(LinkOptions link, FleetOptions options, TextWriter output, TextWriter error) : IAsyncDisposable
{
    private const int BatchMs = 50; // of messages taken in a row: then whoever waits for the page has a turn, also while 10,000 nodes are born at once
    private const long JudgeMs = 1_000;
    private const long RolloutMs = 5_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OnceTime = TimeSpan.FromSeconds(15);

    private FleetKeeper? keeper;
    private WatchLink? host;
    private WatchAsks? asks;
    private long judgedMs;
    private bool isScreen;
    private long changes;
    private long messagesSeen = -1;
    private long rolloutsMs = -RolloutMs;

    /// <summary>Whoever looks at the model or the store from another thread holds it.</summary>
    internal Lock Gate { get; } = new();

    internal FleetModel Model { get; } = new(options.Limits);

    internal FleetAlerts? Alerts { get; private set; }

    internal string Broker { get; } = $"{link.Host}:{link.Port}";

    internal FleetOptions Options { get; } = options;

    /// <summary>Rises whenever there is something new to see.</summary>
    internal long Changes => Interlocked.Read(ref changes);

    /// <summary>As their files have them.</summary>
    internal IReadOnlyList<FleetRollout> Rollouts { get; private set; } = [];

    /// <summary>What is wrong with the desk itself, or null.</summary>
    internal string? Trouble => host?.Trouble ?? keeper?.Trouble;

    internal IReadOnlyList<FleetEvent> EventsOf(FleetNode node) => keeper!.EventsOf(node);

    /// <summary>Opens the store, and takes what it knows.</summary>
    internal void OpenStore()
    {
        FleetStore store = FleetStore.Open(Options.Store ?? FleetStore.DefaultPath(Broker), Broker);
        keeper = new FleetKeeper(store, Say);
        Model.Restore(store.Nodes(), DateTime.UtcNow);
        Alerts = Options.Alerts ? new FleetAlerts(Options.Limits, store, Options.Json, Write) : null;
    }

    /// <summary>Opens the store, and connects.</summary>
    internal async Task OpenAsync(CancellationToken cancellation)
    {
        OpenStore();
        host = new WatchLink(link, Filters(), null, Say);
        asks = new WatchAsks(Model.Host, isQuiet: !Options.Ask);
        await host.OpenAsync(cancellation);
        Model.LinkUp(NowMs);
    }

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if ((Options.Duration ?? (Options.Once ? OnceTime : null)) is { } duration)
        {
            end.CancelAfter(duration);
        }
        await using PageServer? page = Options.Page is { } port ? await PageServer.StartAsync(this, port, cancellation) : null;
        if (page is not null)
        {
            error.WriteLine($"fieldnode fleet: the page is at {page.Address} (this machine only)");
        }
        isScreen = page is null && !Options.Json && !Options.Once && !Options.Alerts && !Console.IsOutputRedirected && output == Console.Out;
        await (isScreen ? ScreenAsync(end.Token) : LinesAsync(end.Token));
        return Close();
    }

    public async ValueTask DisposeAsync()
    {
        await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        keeper?.Dispose();
    }

    private static long NowMs => Environment.TickCount64;

    /// <summary>What nodes publish, and no commands: what others write to them, updates above all, is not ours to carry.</summary>
    private string[] Filters() =>
    [
        .. from @group in Options.Groups.DefaultIfEmpty("+")
           from kind in Pki.PkiRights.NodeMessages
           select $"{SparkplugTopic.Namespace}/{@group}/{kind.Type}/+{(kind.OfDevice ? "/+" : "")}",
    ];

    private async Task LinesAsync(CancellationToken end)
    {
        while (await StepAsync(end))
        {
            // What there is to say is said as it happens.
        }
    }

    private Task ScreenAsync(CancellationToken end)
    {
        bool hasKeys = !Console.IsInputRedirected;
        var view = new FleetView(Options.Filter, Options.Sort);
        var screen = new FleetScreen(AnsiConsole.Console, $"fieldnode fleet   {Broker}", view, hasKeys);
        return screen.RunAsync(() => utc =>
        {
            lock (Gate)
            {
                return screen.Build(Model, Trouble, utc);
            }
        }, async refresh =>
        {
            while (!view.WantsEnd && await StepAsync(end))
            {
                bool isPressed = false;
                while (hasKeys && Console.KeyAvailable)
                {
                    screen.Take(Console.ReadKey(intercept: true));
                    isPressed = true;
                }
                refresh(isPressed);
            }
        });
    }

    private async Task<bool> StepAsync(CancellationToken end)
    {
        bool goesOn = await host!.WaitAsync(Tick, end);
        lock (Gate)
        {
            for (long beganMs = NowMs; NowMs - beganMs < BatchMs && host.TryTake(out Received received);)
            {
                asks!.Take(Model.Take(received, NowMs));
            }
            Judge(force: false);
        }
        if (!goesOn)
        {
            return false;
        }
        if (await host.StepAsync(NowMs, end))
        {
            lock (Gate)
            {
                Model.LinkLost();
                asks!.LinkLost();
            }
        }
        else if (host.Trouble is null && !Model.IsHearing)
        {
            lock (Gate)
            {
                Model.LinkUp(NowMs);
            }
        }
        await AskAsync(end);
        return true;
    }

    private async Task AskAsync(CancellationToken end)
    {
        if (host!.Trouble is null && asks!.Next(NowMs) is { } target)
        {
            await host.TryPublishAsync(CommandWriter.NodeTopic(target.Group, target.Node), CommandWriter.Rebirth(DateTime.UtcNow), end);
        }
        foreach (string words in asks!.TakeUnanswered(NowMs))
        {
            Say(words);
        }
    }

    /// <summary>Judges each node once a second, tells what happened, and keeps it.</summary>
    internal void Judge(bool force)
    {
        long now = NowMs;
        if (!force && now - judgedMs < JudgeMs)
        {
            if (keeper!.IsUnderWay)
            {
                keeper.Save(Model, now, force: false, Alerts?.Trouble);
            }
            return;
        }
        judgedMs = now;
        DateTime utc = DateTime.UtcNow;
        if (now - rolloutsMs >= RolloutMs && Options.Rollouts.Count > 0)
        {
            rolloutsMs = now;
            TakeRollouts([.. Options.Rollouts.Select(FleetRollout.Read)]);
        }
        Model.Step(now, utc);
        foreach (FleetEvent happened in Model.TakeEvents())
        {
            keeper!.Add(happened);
            if (!isScreen && !Options.Once && !Options.Alerts)
            {
                Write(Options.Json ? FleetJson.Of(happened) : FleetRow.Line(happened));
            }
        }
        if (Model.TakeUntold() is > 0 and var untold)
        {
            Say($"{untold} events came at once beyond what this desk can hold, and are not told: the table and the page show how the nodes are");
        }
        Alerts?.Step(Model, now, utc);
        bool isNews = Model.Host.Messages != messagesSeen || keeper!.HasNews; // before it is kept
        keeper!.Save(Model, now, force, Alerts?.Trouble);
        if (isNews)
        {
            messagesSeen = Model.Host.Messages;
            Interlocked.Increment(ref changes);
        }
    }

    /// <summary>What the newest roll-out of firmware brought to a node is what the node should claim; of one that is still at it, or does not know, nothing is held against it.</summary>
    internal void TakeRollouts(IReadOnlyList<FleetRollout> rollouts)
    {
        Rollouts = rollouts;
        foreach (FleetNode node in Model.Nodes)
        {
            node.Expected = null;
        }
        foreach (RolloutState rollout in rollouts.Select(one => one.State).OfType<RolloutState>().Where(one => one.Bundle.Firmware).OrderBy(one => one.Started))
        {
            foreach (RolloutNode node in rollout.Nodes)
            {
                if (Model.Find(rollout.Group, node.Name) is { } known)
                {
                    known.Expected = node.Status switch
                    {
                        NodeStatus.Updated => rollout.Bundle.Version,
                        NodeStatus.Running or NodeStatus.Unclear or NodeStatus.Bricked => null,
                        _ => known.Expected,
                    };
                }
            }
        }
    }

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }

    private void Say(string words)
    {
        if (!isScreen)
        {
            error.WriteLine("fieldnode fleet: " + SafeText.Of(words));
        }
    }

    /// <summary>Judges and keeps for the last time, however it came to its end, and says how it stands.</summary>
    internal int Close()
    {
        lock (Gate)
        {
            Judge(force: true);
            return Sum();
        }
    }

    private int Sum()
    {
        DateTime utc = DateTime.UtcNow;
        IReadOnlyList<FleetNode> shown = FleetList.Of(Model, Options.Filter, Options.Sort, utc, endsWithin: Options.EndsWithin);
        if (Options.Once && !Options.Alerts)
        {
            foreach (FleetNode node in shown)
            {
                Write(Options.Json ? FleetJson.Of(node, utc) : FleetRow.Line(node, utc));
            }
        }
        int Count(FleetState state) => shown.Count(node => node.State == state);
        if (!Options.Json && !Options.Alerts)
        {
            Write($"fleet: nodes={shown.Count} good={Count(FleetState.Good)} bad={Count(FleetState.Bad)} gone={Count(FleetState.Gone)} old={Count(FleetState.Old)}");
        }
        if (Options.EndsWithin is not null && Model.Nodes.Where(node => node.Facts.DaysLeft(utc) is null).Select(node => node.Path).ToArray() is { Length: > 0 } unknown)
        {
            Say($"when the certificate ends was not said by {string.Join(", ", unknown)}: --ask requests their births; fieldnode pki list has what the site issued");
        }
        bool isWrong = Alerts is not null ? Alerts.Standing.Any() : Options.EndsWithin is not null ? shown.Count > 0 : Count(FleetState.Bad) + Count(FleetState.Gone) > 0;
        return isWrong || keeper?.Trouble is not null ? ExitStatus.Wrong : ExitStatus.Ok;
    }
}
