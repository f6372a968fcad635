using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace FieldNode.Cli.Import;

/// <summary>A CSV file (RFC 4180) as rows of cells, with the line that each row begins on.</summary>
internal sealed class MapTable
{
    private const int LinesForSeparator = 20;

    private MapTable(char separator, IReadOnlyList<(int Line, string[] Cells)> rows)
    {
        Separator = separator;
        Rows = rows;
    }

    /// <summary>Separator of the columns.</summary>
    internal char Separator { get; }

    /// <summary>Rows that have any content.</summary>
    internal IReadOnlyList<(int Line, string[] Cells)> Rows { get; }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="separator">Null: the one of <c>; , tab |</c> that divides the first lines into most columns.</param>
    internal static MapTable Parse(string text, char? separator)
    {
        char used = separator ?? SeparatorOf(text);
        return new MapTable(used, [.. Read(text, used).Where(row => row.Cells.Any(cell => cell.Length > 0))]);
    }

    private static IEnumerable<(int Line, string[] Cells)> Read(string text, char separator)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(), BadDataFound = null, TrimOptions = TrimOptions.Trim, IgnoreBlankLines = true,
            Mode = CsvMode.RFC4180,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        while (parser.Read())
        {
            string[] cells = parser.Record ?? [];
            // The parser has read to the end of the row; line breaks inside of quotes belong to it.
            int first = parser.RawRow - cells.Sum(cell => cell.ReplaceLineEndings("\n").Count(c => c == '\n'));
            yield return (first, [.. cells.Select(cell => Unmarked(cell.ReplaceLineEndings(" ").Trim()))]);
        }
    }

    // **1353** and `voltage` of a table in Markdown; not *10
    private static string Unmarked(string cell)
    {
        string mark = cell.StartsWith("**", StringComparison.Ordinal) ? "**" : cell.StartsWith('`') ? "`" : "";
        return mark.Length > 0 && cell.Length > 2 * mark.Length && cell.EndsWith(mark, StringComparison.Ordinal) ? cell[mark.Length..^mark.Length].Trim() : cell;
    }

    // The separator with which most rows have the same, largest number of columns. In ties ';' is before ',' : a comma may be a decimal one.
    private static char SeparatorOf(string text)
    {
        string start = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Take(LinesForSeparator));
        return new[] { '\t', ';', '|', ',' }.MaxBy(candidate =>
        {
            var widths = Read(start, candidate).Select(row => row.Cells.Length).Where(width => width > 1).ToList();
            return widths.Count == 0 ? 0 : widths.GroupBy(width => width).Max(group => group.Count() * 100 + group.Key);
        });
    }
}
