using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>
/// Makes tags of a vendor's register map. All faults are told, with line and column; what has two readings is a question, and with any of
/// them there is nothing to write. A row that has neither address nor type is a heading between the rows and is left out.
/// <para>This file: rows and cells. MapReader.Register.cs: which register and how it is read. MapReader.Value.cs: what becomes of it.
/// MapReader.Extras.cs: codes for no value, registers that scale others. What holds for whole columns is decided before:
/// <see cref="ColumnChoice"/>, <see cref="AddressReading"/>, <see cref="MapReadings"/>.</para>
/// </summary>
internal sealed partial class MapReader
{
    private const int RowsMax = 20000;

    private readonly MapOptions options;
    private readonly MapHeader header;
    private readonly AddressReading addresses;
    private readonly MapReadings readings;
    private readonly List<MapFault> faults = [];
    private readonly MapQuestions questions;
    private readonly List<MapTag> tags = [];
    private int skipped;
    private int reserved;
    private int writeOnly;
    private int unitLists;
    private int unordered;
    private int line;
    private string[] cells = [];

    private MapReader(MapOptions options, MapHeader header, AddressReading addresses, MapReadings readings, MapQuestions questions)
    {
        this.options = options;
        this.header = header;
        this.addresses = addresses;
        this.readings = readings;
        this.questions = questions;
    }

    /// <summary>Reads a map.</summary>
    /// <exception cref="UserError">An option names a column that the map has not.</exception>
    internal static MapResult Read(string text, MapOptions options)
    {
        MapTable table = MapTable.Parse(text, options.Separator);
        if (MapQuotes.FaultOf(text, table.Separator) is { } quote)
        {
            return new MapResult([], [quote], [], 0); // where its cell ends nobody knows, so neither what the rows after it are
        }
        if (table.Rows.Count > RowsMax)
        {
            return new MapResult([], [new MapFault(table.Rows[RowsMax].Line, "rows", $"{table.Rows.Count}", $"up to {RowsMax}; that is no register map")], [], 0);
        }
        if (MapHeader.Find(table, options) is not ({ } headings, var row))
        {
            return new MapResult([], [NoHeadings(table)], [], 0);
        }
        int top = row < 0 ? table.Rows[0].Line : table.Rows[row].Line;
        var rows = table.Rows.Skip(row + 1).ToList();
        var (header, choice) = ColumnChoice.Of(headings, top, rows, options);
        var questions = new MapQuestions(choice.Questions);
        if (!header.Has(MapColumn.Address) || !(header.Has(MapColumn.Name) || header.Has(MapColumn.Description)))
        {
            return new MapResult([], [NoHeadings(table)], header.Unused, 0) { Questions = questions.All };
        }
        if (choice.Questions.Count > 0)
        {
            return new MapResult([], [], header.Unused, 0) { Questions = questions.All }; // what the others mean depends on the answers
        }
        var found = rows.Where(other => IsRegister(header, other.Cells)).ToList();
        string[] others = [.. table.Rows.Take(Math.Max(row, 0)).Concat(rows.Where(other => !IsRegister(header, other.Cells))).Select(other => string.Join(' ', other.Cells))];
        var addresses = AddressReading.Of(header.Of(MapColumn.Address), choice.BaseByPair,
            others.Any(other => MapLetters.WordsOf(other).Any(HeadingWords.Signs["hexadecimal"].Contains)),
            [.. found.Select(other => new AddressReading.Row(other.Line, header.Cell(other.Cells, MapColumn.Address), RowTable.Of(header, other.Cells).Table))],
            options, questions.List);
        var reader = new MapReader(options, header, addresses, MapReadings.Of(header, found, options, questions.List), questions);
        return reader.TakeAll(rows, found.Count, top);
    }

    private static MapFault NoHeadings(MapTable table) => table.Rows.Count == 0
        ? new MapFault(1, "rows", "none", "a register map in CSV, with a row of headings")
        : new MapFault(table.Rows[0].Line, "headings", Texts.Quote(string.Join(table.Separator, table.Rows[0].Cells)),
            "an address, a name, and one of type, unit, length, scale, access (--words has them all); for a map without headings say --column address=1 --column name=2 ...");

    private MapResult TakeAll(List<(int Line, string[] Cells)> rows, int registers, int top)
    {
        AskMissing(rows);
        foreach (var (rowLine, rowCells) in rows)
        {
            line = rowLine;
            cells = rowCells;
            if (IsRegister(header, cells))
            {
                Take();
            }
            else
            {
                skipped++;
            }
        }
        ResolveScales();
        TellSameNames();
        if (registers == 0)
        {
            faults.Add(new MapFault(top, "rows", "none with an address", "at least one register"));
        }
        return new MapResult(tags, MapFault.Gathered(faults), header.Unused, skipped)
        {
            Questions = questions.All, Reserved = reserved, WriteOnly = writeOnly, UnitLists = unitLists, Unordered = unordered,
        };
    }

