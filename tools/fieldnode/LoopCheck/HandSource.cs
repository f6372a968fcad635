namespace FieldNode.Cli;

/// <summary>A technician with a loop calibrator. With <c>--yes</c> nobody is asked: the point is waited for.</summary>
internal sealed class HandSource(ILoopScreen screen, bool asks) : ILoopSource
{
    public string Description => "by hand";

    public bool IsByHand => asks;

    public async Task SetAsync(LoopPoint point, string place, CancellationToken cancellation)
    {
        string what = point is { Input: 0, IsRaw: false }
            ? "open the loop (pull a wire)"
            : "inject " + point.InputText;
        if (!asks)
        {
            screen.Say($"{place}: {what} now");
            return;
        }
        if (await screen.AskAsync($"{place}: {what}, then press Enter ", cancellation) is null)
        {
            throw new UserError("nobody is there to press Enter: give --yes, or --drive", ExitStatus.Usage);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
