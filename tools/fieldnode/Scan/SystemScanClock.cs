namespace FieldNode.Cli;

internal sealed class SystemScanClock : IScanClock
{
    public long NowMs => Environment.TickCount64;

    public void Pause() => Thread.Sleep(1);
}
