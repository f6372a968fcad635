using System.Diagnostics;

namespace FieldNode.PurdueLab;

/// <summary>Waits for what other processes do.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until it is so; false if the time is over.</summary>
    internal static async Task<bool> UntilAsync(Func<Task<bool>> isSo, double seconds, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(began).TotalSeconds >= seconds)
            {
                return false;
            }
            await Task.Delay(Tick, cancellation);
        }
        return true;
    }

    internal static Task<bool> UntilAsync(Func<bool> isSo, double seconds, CancellationToken cancellation) =>
        UntilAsync(() => Task.FromResult(isSo()), seconds, cancellation);

    /// <summary>Waits until it is so.</summary>
    /// <exception cref="LabError">It does not come.</exception>
    internal static async Task MustAsync(Func<Task<bool>> isSo, double seconds, Func<string> what, CancellationToken cancellation)
    {
        if (!await UntilAsync(isSo, seconds, cancellation))
        {
            throw new LabError($"waited {seconds:0} s in vain for {what()}");
        }
    }
}
