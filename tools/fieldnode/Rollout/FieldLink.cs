using System.Diagnostics;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Cli.Rollouts;

/// <summary>A roll-out's connection to the broker. It comes back for as long as it takes, and its clock stands still while it is away: no node may be judged by a silence that is ours.</summary>
internal sealed class FieldLink(LinkOptions options, FieldSight field, RolloutScreen screen) : IAsyncDisposable
{
    private const int TickMs = 100;
    private const int BackoffMaxMs = 10_000;
    private const int ShortMs = 10_000; // a session that is lost within so long, several times, is somebody else's doing
    private const int ShortMax = 3;

    private readonly Stopwatch clock = new();
    private HostLink? host;
    private long connectedMs;
    private int shortSessions;

    /// <summary>Time in ms for which the link stood.</summary>
    internal long NowMs => clock.ElapsedMilliseconds;

    internal async Task ConnectAsync(CancellationToken cancellation)
    {
        var made = new HostLink(options);
        try
        {
            await made.ConnectAsync(cancellation);
            await made.SubscribeAsync(field.Filters, cancellation);
            await made.TrySubscribeAsync(field.CommandFilter, cancellation);
            host = made;
            clock.Start();
            connectedMs = NowMs;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes what came, and waits a moment for it.</summary>
    /// <returns>False: the link was lost, and is back.</returns>
    internal async Task<bool> HearAsync(bool isPlan, CancellationToken cancellation)
    {
        bool isUp = await host!.WaitAsync(TimeSpan.FromMilliseconds(TickMs), cancellation) && host.Lost is null;
        while (host.TryTake(out Received received))
        {
            field.Hear(received);
        }
        cancellation.ThrowIfCancellationRequested();
        if (!isUp && host.Lost is not null)
        {
            await ReconnectAsync(isPlan, cancellation);
            return false;
        }
        return true;
    }

    internal async Task SendAsync(IEnumerable<Outgoing> commands, CancellationToken cancellation)
    {
        try
        {
            foreach (Outgoing command in commands)
            {
                await host!.PublishAsync(CommandWriter.DeviceTopic(field.Group, command.Node, UpdateSettings.Device), command.Payload, cancellation);
            }
        }
        catch (UserError) when (!cancellation.IsCancellationRequested)
        {
            // Lost meanwhile: the next look at it says so, and each dialog sends again what its node asks for.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private async Task ReconnectAsync(bool isPlan, CancellationToken cancellation)
    {
        clock.Stop();
        shortSessions = NowMs - connectedMs < ShortMs ? shortSessions + 1 : 0;
        string hint = shortSessions < ShortMax ? "" : ". It ends each session within seconds: does another program use this certificate?";
        screen.Say("link", $"link: lost ({host!.Lost}); coming back{hint}", ("why", host.Lost));
        if (isPlan && shortSessions >= ShortMax)
        {
            throw new UserError($"the broker ends each session within seconds ({host.Lost}). Another program, or another desk, uses this certificate: end it, or use a certificate of your own");
        }
        await host.DisposeAsync();
        host = null;
        for (int backoffMs = 500; host is null; backoffMs = Math.Min(BackoffMaxMs, 2 * backoffMs))
        {
            await Task.Delay(backoffMs, cancellation);
            try
            {
                await ConnectAsync(cancellation);
            }
            catch (UserError) when (!cancellation.IsCancellationRequested)
            {
                // Still away.
            }
        }
        screen.Say("link", "link: back");
    }
}
