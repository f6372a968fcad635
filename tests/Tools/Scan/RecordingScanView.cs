using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

internal sealed class RecordingScanView : IScanView
{
    internal List<string> Lines { get; } = [];

    internal int Steps { get; private set; }

    public void Begin(string what, int steps) => Lines.Add($"{what}: {steps}");

    public void Step(int done) => Steps = done;

    public void Found(string line) => Lines.Add(line);
}
