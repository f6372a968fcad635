using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>Which register a row means, and how its bytes are to be read.</summary>
internal sealed partial class MapReader
{
    private const string OrderWords = "abcd, cdab, badc, dcba, big endian, word swapped, byte swapped, MSW first, LSW first";

    private void TellTable(string? table, RowTable.Trouble? trouble)
    {
        if (trouble is null || (trouble.IsQuestion && options.Table is not null))
        {
            return;
        }
        string value = Texts.Quote(Cell(trouble.Column));
        if (trouble.IsQuestion)
        {
            Ask(trouble.Column, value, trouble.Allowed);
            return;
        }
        Fault(trouble.Column, value, trouble.Allowed);
    }

    // What no column says of any row is asked once.
    private void AskMissing(List<(int Line, string[] Cells)> rows)
    {
        var open = rows.Where(row => IsRegister(header, row.Cells)).Select(row => (row.Line, row.Cells, Table: TableOf(row.Cells))).ToList();
        var typeless = open.Where(row => row.Table is not ("coil" or "discrete") && header.Cell(row.Cells, MapColumn.Bit).Length == 0).ToList();
        if (options.Type is null && !header.Has(MapColumn.Type) && typeless.Count > 0)
        {
            questions.Add(new MapQuestion(typeless[0].Line, "types", "", "the map has no column of types; which one have its registers? --type uint16, int16, uint32, float or another; "
                + "or --column type=COLUMN if a column has them") { Rows = typeless.Count });
        }
        // a register that may be written is a holding register
        var tableless = open.Where(row => row.Table is null && AccessWords.Parse(header.Cell(row.Cells, MapColumn.Access)) is null or AccessRight.Read).ToList();
        if (options.Table is null && tableless.Count > 0)
        {
            questions.Add(new MapQuestion(tableless[0].Line, "tables", "", "nothing says which table they are in; --table holding (read with function 3), --table input (function 4), coil or discrete?")
            { Rows = tableless.Count });
        }
    }

    // The table that a row, a heading or the form of an address names; null: nothing does.
    private string? TableOf(string[] row)
    {
        var (table, trouble) = RowTable.Of(header, row);
        return table ?? (trouble is not null ? "holding" : null) ?? header.Of(MapColumn.Address).Table ?? addresses.TableOf(header.Cell(row, MapColumn.Address)) ?? options.Table;
    }

    // Registers of the value, by a column of lengths or by a range of addresses; 0: nothing says it.
    private int RegistersOf(int ofRange)
    {
        bool isByte = MapTypes.IsByte(MapTypes.Parse(Cell(MapColumn.Type), 0).Type ?? "");
        int length = Whole(MapColumn.Length, 0, 2000) ?? 0;
        int? registers = length == 0 ? 0 : isByte && readings.LengthIn != LengthUnit.Registers ? 1
            : MapReadings.RegistersOf(length, readings.LengthIn, MapTypes.Parse(Cell(MapColumn.Type), 0).Type == "string");
        if (registers is null or > 125)
        {
            Fault(MapColumn.Length, length.ToString(), $"a length of 1 to 125 registers, in {readings.LengthIn.ToString().ToLowerInvariant()}");
            registers = 0;
        }
        if (ofRange > 0 && registers > 0 && registers != ofRange)
        {
            Fault(MapColumn.Length, length.ToString(), $"{ofRange} registers, as many as {Texts.Quote(Cell(MapColumn.Address))} has");
        }
        return registers > 0 ? registers.Value : ofRange;
    }

