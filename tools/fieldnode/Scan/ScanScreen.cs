using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>How a scan speaks: bars and tables on a terminal, lines into files, one JSON object to a script.</summary>
internal sealed class ScanScreen(TextWriter output, bool isJson)
{
    private readonly bool isTerminal = !isJson && output == Console.Out && !Console.IsOutputRedirected;

    internal void Say(string line)
    {
        if (!isJson)
        {
            output.WriteLine(SafeText.Of(line));
            output.Flush();
        }
    }

    internal T Run<T>(Func<IScanView, T> scan) => isTerminal
        ? BarScanView.Run(AnsiConsole.Console, scan)
        : scan(isJson ? new SilentScanView() : new LineScanView(output));

    /// <summary>A table on a terminal; files and pipes had the findings as lines when they came.</summary>
    internal void Show(string[] columns, IEnumerable<string[]> rows)
    {
        if (!isTerminal)
        {
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }
        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(SafeText.Of(cell)))]);
        }
        if (table.Rows.Count > 0)
        {
            AnsiConsole.Write(table);
        }
    }

    internal void Object(object whole)
    {
        if (isJson)
        {
            output.WriteLine(System.Text.Json.JsonSerializer.Serialize(whole));
        }
    }
}
