namespace FieldNode.Cli;

/// <summary>Shows nothing: a script waits for the one object at the end.</summary>
internal sealed class SilentScanView : IScanView
{
    public void Begin(string what, int steps)
    {
    }

    public void Step(int done)
    {
    }

    public void Found(string line)
    {
    }
}
