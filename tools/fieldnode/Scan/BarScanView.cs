using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>A bar for each stretch, and the findings as lines above them.</summary>
internal sealed class BarScanView(IAnsiConsole console, ProgressContext context) : IScanView
{
    private ProgressTask? task;

    /// <summary>Runs a scan under bars; it blocks until the scan is over.</summary>
    internal static T Run<T>(IAnsiConsole console, Func<IScanView, T> scan) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
            new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => scan(new BarScanView(console, context)));

    public void Begin(string what, int steps)
    {
        task?.StopTask();
        task = context.AddTask(Markup.Escape(what), maxValue: steps);
    }

    public void Step(int done) => task!.Value = done;

    /// <summary>One line each, over what the bar left there; the table at the end has the whole of it.</summary>
    public void Found(string line)
    {
        int width = Math.Max(20, console.Profile.Width - 1 - "found ".Length);
        string safe = SafeText.Of(line);
        console.MarkupLine("[green]found[/] " + Markup.Escape((safe.Length > width ? safe[..width] : safe).PadRight(width)));
    }
}