    // An address, and something beside it.
    private static bool IsRegister(MapHeader header, string[] cells)
    {
        string address = header.Cell(cells, MapColumn.Address);
        return address.Length > 0 && !header.IsRepeatedBy(cells) && cells.Count(cell => cell.Length > 0) > 1
            && (address.Any(char.IsAsciiDigit) || !ScaleCell.IsNone(header.Cell(cells, MapColumn.Type))) && !IsRule(cells);
    }

    // |---|:-:| of a table in Markdown
    internal static bool IsRule(string[] cells) => cells.All(cell => cell.All(c => c is '-' or ':' or ' '));

    private void Take()
    {
        if (IsReserved)
        {
            reserved++;
            return;
        }
        int before = faults.Count;
        if (cells.Skip(header.Width).FirstOrDefault(cell => cell.Length > 0) is { } beyond)
        {
            faults.Add(new MapFault(line, $"column {Array.IndexOf(cells, beyond, header.Width) + 1}", Texts.Quote(beyond),
                $"nothing, as the headings end with column {header.Width}; a cell that holds the separator, such as a decimal comma, needs quotes") { IsOfRow = true });
        }
        AccessRight right = RightOf();
        if (right == AccessRight.Write && options.PollWriteOnly == false)
        {
            writeOnly++;
            return;
        }
        var tag = new JsonObject();
        tag["name"] = NameOf(Cell(NameColumn));
        var (table, tableFault) = RowTable.Of(header, cells);
        TellTable(table, tableFault);
        table ??= right == AccessRight.Read ? null : options.Table switch { "input" => "holding", "discrete" => "coil", _ => null }; // those cannot be written
        var place = addresses.Parse(Cell(MapColumn.Address), table);
        int registers = RegistersOf(place?.Count ?? 0);
        var type = TypeOf(registers, place?.Table ?? table);
        AddAddress(tag, place is null ? null : (place.Value.Table, place.Value.Address), type);
        AddType(tag, type);
        AddScale(tag, type.Type!);
        AddRange(tag);
        AddNumber(tag, "deadband", MapColumn.Deadband);
        if ((Whole(MapColumn.Period, SettingsLimits.PeriodMinMs, SettingsLimits.PeriodMaxMs) ?? options.PeriodMs) is { } period)
        {
            tag["periodMs"] = period;
        }
        AddWritable(tag, type.Type!, right);
        AddNotAvailable(tag, type.Length);
        RememberScale(tag);
        if (faults.Count == before)
        {
            tags.Add(new MapTag(line, Cell(NameColumn), tag));
        }
    }

    // Rows that keep a place free. SunSpec's "pad" is one, too.
    private bool IsReserved => MapLetters.Of(Cell(NameColumn)) is "reserved" or "reserve" or "reserviert" or "reserviert" or "spare" or "unused" or "notused" or "frei" or "reservado"
        or "riservato" or "zarezerwowany" or "gereserveerd" || (VendorType == "PAD") || (MapLetters.Of(Cell(MapColumn.Type)) == "reserved");

    private MapColumn NameColumn => IsGiven(MapColumn.Name) || !IsGiven(MapColumn.Description) ? MapColumn.Name : MapColumn.Description;

    private bool IsGiven(MapColumn column) => Cell(column).Length > 0;

    private string Cell(MapColumn column) => header.Cell(cells, column);

    private void Fault(MapColumn column, string value, string allowed) =>
        faults.Add(new MapFault(line, header.HeadingOf(column), value, allowed) { IsOfRow = true });

    private void Ask(MapColumn column, string value, string text) => questions.Add(new MapQuestion(line, header.HeadingOf(column), value, text));

    private int? Whole(MapColumn column, int low, int high)
    {
        string text = Cell(column);
        if (ScaleCell.IsNone(text))
        {
            return null;
        }
        if (int.TryParse(text, out int number) && number >= low && number <= high)
        {
            return number;
        }
        Fault(column, Texts.Quote(text), $"{low} to {high}");
        return null;
    }

    private double? Number(MapColumn column)
    {
        string text = Cell(column);
        if (ScaleCell.IsNone(text))
        {
            return null;
        }
        if (MapNumber.TryParse(text, readings.Comma, out double number))
        {
            return number;
        }
        Fault(column, Texts.Quote(text), "one number, such as 0.1, 0,1 or 1E-3");
        return null;
    }
}
