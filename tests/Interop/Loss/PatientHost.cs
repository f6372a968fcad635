using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>A host that only listens, and comes back whenever its broker does. It counts which numbers it was given.</summary>
internal sealed class PatientHost : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource ending = new();
    private readonly NumberReader reader = new();
    private readonly HashSet<long> held = [];
    private readonly LinkOptions options;
    private readonly Task life;

    public PatientHost(Stage stage)
    {
        options = stage.HostOptions();
        life = Task.Run(LiveAsync);
    }

    /// <summary>After its end.</summary>
    public IReadOnlySet<long> Held => held;

    public async Task EndAsync()
    {
        await ending.CancelAsync();
        await life;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ending.Dispose();
    }

    private async Task LiveAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var link = new HostLink(options);
                await link.ConnectAsync(ending.Token);
                await link.SubscribeAsync(["spBv1.0/#"], ending.Token);
                while (await link.WaitAsync(Pause, ending.Token))
                {
                    while (link.TryTake(out Received received))
                    {
                        held.UnionWith(reader.Read(received.Topic, received.Payload).Select(sent => sent.Number));
                    }
                }
            }
            catch (Exception e) when (e is UserError or OperationCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }
}
