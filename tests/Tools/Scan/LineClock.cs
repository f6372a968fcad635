using FieldNode.Cli;
using FieldNode.Virtual.Serial;

namespace FieldNode.Tools.Tests;

/// <summary>The clock of a line in memory.</summary>
internal sealed class LineClock(MemoryLine line) : IScanClock
{
    public long NowMs => line.NowMs;

    public void Pause() => line.Advance(1000);
}
