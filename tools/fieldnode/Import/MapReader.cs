using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>
/// Makes tags of a vendor's register map. All faults are told, with line and column; a row that has neither address nor type is a heading
/// between the rows and is left out.
/// <para>This file: rows and cells. MapReader.Register.cs: which register and how it is read. MapReader.Value.cs: what becomes of it.
/// MapReader.Extras.cs: codes for no value, registers that scale others.</para>
/// </summary>
internal sealed partial class MapReader
{
    private readonly MapOptions options;
    private readonly MapHeader header;
    private readonly List<MapFault> faults = [];
    private readonly List<MapTag> tags = [];
    private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
    private int line;
    private string[] cells = [];

    private MapReader(MapOptions options, MapHeader header)
    {
        this.options = options;
        this.header = header;
    }

    /// <summary>Reads a map.</summary>
    internal static MapResult Read(string text, MapOptions options)
    {
        MapTable table = MapTable.Parse(text, options.Separator);
        if (MapQuotes.FaultOf(text, table.Separator) is { } quote)
        {
            return new MapResult([], [quote], [], 0); // where its cell ends nobody knows, so neither what the rows after it are
        }
        if (MapHeader.Find(table) is not ({ } header, var row))
        {
            return new MapResult([], [new MapFault(table.Rows.Count == 0 ? 1 : table.Rows[0].Line, "header",
                table.Rows.Count == 0 ? "an empty file" : Texts.Quote(string.Join(table.Separator, table.Rows[0].Cells)),
                "a row of headings with an address (address, register, offset, hex), a name (name, parameter, description) and "
                    + "at least one of type, unit, length, scale, access")], [], 0);
        }
        var reader = new MapReader(options, header);
        int skipped = 0;
        foreach (var (line, cells) in table.Rows.Skip(row + 1))
        {
            skipped += reader.Take(line, cells) ? 0 : 1;
        }
        reader.ResolveScales();
        if (reader.tags.Count == 0 && reader.faults.Count == 0)
        {
            reader.faults.Add(new MapFault(table.Rows[row].Line, "rows", "none with an address", "at least one register"));
        }
        return new MapResult(reader.tags, [.. reader.faults.OrderBy(fault => fault.Line)], [.. header.Unknown], skipped)
        {
            HasTypes = header.Has(MapColumn.Type) || header.Has(MapColumn.Length) || reader.tags.TrueForAll(tag => (string?)tag.Json["type"] == "bool"),
        };
    }

    private bool Take(int rowLine, string[] rowCells)
    {
        line = rowLine;
        cells = rowCells;
        string address = Cell(AddressColumn);
        if (address.Length == 0 || header.IsRepeatedBy(cells) || cells.Count(cell => cell.Length > 0) < 2
            || (Cell(MapColumn.Type).Length == 0 && !address.Any(char.IsAsciiDigit)))
        {
            return false;
        }
        int before = faults.Count;
        if (cells.Skip(header.Width).FirstOrDefault(cell => cell.Length > 0) is { } beyond)
        {
            faults.Add(new MapFault(line, $"column {Array.IndexOf(cells, beyond, header.Width) + 1}", Texts.Quote(beyond),
                $"nothing, as the headings end with column {header.Width}; a cell that holds the separator, such as a decimal comma, needs quotes"));
        }
        var tag = new JsonObject();
        tag["name"] = NameOf(Cell(NameColumn));
        int registers = Whole(MapColumn.Length, 0, 125) ?? 0;
        string? table = TableOf();
        var (type, order, length) = TypeOf(registers, table);
        AddAddress(tag, table, type);
        AddType(tag, type, order, length);
        AddScale(tag, type);
        AddNumber(tag, "low", MapColumn.Low);
        AddNumber(tag, "high", MapColumn.High);
        AddNumber(tag, "deadband", MapColumn.Deadband);
        DropEmptyRange(tag);
        if ((Whole(MapColumn.Period, SettingsLimits.PeriodMinMs, SettingsLimits.PeriodMaxMs) ?? options.PeriodMs) is { } period)
        {
            tag["periodMs"] = period;
        }
        AddWritable(tag, type);
        AddNotAvailable(tag, length);
        RememberScale(tag);
        if (faults.Count == before)
        {
            tags.Add(new MapTag(line, Cell(NameColumn), tag));
        }
        return true;
    }

    private MapColumn AddressColumn => IsGiven(MapColumn.OffsetAddress) ? MapColumn.OffsetAddress
        : IsGiven(MapColumn.Address) ? MapColumn.Address : MapColumn.HexAddress;

    private MapColumn NameColumn => IsGiven(MapColumn.Name) ? MapColumn.Name : MapColumn.Description;

    private bool IsGiven(MapColumn column) => Cell(column).Length > 0;

    private string Cell(MapColumn column) => header.Cell(cells, column);

    private void Fault(MapColumn column, string value, string allowed) =>
        faults.Add(new MapFault(line, header.HeadingOf(column), value, allowed));

    private int? Whole(MapColumn column, int low, int high)
    {
        string text = Cell(column);
        if (text.Length == 0 || text is "-" or "–")
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
        if (text.Length == 0 || text is "-" or "–" or "—" or "/" || text.Equals("n/a", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        if (MapNumber.TryParse(text, out double number))
        {
            return number;
        }
        Fault(column, Texts.Quote(text), "a number, such as 0.1, 0,1, 1/10, 10^-1");
        return null;
    }
}
