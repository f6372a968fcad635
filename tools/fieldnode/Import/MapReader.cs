using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>
/// Makes tags of a vendor's register map. All faults are told, with line and column; a row that has neither address nor type is a heading
/// between the rows and is left out.
/// </summary>
internal sealed class MapReader
{
    private const string RefusedInNames = ".,\\@#$%^&*()[]{}|!`~:;'\"<>?";

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
        if (reader.tags.Count == 0 && reader.faults.Count == 0)
        {
            reader.faults.Add(new MapFault(table.Rows[row].Line, "rows", "none with an address", "at least one register"));
        }
        return new MapResult(reader.tags, reader.faults, [.. header.Unknown], skipped)
        {
            HasTypes = header.Has(MapColumn.Type) || header.Has(MapColumn.Length) || reader.tags.TrueForAll(tag => (string?)tag.Json["type"] == "bool"),
        };
    }

    private bool Take(int rowLine, string[] rowCells)
    {
        line = rowLine;
        cells = rowCells;
        if (AddressText.Length == 0 || header.IsRepeatedBy(cells) || cells.Count(cell => cell.Length > 0) < 2 || (Cell(MapColumn.Type).Length == 0 && !AddressText.Any(char.IsAsciiDigit)))
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
        string said = Cell(MapColumn.Name).Length > 0 ? Cell(MapColumn.Name) : Cell(MapColumn.Description);
        string name = NameOf(said);
        tag["name"] = name;
        int registers = Whole(MapColumn.Length, 0, 125) ?? 0;
        string? table = TableOf();
        var (type, order, length) = TypeOf(registers, table);
        AddAddress(tag, table, type);
        AddType(tag, type, order, length);
        AddScale(tag, type);
        AddNumber(tag, "low", MapColumn.Low, type);
        AddNumber(tag, "high", MapColumn.High, type);
        AddNumber(tag, "deadband", MapColumn.Deadband, type);
        DropEmptyRange(tag);
        if ((Whole(MapColumn.Period, SettingsLimits.PeriodMinMs, SettingsLimits.PeriodMaxMs) ?? options.PeriodMs) is { } period)
        {
            tag["periodMs"] = period;
        }
        AddWritable(tag, type);
        if (faults.Count == before)
        {
            tags.Add(new MapTag(line, said, tag));
        }
        return true;
    }

    private string AddressText => Cell(MapColumn.OffsetAddress) is { Length: > 0 } offset ? offset
        : Cell(MapColumn.Address) is { Length: > 0 } address ? address : Cell(MapColumn.HexAddress);

    private string Cell(MapColumn column) => header.Cell(cells, column);

    private void Fault(MapColumn column, string value, string allowed) =>
        faults.Add(new MapFault(line, header.HeadingOf(column), value, allowed));

    // What hosts refuse in names becomes a space; a name twice gets nothing added, as nobody could tell the two apart later.
    private string NameOf(string said)
    {
        MapColumn column = Cell(MapColumn.Name).Length > 0 ? MapColumn.Name : MapColumn.Description;
        var letters = said.Select(c => char.IsControl(c) || RefusedInNames.Contains(c) ? ' ' : c).ToArray();
        string name = string.Join('/', new string(letters).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(part => part.Length > 0));
        if (!Texts.IsMetricName(name) || Texts.IsReservedMetric(name))
        {
            Fault(column, Texts.Quote(said), "1 to 128 bytes of text that Sparkplug has not reserved");
        }
        else if (!names.TryAdd(name, line))
        {
            Fault(column, Texts.Quote(said), $"a name that line {names[name]} does not have");
        }
        return name;
    }

    private string? TableOf()
    {
        string function = new([.. Cell(MapColumn.Function).Where(char.IsAsciiDigit)]);
        if (function.TrimStart('0') is { Length: > 0 } code)
        {
            // "03/06", "3,16": the first one reads
            switch (code[0])
            {
                case '1' when code is not ("15" or "16"): return "coil";
                case '2': return "discrete";
                case '3': return "holding";
                case '4': return "input";
                default: Fault(MapColumn.Function, Texts.Quote(Cell(MapColumn.Function)), "1, 2, 3, 4"); return null;
            }
        }
        string word = new([.. Cell(MapColumn.Table).ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        if (word.Length == 0)
        {
            return null;
        }
        string? table = word.Contains("coil") || word is "0x" or "0" ? "coil"
            : word.Contains("discrete") || word is "1x" or "1" or "di" ? "discrete"
            : word.Contains("input") || word is "3x" or "3" or "ir" or "ai" ? "input"
            : word.Contains("hold") || word is "4x" or "4" or "hr" ? "holding" : null;
        if (table is null)
        {
            Fault(MapColumn.Table, Texts.Quote(Cell(MapColumn.Table)), "coil, discrete, input, holding (or 0x, 1x, 3x, 4x)");
        }
        return table;
    }

    private (string Type, string? Order, int Length) TypeOf(int registers, string? table)
    {
        string text = Cell(MapColumn.Type);
        if (text.Length == 0)
        {
            string usual = (table ?? options.Table) is "coil" or "discrete" ? "bool" : registers == 2 ? "uint32" : registers == 4 ? "uint64" : "uint16";
            if (header.Has(MapColumn.Type) && usual != "bool")
            {
                Fault(MapColumn.Type, "empty", "the type of the register, such as INT16, UINT32, FLOAT32");
            }
            return (usual, OrderOf(), 0);
        }
        (string? type, string? order, int length) = MapTypes.Parse(text, registers);
        if (type is null)
        {
            Fault(MapColumn.Type, Texts.Quote(text), "BOOL, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT, DOUBLE, STRING in one of the usual spellings");
            return ("uint16", null, 0);
        }
        if (type == "string" && length == 0)
        {
            Fault(MapColumn.Type, Texts.Quote(text), "a string with its length: STRING[16] (characters), or a column of lengths (registers)");
        }
        int needs = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type), length);
        if (registers > 0 && needs != registers && type is not ("bool" or "string"))
        {
            Fault(MapColumn.Length, registers.ToString(), $"{needs}: so many registers has {text}");
        }
        return (type, order ?? OrderOf(), length);
    }

    private string? OrderOf()
    {
        string text = Cell(MapColumn.Order);
        string? order = text.Length == 0 ? null : MapTypes.OrderOf(text);
        if (text.Length > 0 && order is null)
        {
            Fault(MapColumn.Order, Texts.Quote(text), "abcd, cdab, badc, dcba, big endian, little endian, word swapped, byte swapped");
        }
        return order;
    }

    private void AddAddress(JsonObject tag, string? table, string type)
    {
        bool offset = Cell(MapColumn.OffsetAddress).Length > 0;
        MapColumn column = offset ? MapColumn.OffsetAddress
            : Cell(MapColumn.Address).Length > 0 ? MapColumn.Address : MapColumn.HexAddress;
        bool zeroBased = offset || header.HeadingOf(column).Contains("0-based", StringComparison.OrdinalIgnoreCase);
        if (MapAddress.Parse(AddressText, table ?? options.Table, column == MapColumn.HexAddress, zeroBased, options) is not ({ } found, var address))
        {
            Fault(column, Texts.Quote(AddressText), options.Base == 1 && !zeroBased
                ? "1 to 65536, 0x0001, 40001 or 400001" : "0 to 65535, 0x0BD3, 40001 or 400001");
            return;
        }
        tag["table"] = found;
        tag["address"] = address;
        if (found is "coil" or "discrete" && type != "bool")
        {
            Fault(MapColumn.Type, Texts.Quote(Cell(MapColumn.Type)), $"BOOL for a {found}");
        }
        else if (Cell(MapColumn.Bit).Length > 0 && type is "bool" or "uint16" or "int16" && found is "holding" or "input"
            && Whole(MapColumn.Bit, 0, 15) is { } bit)
        {
            tag["type"] = "bool";
            tag["bit"] = bit;
        }
    }

    private void AddType(JsonObject tag, string type, string? order, int length)
    {
        if (tag["bit"] is { } bit)
        {
            // the bit stands behind the type, as a person would write it
            tag.Remove("bit");
            tag["bit"] = bit.DeepClone();
            return;
        }
        tag["type"] = type;
        bool isWide = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type), 0) > 1;
        string used = order ?? (isWide ? options.Order : "abcd");
        if (used != "abcd" && (isWide || order == "badc"))
        {
            tag["order"] = used;
        }
        if (length > 0)
        {
            tag["length"] = length;
        }
        string text = Cell(MapColumn.PublishAs);
        if (text.Length > 0 && TagForm.IndexOf(TagForm.PublishNames, text) < 0)
        {
            Fault(MapColumn.PublishAs, Texts.Quote(text), string.Join(", ", TagForm.PublishNames.Where(name => name is not null)));
        }
        else if (text.Length > 0)
        {
            tag["publishAs"] = text;
        }
    }

    private void AddScale(JsonObject tag, string type)
    {
        var (unit, power) = MapNumber.UnitOf(Cell(MapColumn.Unit));
        double scale = Number(MapColumn.Scale) ?? 1;
        double divisor = Number(MapColumn.Divisor) ?? 1;
        double offset = Number(MapColumn.Offset) ?? 0;
        if (divisor == 0 || scale == 0)
        {
            Fault(divisor == 0 ? MapColumn.Divisor : MapColumn.Scale, "0", "a number other than 0");
            return;
        }
        // 1 / 10 and 3 * 0.1 in tenths, not in the tail of a binary fraction
        double all = (double)((decimal)(scale * (power ?? 1)) / (decimal)divisor);
        bool isNumber = type is not ("bool" or "string") && tag["bit"] is null;
        if (isNumber && all != 1)
        {
            tag["scale"] = all;
        }
        if (isNumber && offset != 0)
        {
            tag["offset"] = offset;
        }
        // A float cannot hold a long total to the last digit.
        if (isNumber && (all != 1 || offset != 0) && type is "int64" or "uint64" && tag["publishAs"] is null)
        {
            tag["publishAs"] = "Double";
        }
        if (unit.Length > 0)
        {
            tag["unit"] = unit;
            if (!Texts.IsPlain(unit, SettingsLimits.UnitBytesMax))
            {
                Fault(MapColumn.Unit, Texts.Quote(unit), $"1 to {SettingsLimits.UnitBytesMax} bytes of text");
            }
        }
    }

    private void AddNumber(JsonObject tag, string member, MapColumn column, string type)
    {
        if (Number(column) is { } number && number != 0 && type is not ("bool" or "string") && tag["bit"] is null)
        {
            tag[member] = number;
        }
    }

    // Maps often give one end only, or the range of the raw type; half a range is none.
    private static void DropEmptyRange(JsonObject tag)
    {
        double low = tag["low"]?.GetValue<double>() ?? 0;
        double high = tag["high"]?.GetValue<double>() ?? 0;
        if (low >= high)
        {
            tag.Remove("low");
            tag.Remove("high");
        }
    }

    private void AddWritable(JsonObject tag, string type)
    {
        string text = new([.. Cell(MapColumn.Access).ToLowerInvariant().Where(char.IsLetter)]);
        bool writable = text.Length > 0 && (text.Contains('w') || text is "yes" or "true" or "y" or "schreiben" || text.Contains("schreib"));
        bool can = tag["table"]?.GetValue<string>() is "coil" or "holding" && type != "string" && tag["bit"] is null;
        if (writable && can)
        {
            tag["writable"] = true;
        }
    }

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
