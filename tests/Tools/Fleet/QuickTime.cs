namespace FieldNode.Tools.Tests;

/// <summary>A clock whose timers run a hundred times as fast, for what waits between two looks.</summary>
internal sealed class QuickTime : TimeProvider
{
    private const int Times = 100;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Quicker(dueTime), Quicker(period));

    private static TimeSpan Quicker(TimeSpan time) => time > TimeSpan.Zero ? time / Times : time;
}
