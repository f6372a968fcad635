namespace FieldNode.Interop.Tests;

/// <summary>A broker that is a program, which belongs to the stage.</summary>
/// <param name="start">Starts it and waits until it takes connections.</param>
internal sealed class ProcessBroker(Func<Task<PeerProcess>> start) : IBroker
{
    private PeerProcess? process;

    public string Output => process?.Output ?? "";

    public async Task StartAsync() => process = await start();

    public Task KillAsync()
    {
        process?.Kill();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // The stage ends what it owns.
    }
}
