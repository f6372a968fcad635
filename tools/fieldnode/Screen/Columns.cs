using Spectre.Console;

namespace FieldNode.Cli;

/// <summary>Rows for a person: a table in a terminal, plain aligned lines where the output is redirected.</summary>
internal static class Columns
{
    internal static void Write(TextWriter output, string[] headings, IReadOnlyList<string[]> rows)
    {
        var safe = rows.Select(row => row.Select(SafeText.Of).ToArray()).ToList();
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            var table = new Table().Border(TableBorder.Rounded);
            table.AddColumns(headings.Select(Markup.Escape).ToArray());
            safe.ForEach(row => table.AddRow(row.Select(Markup.Escape).ToArray()));
            AnsiConsole.Write(table);
            return;
        }
        int[] widths = [.. headings.Select((heading, i) => safe.Select(row => row[i].Length).Append(heading.Length).Max())];
        foreach (var row in safe.Prepend(headings))
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
