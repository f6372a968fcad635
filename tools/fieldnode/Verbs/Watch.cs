using System.Diagnostics;
using FieldNode.Host;
using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>
/// Connects, shows what comes, and ends on time, on Ctrl-C, or with one line when the connection is lost.
/// </summary>
internal sealed class Watch(LinkOptions link, WatchOptions options, TextWriter output, TextWriter error)
{
    private const string LegacyStates = "STATE/#";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly HostModel model = new(new HostOptions { JoinsLate = true });
    private readonly List<(string Host, Task<bool> IsMissing)> proofs = [];
    private readonly WatchConformance? conformance = options.Conform ? new WatchConformance() : null;

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var host = new HostLink(link);
        await host.ConnectAsync(cancellation);
        await host.SubscribeAsync(Filters(), cancellation);
        if (options.Legacy && !await host.TrySubscribeAsync(LegacyStates, cancellation))
        {
            error.WriteLine($"fieldnode watch: no right to subscribe to {LegacyStates}: hosts of version 2.2 are not seen (--no-legacy asks for none)");
        }
        if (options.Rebirth is RebirthTarget target)
        {
            await host.PublishAsync(
                CommandWriter.NodeTopic(target.Group, target.Node),
                CommandWriter.Rebirth(DateTime.UtcNow),
                cancellation);
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Duration is TimeSpan duration)
        {
            end.CancelAfter(duration);
        }
        if (options.Json || Console.IsOutputRedirected || output != Console.Out)
        {
            await LinesAsync(host, end.Token);
        }
        else
        {
            await TableAsync(host, end.Token);
        }
        return Close(host);
    }

    private string[] Filters() => options.Group is null
        ? [SparkplugTopic.Namespace + "/#"]
        : [$"{SparkplugTopic.Namespace}/{options.Group}/#", SparkplugTopic.Namespace + "/STATE/#"];

    private async Task LinesAsync(HostLink host, CancellationToken end)
    {
        while (await host.WaitAsync(Tick, end))
        {
            Drain(host, message =>
            {
                output.WriteLine(options.Json ? MessageJson.Of(message) : MessageLine.Of(message));
                WriteBroken();
            });
            WriteBroken(); // what did not come in time
            foreach (Finding finding in ProveStates(end))
            {
                output.WriteLine(options.Json ? MessageJson.Of(finding) : MessageLine.Of(finding));
            }
            output.Flush();
        }
    }

    private async Task TableAsync(HostLink host, CancellationToken end)
    {
        var screen =
            new HostScreen(AnsiConsole.Console, $"fieldnode watch   {link.Host}:{link.Port}", "Ctrl-C ends it");
        long started = Stopwatch.GetTimestamp();
        await screen.RunAsync(model, async refresh =>
        {
            while (await host.WaitAsync(Tick, end))
            {
                Drain(host, _ => { });
                ProveStates(end); // the model keeps what was found, and the table shows it
                refresh(new ScreenStatus(Stopwatch.GetElapsedTime(started), BrokenNote() ?? LateNote()));
            }
        });
    }

    /// <summary>What a table without values means, and what to do; null once all nodes are known.</summary>
    private string? LateNote() => model.Nodes.FirstOrDefault(node => !node.WasBorn && node.Counts.Data > 0) is { } late
        ? $"{late.Group}/{late.Name} was born before: its values come with its next birth; to ask for it: --rebirth {late.Group}/{late.Name}"
        : null;

    private void Drain(HostLink host, Action<HostMessage> show)
    {
        while (host.TryTake(out Received received))
        {
            conformance?.Take(received);
            show(model.Consume(received.Topic, received.Payload, received.Utc, received.Retained));
        }
        conformance?.Passed(DateTime.UtcNow);
    }

    /// <summary>
    /// Whether the broker keeps a host's STATE shows only to one who subscribes after it was said: so that is done, on a connection of its own and
    /// beside the watch.
    /// </summary>
    /// <returns>What is found out by now.</returns>
    private List<Finding> ProveStates(CancellationToken end)
    {
        foreach (string host in model.TakeHostsToProve())
        {
            proofs.Add((host, KeptState.IsMissingAsync(link, host, end)));
        }
        var found = new List<Finding>();
        foreach ((string host, Task<bool> isMissing) in proofs.Where(proof => proof.IsMissing.IsCompleted).ToArray())
        {
            if (isMissing.Result)
            {
                found.Add(model.NothingKept(host, DateTime.UtcNow));
            }
            proofs.Remove((host, isMissing));
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

    /// <summary>What was broken last, for the one line that a table has for it.</summary>
    private string? BrokenNote() => conformance is { Broken.Count: > 0 } ? ConformLine.Of(conformance.Broken[^1], json: false) : null;

    /// <summary>What a table had no room for, and the totals.</summary>
    private void WriteTotals()
    {
        WriteBroken();
        foreach (ConformTotal total in conformance?.Totals() ?? [])
        {
            output.WriteLine(ConformLine.Of(total, options.Json));
        }
        output.Flush();
    }

    private int Close(HostLink host)
    {
        WriteTotals();
        if (host.Lost is string reason)
        {
            error.WriteLine($"fieldnode watch: {SafeText.Of($"connection to {link.Host}:{link.Port} lost: {reason}")}");
            return ExitStatus.Wrong;
        }
        return model.Faults == 0 && model.HostTroubles == 0 && conformance?.IsOk != false ? ExitStatus.Ok : ExitStatus.Wrong;
    }
}
