namespace FieldNode.Cli.Import;

/// <summary>
/// Which column is for what. A heading may have several meanings (Type: data type, table, or access): then the cells decide. Two columns of
/// one meaning that differ are a question.
/// </summary>
internal sealed class ColumnChoice
{
    // Meanings whose cells can be told from others; where cells fit several, the first one counts.
    private static readonly MapColumn[] told =
    [
        MapColumn.Address, MapColumn.Type, MapColumn.Function, MapColumn.Table, MapColumn.Length, MapColumn.Access, MapColumn.Name, MapColumn.Number,
    ];

    // Columns called so may hold types, and often hold something else.
    private static readonly string[] doubtful = ["encoding", "format", "representation", "codage", "formato", "formaat", "format", "size", "storlek"];

    private readonly Heading[] headings;
    private readonly IReadOnlyList<(int Line, string[] Cells)> rows;
    private readonly MapOptions options;
    private readonly HashSet<Heading> left = [];
    private readonly HashSet<Heading> given = [];
    private readonly Dictionary<MapColumn, Heading> chosen = [];

    private ColumnChoice(Heading[] headings, IReadOnlyList<(int Line, string[] Cells)> rows, MapOptions options)
    {
        this.headings = headings;
        this.rows = rows;
        this.options = options;
    }

    internal List<MapQuestion> Questions { get; } = [];

    /// <summary>The base of the chosen column of addresses, if another column of addresses shows it.</summary>
    internal int? BaseByPair { get; private set; }

    /// <summary>Chooses.</summary>
    /// <param name="headings">The row of headings.</param>
    /// <param name="line">Its line, for questions.</param>
    /// <param name="rows">Rows after it.</param>
    /// <param name="options">What a person said of columns.</param>
    /// <exception cref="UserError">An option names a column that is not there.</exception>
    internal static (MapHeader Header, ColumnChoice Choice) Of(Heading[] headings, int line, IReadOnlyList<(int Line, string[] Cells)> rows, MapOptions options)
    {
        var choice = new ColumnChoice(headings, rows, options);
        choice.TakeGiven();
        choice.ReadCells();
        choice.ChooseEach(line);
        MapColumn[] alone = choice.chosen.ContainsKey(MapColumn.Name) ? [MapColumn.Description, MapColumn.Number] : [MapColumn.Number];
        var used = choice.chosen.Where(pair => !alone.Contains(pair.Key)).Select(pair => pair.Value).ToHashSet();
        return (new MapHeader(headings, choice.chosen)
        {
            Unused = [.. headings.Where(heading => !used.Contains(heading) && choice.CellsOf(heading).Any())
                .Select(heading => heading.Text.Length > 0 ? heading.Text : heading.Label)],
        }, choice);
    }

