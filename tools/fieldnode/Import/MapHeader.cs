namespace FieldNode.Cli.Import;

/// <summary>The row of headings of a register map, and the columns that were chosen by it.</summary>
internal sealed class MapHeader
{
    private const int RowsForHeadings = 30;

    private readonly Dictionary<MapColumn, Heading> columns;
    private readonly string[] texts;

    internal MapHeader(IReadOnlyList<Heading> headings, Dictionary<MapColumn, Heading> columns)
    {
        this.columns = columns;
        texts = [.. headings.Select(heading => heading.Text)];
    }

    /// <summary>Headings of columns that nothing was read from.</summary>
    internal IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Columns that the row of headings has.</summary>
    internal int Width => texts.Length;

    /// <summary>The first of the first rows that can be a header; titles may stand above it.</summary>
    /// <returns>The headings and the number of their row; row -1 if <c>--column</c> gives the columns by their numbers and there are no
    /// headings; null if nothing can be a header.</returns>
    internal static (Heading[] Headings, int Row)? Find(MapTable table, MapOptions options)
    {
        if (options.Columns.Count > 0 && options.Columns.Values.All(column => int.TryParse(column, out _))
            && options.Columns.ContainsKey(MapColumn.Address) && options.Columns.ContainsKey(MapColumn.Name))
        {
            return ByNumbers(table, int.Parse(options.Columns[MapColumn.Address]) - 1);
        }
        for (int row = 0; row < Math.Min(table.Rows.Count, RowsForHeadings); row++)
        {
            Heading[] headings = [.. table.Rows[row].Cells.Select((text, i) => Heading.Parse(i, text))];
            if (IsUsable(headings, options))
            {
                return (headings, row);
            }
        }
        return null;
    }

    internal bool Has(MapColumn column) => columns.ContainsKey(column);

    /// <summary>The heading of a column that there is.</summary>
    internal Heading Of(MapColumn column) => columns[column];

    /// <summary>A cell of a row; empty if there is none.</summary>
    internal string Cell(string[] cells, MapColumn column) =>
        columns.TryGetValue(column, out var heading) && heading.Index < cells.Length ? cells[heading.Index] : "";

    /// <summary>A column as messages name it.</summary>
    internal string HeadingOf(MapColumn column) =>
        columns.TryGetValue(column, out var heading) ? heading.Label : "column " + column.ToString().ToLowerInvariant();

    /// <summary>True for a row that is the header again, as it stands on each page of a manual.</summary>
    internal bool IsRepeatedBy(string[] cells) => cells.Length == texts.Length && cells.Zip(texts).All(pair => pair.First == pair.Second);

    // Columns by their numbers need no headings; what stands above the first address, if anything does, is taken for them.
    private static (Heading[] Headings, int Row)? ByNumbers(MapTable table, int address)
    {
        int first = 0;
        while (first < table.Rows.Count && (address >= table.Rows[first].Cells.Length || AddressCell.Parse(table.Rows[first].Cells[address], true) is null
            || !table.Rows[first].Cells[address].Any(char.IsAsciiDigit)))
        {
            first++;
        }
        if (address < 0 || first == table.Rows.Count)
        {
            return null;
        }
        int width = table.Rows.Skip(first).Max(row => row.Cells.Length);
        string[] above = first == 0 ? [] : table.Rows[first - 1].Cells;
        return ([.. Enumerable.Range(0, Math.Max(width, above.Length)).Select(i => Heading.Parse(i, i < above.Length ? above[i] : ""))], first - 1);
    }

    // An address, a name and one thing more.
    private static bool IsUsable(Heading[] headings, MapOptions options)
    {
        var known = headings.Where(heading => heading.Meanings.Length > 0 || options.Columns.Values.Any(column => ColumnChoice.Is(heading, column))).ToList();
        bool Means(Heading heading, params MapColumn[] any) => heading.Meanings.Any(any.Contains);
        bool hasAddress = known.Any(heading => Means(heading, MapColumn.Address, MapColumn.Number)) || options.Columns.ContainsKey(MapColumn.Address);
        bool hasName = known.Any(heading => Means(heading, MapColumn.Name, MapColumn.Description)) || options.Columns.ContainsKey(MapColumn.Name);
        return known.Count > 2 && hasAddress && hasName;
    }
}
