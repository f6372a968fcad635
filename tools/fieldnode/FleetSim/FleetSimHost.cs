using FieldNode.Host;

namespace FieldNode.Cli.FleetSim;

/// <summary>One host that listens to the whole field, and comes back when the broker does.</summary>
internal sealed class FleetSimHost(LinkOptions link) : IAsyncDisposable
{
    private const int RetryMs = 50; // far below the shortest wait of a node, so that it mostly hears each birth
    private const int AtATime = 1000;

    private readonly Lock guard = new();
    private readonly CancellationTokenSource end = new();
    private Task listening = Task.CompletedTask;
    private volatile bool expectsEnd;

    internal SeqJudge Judge { get; } = new();

    /// <summary>The broker is about to end: the next loss of the link is no fault of the host's, and all nodes have to be born anew.</summary>
    internal bool ExpectsEnd
    {
        get => expectsEnd;
        set => expectsEnd = value;
    }

    /// <summary>How often its link was lost while the broker went on: this machine, or the host, was too slow.</summary>
    internal int Lost { get; private set; }

    /// <summary>Something of the judge, as it stands between two messages.</summary>
    internal T Of<T>(Func<SeqJudge, T> what)
    {
        lock (guard)
        {
            return what(Judge);
        }
    }

    internal async Task ConnectAsync(CancellationToken cancellation)
    {
        HostLink first = await OpenAsync(cancellation);
        listening = Task.Run(() => ListenAsync(first), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        end.Dispose();
    }

    private async Task<HostLink> OpenAsync(CancellationToken cancellation)
    {
        var host = new HostLink(link);
        try
        {
            await host.ConnectAsync(cancellation);
            await host.SubscribeAsync([$"{SparkplugTopic.Namespace}/{FleetSimOptions.Group}/#"], cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task ListenAsync(HostLink host)
    {
        while (!end.IsCancellationRequested)
        {
            await using (host)
            {
                while (await host.WaitAsync(TimeSpan.FromSeconds(1), end.Token))
                {
                    Drain(host);
                    await AskAsync(host);
                }
                while (!host.IsOver && !end.IsCancellationRequested)
                {
                    Drain(host);
                }
            }
            if (end.IsCancellationRequested)
            {
                return;
            }
            lock (guard)
            {
                Lost += expectsEnd ? 0 : 1;
                Judge.LinkLost(expectsEnd);
                expectsEnd = false;
            }
            host = await AgainAsync();
        }
    }

    private async Task<HostLink> AgainAsync()
    {
        while (true)
        {
            try
            {
                return await OpenAsync(end.Token);
            }
            catch (Exception e) when (e is UserError or OperationCanceledException && !end.IsCancellationRequested)
            {
                await Task.Delay(RetryMs);
            }
            catch (Exception) when (end.IsCancellationRequested)
            {
                return new HostLink(link); // never opened: the loop ends with it
            }
        }
    }

    /// <summary>A birth that passed before this link had subscribed is asked for.</summary>
    private async Task AskAsync(HostLink host)
    {
        while (Of(judge => judge.TryAsk(out SparkplugTopic? node) ? node : null) is { } node)
        {
            try
            {
                await host.PublishAsync(CommandWriter.NodeTopic(node.Group, node.Node), CommandWriter.Rebirth(DateTime.UtcNow), end.Token);
            }
            catch (Exception e) when (e is UserError or OperationCanceledException)
            {
                return; // the link is gone, which the loop sees next
            }
        }
    }

    private void Drain(HostLink host)
    {
        lock (guard)
        {
            for (int i = 0; i < AtATime && host.TryTake(out Received received); i++)
            {
                Judge.Take(received.Topic, received.Payload);
            }
        }
    }
}
