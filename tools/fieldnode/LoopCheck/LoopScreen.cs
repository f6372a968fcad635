using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>Lines; on a terminal also a line that lives, and a table at the end.</summary>
internal sealed class LoopScreen(TextWriter output, TextReader? input, bool isTerminal) : ILoopScreen
{
    private const string EraseLine = "\r\u001b[K";
    private bool hasLive;

    public void Say(string line)
    {
        Clear();
        output.WriteLine(SafeText.Of(line));
        output.Flush();
    }

    public void Live(string text)
    {
        if (!isTerminal)
        {
            return;
        }
        int width = Math.Max(20, AnsiConsole.Profile.Width - 1);
        string safe = SafeText.Of(text);
        output.Write(EraseLine + (safe.Length > width ? safe[..width] : safe));
        output.Flush();
        hasLive = true;
    }

    public async Task<string?> AskAsync(string question, CancellationToken cancellation)
    {
        Clear();
        if (input is null)
        {
            return null;
        }
        output.Write(SafeText.Of(question));
        output.Flush();
        // A console cannot be asked with a cancellation: the read is left behind, and ends with the process.
        Task<string?> line = Task.Run(input.ReadLine, CancellationToken.None);
        string? answer = await line.WaitAsync(cancellation);
        if (!isTerminal)
        {
            output.WriteLine();
        }
        return answer;
    }

    public void Table(LoopRecord record)
    {
        Clear();
        if (!isTerminal)
        {
            return; // each point had its line
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string head in new[] { "input", "expected", "at the host", "deviation", "quality", "reached", "verdict" })
        {
            table.AddColumn(head);
        }
        foreach (PointResult result in record.Points)
        {
            string[] cells =
            [
                result.Point.InputText,
                result.Point.IsFault ? QualityText.Of(0, (int)result.Point.Reason)
                    : $"{LoopPoint.Number(Math.Round(result.Point.Expected, 6))} {record.Unit}",
                result.Last?.Value is double value ? $"{LoopPoint.Number(value)} {record.Unit}" : "–",
                result.ErrorPercent(record.Span) is double error ? $"{error:+0.000;-0.000;0.000} %" : "–",
                result.Last is null ? "–" : QualityText.Of(result.Last.Quality, result.Last.Reason),
                result.ReachedMs is int ms ? $"{ms / 1000.0:0.0} s" : "–",
            ];
            table.AddRow([.. cells.Select(cell => Markup.Escape(SafeText.Of(cell))),
                result.Passed ? "[green]pass[/]" : "[red]FAIL[/]"]);
        }
        AnsiConsole.Write(table);
    }

    private void Clear()
    {
        if (hasLive)
        {
            output.Write(EraseLine);
            hasLive = false;
        }
    }
}
