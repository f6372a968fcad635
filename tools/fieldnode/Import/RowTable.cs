namespace FieldNode.Cli.Import;

/// <summary>The table of a row by its columns of functions and of tables.</summary>
internal static class RowTable
{
    /// <summary>What is wrong or open.</summary>
    /// <param name="Column">Where.</param>
    /// <param name="Allowed">What may stand there; for a question its readings.</param>
    /// <param name="IsQuestion">It has two readings.</param>
    internal sealed record Trouble(MapColumn Column, string Allowed, bool IsQuestion);

    internal const string Codes = "1 (coils), 2 (discrete inputs), 3 (holding registers), 4 (input registers), with 5, 6, 15, 16 for writing; or the words";

    /// <summary>The table, null if the row does not say; and what stands against it.</summary>
    internal static (string? Table, Trouble? Trouble) Of(MapHeader header, string[] cells)
    {
        string? byFunction = null;
        string function = header.Cell(cells, MapColumn.Function);
        if (!ScaleCell.IsNone(function))
        {
            var found = FunctionWords.OfFunction(function);
            if (found.Reads.Count > 1)
            {
                return (null, new Trouble(MapColumn.Function, $"reads {string.Join(" and ", found.Reads)}; which one? {Options(found.Reads)}", true));
            }
            byFunction = found.Reads.Count > 0 ? found.Reads[0] : found.Writes.Count > 0 ? found.Writes[0] : null;
            if (!found.IsKnown || byFunction is null || found.Writes.Any(written => written != byFunction))
            {
                return (byFunction, new Trouble(MapColumn.Function, Codes, false));
            }
        }
        string word = header.Cell(cells, MapColumn.Table);
        if (ScaleCell.IsNone(word))
        {
            return (byFunction, null);
        }
        if (word is "0" or "1" or "3" or "4")
        {
            // 3 is function 3, holding registers, and 3x, input registers; 4 the other way round
            string column = ColumnChoice.Said(header.Of(MapColumn.Table));
            return byFunction is not null ? (byFunction, null) : (null, new Trouble(MapColumn.Table,
                $"{word}x as in 3x and 4x, or a function code? --column table={column} with {word}x in the cells, or --column function={column}", true));
        }
        string? byWord = FunctionWords.OfWord(word);
        return byWord is null ? (byFunction, new Trouble(MapColumn.Table, "coil, discrete, input, holding (or 0x, 1x, 3x, 4x)", false))
            : byFunction is not null && byFunction != byWord ? (byWord, new Trouble(MapColumn.Table, $"{byFunction}, as the function code of the row says", false))
            : (byWord, null);
    }

    private static string Options(IReadOnlyList<string> tables) => string.Join(" or ", tables.Select(table => "--table " + table));
}
