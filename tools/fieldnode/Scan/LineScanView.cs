namespace FieldNode.Cli;

/// <summary>A line for each stretch and each finding: for files and pipes.</summary>
internal sealed class LineScanView(TextWriter output) : IScanView
{
    public void Begin(string what, int steps) => output.WriteLine($"{what}: {steps} addresses");

    public void Step(int done)
    {
        // A bar moves on a screen; a file needs none.
    }

    public void Found(string line) => output.WriteLine("  " + SafeText.Of(line));
}
