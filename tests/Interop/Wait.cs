using System.Diagnostics;

namespace FieldNode.Interop.Tests;

/// <summary>Polls for a condition; real peers have no virtual clock.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> condition, double seconds, Func<string> what)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds)
            {
                Assert.Fail($"waited {seconds} s for {what()}");
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same without a pause, for what is over in an instant; does not fail when the time is up.</summary>
    public static async Task UntilBusyAsync(Func<bool> condition, double seconds)
    {
        long started = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
