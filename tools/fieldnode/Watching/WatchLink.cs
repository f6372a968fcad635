namespace FieldNode.Cli;

/// <summary>The link of a watch: what fails at first is told at once, what is lost later comes back by itself, at longer and longer intervals.</summary>
/// <param name="optional">What the broker may refuse us, or null.</param>
/// <param name="news">Is told what happens to the link, in words.</param>
internal sealed class WatchLink(LinkOptions options, string[] filters, string? optional, Action<string> news) : IAsyncDisposable
{
    private const int FirstMs = 1_000;
    private const int LongestMs = 30_000;

    private HostLink? host;
    private Task<HostLink>? attempt;
    private long dueMs;
    private int backoffMs = FirstMs;

    /// <summary>The link was lost at least once: what was said meanwhile was not heard.</summary>
    internal bool WasLost { get; private set; }

    /// <summary>Why there is no link now; null while there is one.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>The broker has refused the optional filter; it is not asked for it again.</summary>
    internal bool IsOptionalRefused { get; private set; }

    internal async Task OpenAsync(CancellationToken cancellation) => host = await ConnectAsync(cancellation);

    /// <summary>Waits for a message, at most so long. False: it is over.</summary>
    internal async Task<bool> WaitAsync(TimeSpan longest, CancellationToken end)
    {
        if (host is not null)
        {
            await host.WaitAsync(longest, end);
        }
        else
        {
            await Task.WhenAny(Task.Delay(longest, end));
        }
        return !end.IsCancellationRequested;
    }

    internal bool TryTake(out Received received)
    {
        received = default;
        return host?.TryTake(out received) == true;
    }

    /// <summary>Looks after the link; to be called again and again.</summary>
    /// <returns>True if it was lost just now.</returns>
    internal async Task<bool> StepAsync(long nowMs, CancellationToken end)
    {
        if (host is { IsOver: true, Lost: string reason })
        {
            await host.DisposeAsync();
            host = null;
            WasLost = true;
            backoffMs = FirstMs;
            Postpone($"connection to {options.Host}:{options.Port} lost: {reason}", nowMs);
            return true;
        }
        if (host is null && attempt is null && nowMs >= dueMs)
        {
            attempt = ConnectAsync(end);
        }
        if (attempt is { IsCompleted: true } done)
        {
            attempt = null;
            if (done.IsCompletedSuccessfully)
            {
                host = done.Result;
                Trouble = null;
                news($"connected to {options.Host}:{options.Port} again");
            }
            else if (!end.IsCancellationRequested)
            {
                Postpone(done.Exception?.GetBaseException().Message ?? "no answer", nowMs);
            }
        }
        return false;
    }

    /// <summary>False: the link was lost over it, which its next step tells, or it is over.</summary>
    internal async Task<bool> TryPublishAsync(string topic, byte[] payload, CancellationToken end)
    {
        try
        {
            await (host?.PublishAsync(topic, payload, end) ?? Task.CompletedTask);
            return host is not null;
        }
        catch (Exception failure) when (failure is UserError || (failure is OperationCanceledException && end.IsCancellationRequested))
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (attempt is not null)
        {
            try
            {
                host = await attempt;
            }
            catch (Exception failure) when (failure is UserError or OperationCanceledException)
            {
                // It was not to be.
            }
        }
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private void Postpone(string why, long nowMs)
    {
        dueMs = nowMs + backoffMs;
        Trouble = $"{why}{(why.EndsWith('?') ? "" : ";")} next attempt in {backoffMs / 1000} s";
        news(Trouble);
        backoffMs = Math.Min(LongestMs, 2 * backoffMs);
    }

    private async Task<HostLink> ConnectAsync(CancellationToken cancellation)
    {
        var made = new HostLink(options);
        try
        {
            await made.ConnectAsync(cancellation);
            await made.SubscribeAsync(filters, cancellation);
            IsOptionalRefused = IsOptionalRefused || (optional is not null && !await made.TrySubscribeAsync(optional, cancellation));
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }
}
