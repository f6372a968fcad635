using System.Diagnostics;
using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>
/// What a connection to a broker costs on this machine just now: TCP, TLS, CONNECT, SUBSCRIBE, over and over, beside the node that is
/// measured. A machine that is slow at this is slow at that, too.
/// </summary>
internal sealed class Yardstick
{
    private const int PauseMs = 150;
    private const int SleepMs = 10;

    private readonly CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task<TimeSpan> run;
    private readonly Thread sleeper;
    private TimeSpan overslept;

    public Yardstick(Stage stage)
    {
        run = Task.Run(() => RunAsync(stage));
        sleeper = new Thread(Sleep) { IsBackground = true };
        sleeper.Start();
    }

    /// <summary>Ends it.</summary>
    /// <returns>The longest connection, or the longest time by which a thread that asked for 10 ms overslept, if that is more.</returns>
    public async Task<TimeSpan> EndAsync()
    {
        await end.CancelAsync();
        TimeSpan longest = await run;
        sleeper.Join();
        end.Dispose();
        return longest > overslept ? longest : overslept;
    }

    // A machine may stand still between two connections, too.
    private void Sleep()
    {
        while (!end.IsCancellationRequested)
        {
            long started = Stopwatch.GetTimestamp();
            Thread.Sleep(SleepMs);
            TimeSpan over = Stopwatch.GetElapsedTime(started) - TimeSpan.FromMilliseconds(SleepMs);
            overslept = over > overslept ? over : overslept;
        }
    }

    private async Task<TimeSpan> RunAsync(Stage stage)
    {
        TimeSpan longest = TimeSpan.Zero;
        do
        {
            long started = Stopwatch.GetTimestamp();
            await using var link = new HostLink(stage.HostOptions());
            await link.ConnectAsync(TestContext.Current.CancellationToken);
            await link.SubscribeAsync(["spBv1.0/#"], TestContext.Current.CancellationToken);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
            await Task.Delay(PauseMs, CancellationToken.None);
        }
        while (!end.IsCancellationRequested);
        return longest;
    }
}
