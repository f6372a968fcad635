using FieldNode.Cli;
using FieldNode.Virtual;

namespace FieldNode.Interop.Tests;

/// <summary>A virtual node in this process, as the bench starts one.</summary>
internal sealed class RunningNode : INodeUnderTest
{
    private readonly CancellationTokenSource end = new();
    private readonly Task<int> life;

    public RunningNode(string settings, string state) => life = Task.Factory.StartNew(
        () => NodeRunner.Run(settings, state, Output, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public StringWriter Output { get; } = new();

    public int ProcessId => int.MaxValue;

    public bool HasBegun => true;

    public bool HasExited => life.IsCompleted;

    public int? ExitCode => life.IsCompletedSuccessfully ? life.Result : null;

    public void AskToEnd() => end.Cancel();

    public async Task<bool> WaitForEndAsync(TimeSpan longest) => await Task.WhenAny(life, Task.Delay(longest)) == life;

    public void Dispose() => end.Cancel();
}