    /// <summary>True if a person's word for a column, its heading or its number from 1, means this one.</summary>
    internal static bool Is(Heading heading, string said) =>
        heading.Text.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase) || (int.TryParse(said, out int number) && number == heading.Index + 1);

    private void TakeGiven()
    {
        foreach (var (meaning, said) in options.Columns)
        {
            Heading heading = Find(said);
            heading.Mean(meaning);
            given.Add(heading);
            chosen[meaning] = heading;
        }
        foreach (string said in options.Ignored)
        {
            left.Add(Find(said));
        }
    }

    private Heading Find(string said) => headings.FirstOrDefault(heading => heading.Text.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? headings.FirstOrDefault(heading => Is(heading, said))
        ?? throw new UserError($"column {said}: the map has none; it has {string.Join(", ", headings.Select(heading => heading.Text.Length > 0 ? heading.Text : heading.Label))}",
            ExitStatus.Usage);

    private IEnumerable<string> CellsOf(Heading heading) =>
        rows.Where(row => heading.Index < row.Cells.Length && row.Cells[heading.Index].Length > 0).Select(row => row.Cells[heading.Index]);

    private void ReadCells()
    {
        foreach (Heading heading in headings.Where(heading => !given.Contains(heading) && !left.Contains(heading)))
        {
            var cells = CellsOf(heading).Where(cell => !ScaleCell.IsNone(cell) && !cell.Equals(heading.Text, StringComparison.Ordinal)).ToList();
            MapColumn[] meanings = [.. heading.Meanings.Where(meaning => !chosen.ContainsKey(meaning))];
            heading.MeanAny(meanings);
            if (meanings.Length == 0 || cells.Count == 0)
            {
                continue;
            }
            if (meanings.Length > 1)
            {
                heading.Mean(BestOf(meanings, cells, heading));
            }
            MapColumn one = heading.Meanings[0];
            bool isWrong = one is MapColumn.Access or MapColumn.Table or MapColumn.Function && Share(one, cells) == 0;
            isWrong |= one == MapColumn.Type && doubtful.Contains(MapLetters.Of(heading.Text)) && Share(one, cells) == 0;
            bool counts = one == MapColumn.Name && Share(MapColumn.Name, cells) == 0
                && headings.Any(other => other != heading && other.Meanings.Any(meaning => meaning is MapColumn.Name or MapColumn.Description));
            if (isWrong || counts)
            {
                heading.MeanAny([]);
            }
        }
    }

    private MapColumn BestOf(MapColumn[] meanings, List<string> cells, Heading heading)
    {
        bool others = headings.Any(other => other != heading && !left.Contains(other) && other.Meanings.Contains(MapColumn.Address) && Share(MapColumn.Address, [.. CellsOf(other)]) > 0.5);
        bool isLength = others && meanings.Contains(MapColumn.Length) && cells.TrueForAll(cell => int.TryParse(cell, out int count) && count is > 0 and <= 128);
        if (isLength)
        {
            return MapColumn.Length;
        }
        return meanings.OrderBy(meaning => Array.IndexOf(told, meaning) is var place && place < 0 ? told.Length : place)
            .MaxBy(meaning => Math.Round(Share(meaning, cells), 3));
    }

    // The share of the cells that can be read with a meaning.
    private static double Share(MapColumn meaning, List<string> cells)
    {
        if (cells.Count == 0)
        {
            return 0;
        }
        return cells.Count(cell => meaning switch
        {
            MapColumn.Address => AddressCell.Parse(cell, true) is not null && cell.Any(char.IsAsciiDigit),
            MapColumn.Name => cell.Any(char.IsLetter),
            MapColumn.Type => MapTypes.Parse(cell, 0).Type is not null,
            MapColumn.Table => FunctionWords.OfWord(cell) is not null || cell is "0" or "1" or "3" or "4",
            MapColumn.Function => FunctionWords.OfFunction(cell).IsKnown,
            MapColumn.Access => AccessWords.Parse(cell) is not null,
            MapColumn.Length or MapColumn.Number => int.TryParse(cell, out _),
            _ => true,
        }) / (double)cells.Count;
    }

    private void ChooseEach(int line)
    {
        foreach (var group in headings.Where(heading => !left.Contains(heading) && heading.Meanings.Length > 0 && !given.Contains(heading))
            .GroupBy(heading => heading.Meanings[0]).ToList())
        {
            if (chosen.ContainsKey(group.Key))
            {
                continue;
            }
            var columns = group.ToList();
            var fitting = columns.Where(heading => Share(group.Key, [.. CellsOf(heading).Where(cell => !ScaleCell.IsNone(cell))]) > 0).ToList();
            columns = fitting.Count > 0 ? fitting : columns;
            chosen[group.Key] = columns[0];
            if (columns.Count == 1)
            {
                continue;
            }
            if (group.Key == MapColumn.Address)
            {
                ChooseAddress(line, columns);
            }
            else if (group.Key is not (MapColumn.Description or MapColumn.Number) && FirstUnlike(columns) is { } row)
            {
                Ask(row.Line, columns, row.Cells, group.Key);
            }
        }
        NameByDescription(line);
        if (!chosen.ContainsKey(MapColumn.Address) && chosen.TryGetValue(MapColumn.Number, out var number))
        {
            chosen[MapColumn.Address] = number;
            Questions.Add(new MapQuestion(line, number.Label, "", $"are these the addresses? No other column has any; if so, --address-column {Said(number)}"));
        }
    }

    private void NameByDescription(int line)
    {
        var descriptions = headings.Where(heading => !left.Contains(heading) && !given.Contains(heading) && heading.Meanings is [MapColumn.Description]).ToList();
        if (!chosen.ContainsKey(MapColumn.Name) && descriptions.Count > 1 && FirstUnlike(descriptions) is { } row)
        {
            Ask(row.Line, descriptions, row.Cells, MapColumn.Name);
        }
    }

    private void ChooseAddress(int line, List<Heading> columns)
    {
        var pair = AddressPair.Of(columns, rows, options);
        if (pair.Chosen is not null)
        {
            chosen[MapColumn.Address] = pair.Chosen;
            BaseByPair = pair.Base;
            return;
        }
        string values = string.Join(", ", columns.Select(heading => CellsOf(heading).FirstOrDefault() ?? "empty"));
        Questions.Add(new MapQuestion(line, string.Join(" and ", columns.Select(heading => heading.Label)), values,
            $"which one has the addresses? {string.Join(" or ", columns.Select(heading => "--address-column " + Said(heading)))}"));
    }

    private (int Line, string[] Cells)? FirstUnlike(List<Heading> columns)
    {
        string Cell(string[] cells, Heading heading) => heading.Index < cells.Length && !ScaleCell.IsNone(cells[heading.Index]) ? cells[heading.Index] : "";
        foreach (var row in rows)
        {
            if (!MapReader.IsRule(row.Cells) && row.Cells.Count(cell => cell.Length > 0) > 2 && columns.Select(heading => Cell(row.Cells, heading)).Distinct().Count() > 1)
            {
                return row;
            }
        }
        return null;
    }

    private void Ask(int line, List<Heading> columns, string[] cells, MapColumn meaning)
    {
        string name = char.ToLowerInvariant(meaning.ToString()[0]) + meaning.ToString()[1..];
        string values = string.Join(", ", columns.Select(heading => heading.Index < cells.Length ? Settings.Texts.Quote(cells[heading.Index]) : "\"\""));
        Questions.Add(new MapQuestion(line, string.Join(" and ", columns.Select(heading => heading.Label)), values,
            $"which one is the {name}? {string.Join(" or ", columns.Select(heading => $"--column {name}={Said(heading)}"))}"));
    }

    /// <summary>A column as an option says it: its heading, quoted for a shell if it must be, or its number.</summary>
    internal static string Said(Heading heading) => heading.Text.Length == 0 || heading.Text.Any(c => char.IsControl(c) || c is '"' or '\'' or '\\' or '$' or '`') ? (heading.Index + 1).ToString()
        : heading.Text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? heading.Text : $"\"{heading.Text}\"";
}