    private MapType TypeOf(int registers, string? table)
    {
        string text = Cell(MapColumn.Type);
        if (ScaleCell.IsNone(text))
        {
            bool isBit = (table ?? options.Table) is "coil" or "discrete";
            if (options.Type is null || isBit)
            {
                if (header.Has(MapColumn.Type) && !isBit && !IsGiven(MapColumn.Bit))
                {
                    Fault(MapColumn.Type, text.Length == 0 ? "empty" : Texts.Quote(text), "the type of the register, such as INT16, UINT32, FLOAT32; or --type for all that say none");
                }
                return new MapType(isBit ? "bool" : "uint16", OrderOf(), 0);
            }
            text = options.Type;
        }
        MapType type = MapTypes.Parse(text, registers);
        if (type.Type is null)
        {
            Fault(MapColumn.Type, Texts.Quote(text), "one type: BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT, DOUBLE, STRING, BCD, MOD10 in one of the usual spellings");
            return new MapType("uint16", null, 0);
        }
        if (type.Type == "string" && type.Length == 0)
        {
            Fault(MapColumn.Type, Texts.Quote(text), "a string with its length: STRING[16] (characters), or a column of lengths");
        }
        int needs = TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type.Type), type.Length);
        int characters = MapTypes.CharactersOf(text);
        if (type.Type == "string" && characters > 0 && registers == 0 && !MapTypes.SaysCharacters(text))
        {
            if (options.LengthIn is null)
            {
                Ask(MapColumn.Type, Texts.Quote(text), "are the lengths of strings in registers (--registers) or in bytes (--bytes)?");
            }
            type = options.LengthIn == LengthUnit.Registers ? type with { Length = characters } : type;
        }
        if (registers > 0 && type.Type != "bool" && !MapTypes.Fits(text, registers))
        {
            string column = IsGiven(MapColumn.Length) ? Cell(MapColumn.Length) : Texts.Quote(Cell(MapColumn.Address));
            Fault(IsGiven(MapColumn.Length) ? MapColumn.Length : MapColumn.Address, column,
                $"{(type.Type == "string" ? (characters + 1) / 2 : needs)}: so many registers has {text}");
        }
        return type with { Order = OpenOrder(type.IsOpenOrder, MapColumn.Type, text) ?? type.Order ?? OrderOf() };
    }

    private string? OrderOf()
    {
        string text = Cell(MapColumn.Order);
        if (ScaleCell.IsNone(text))
        {
            return null;
        }
        var (order, isOpen) = MapTypes.OrderOf(text);
        if (order is null && !isOpen)
        {
            Fault(MapColumn.Order, Texts.Quote(text), OrderWords);
        }
        return OpenOrder(isOpen, MapColumn.Order, text) ?? order;
    }

    // "little endian" is dcba to a computer, and to most who write maps only the words are swapped.
    private string? OpenOrder(bool isOpen, MapColumn column, string text)
    {
        if (isOpen && options.LittleEndian is null)
        {
            Ask(column, Texts.Quote(text), "the low word first and its bytes as ever (--little-endian cdab), or all bytes turned round (--little-endian dcba)?");
        }
        return isOpen ? options.LittleEndian ?? "abcd" : null;
    }

    private void AddAddress(JsonObject tag, (string Table, int Address)? place, MapType type)
    {
        if (place is not ({ } found, var address))
        {
            Fault(MapColumn.Address, Texts.Quote(Cell(MapColumn.Address)), addresses.Allowed);
            return;
        }
        tag["table"] = found;
        tag["address"] = address;
        if (found is "coil" or "discrete")
        {
            // makers write U8 and UINT16 for a coil, and mean one bit
            if (type.Type is not ("bool" or "uint8" or "uint16" or "int16"))
            {
                Fault(MapColumn.Type, Texts.Quote(Cell(MapColumn.Type)), $"BOOL for a {found}");
            }
        }
        else if (type.Bit >= 0)
        {
            tag["type"] = "bool";
            tag["bit"] = type.Bit;
        }
        else if (IsGiven(MapColumn.Bit) && type.Type is "bool" or "uint16" or "int16" && Whole(MapColumn.Bit, 0, 15) is { } bit)
        {
            tag["type"] = "bool";
            tag["bit"] = bit;
        }
        else if (!ScaleCell.IsNone(Cell(MapColumn.Bit)) && type.Type is not ("bool" or "uint16" or "int16" or "uint8" or "int8"))
        {
            Fault(MapColumn.Bit, Texts.Quote(Cell(MapColumn.Bit)), $"nothing, as the row is no register of 16 bits but {type.Type}");
        }
    }

    private void AddType(JsonObject tag, MapType type)
    {
        if (tag["bit"] is not null)
        {
            return; // AddAddress has said that it is a bool
        }
        string name = tag["table"]?.GetValue<string>() is "coil" or "discrete" ? "bool" : type.Type!;
        tag["type"] = name;
        if (MapTypes.IsByte(name) && Whole(MapColumn.Bit, 0, 15) is { } first && first != 0)
        {
            tag["bit"] = first; // 8: the high byte; the check says so of any other
        }
        bool isWide = name != "string" && TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, name), type.Length) > 1;
        unordered += isWide && type.Order is null && options.Order is null ? 1 : 0;
        string used = type.Order ?? (isWide ? options.Order ?? "abcd" : "abcd");
        used = !isWide && used == "dcba" ? "badc" : used; // of one register only its bytes can be turned round
        if (used != "abcd" && (isWide || used == "badc") && name != "bool")
        {
            tag["order"] = used;
        }
        if (type.Length > 0 && name != "bool")
        {
            tag["length"] = type.Length;
        }
        if (name == "string" && IsGiven(MapColumn.Charset))
        {
            AddCharset(tag);
        }
        string text = Cell(MapColumn.PublishAs);
        if (text.Length > 0 && TagForm.IndexOf(TagForm.PublishNames, text) < 0)
        {
            Fault(MapColumn.PublishAs, Texts.Quote(text), string.Join(", ", TagForm.PublishNames.Where(other => other is not null)));
        }
        else if (text.Length > 0)
        {
            tag["publishAs"] = text;
        }
    }
}
