using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>Which register a row means, and how its bytes are to be read.</summary>
internal sealed partial class MapReader
{
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
            Fault(MapColumn.Type, Texts.Quote(text), "BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT, DOUBLE, STRING, BCD, MOD10 in one of the usual spellings");
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
        MapColumn column = AddressColumn;
        bool zeroBased = column == MapColumn.OffsetAddress || header.HeadingOf(column).Contains("0-based", StringComparison.OrdinalIgnoreCase);
        if (MapAddress.Parse(Cell(column), table ?? options.Table, column == MapColumn.HexAddress, zeroBased, options) is not ({ } found, var address))
        {
            Fault(column, Texts.Quote(Cell(column)), options.Base == 1 && !zeroBased
                ? "1 to 65536, 0x0001, 40001 or 400001" : "0 to 65535, 0x0BD3, 40001 or 400001");
            return;
        }
        tag["table"] = found;
        tag["address"] = address;
        if (found is "coil" or "discrete" && type != "bool")
        {
            Fault(MapColumn.Type, Texts.Quote(Cell(MapColumn.Type)), $"BOOL for a {found}");
        }
        else if (IsGiven(MapColumn.Bit) && type is "bool" or "uint16" or "int16" && found is "holding" or "input"
            && Whole(MapColumn.Bit, 0, 15) is { } bit)
        {
            tag["type"] = "bool";
            tag["bit"] = bit;
        }
    }

    private void AddType(JsonObject tag, string type, string? order, int length)
    {
        if (tag["bit"] is not null)
        {
            return; // AddAddress has said that it is a bool
        }
        tag["type"] = type;
        if (MapTypes.IsByte(type) && Whole(MapColumn.Bit, 0, 15) is { } first && first != 0)
        {
            tag["bit"] = first; // 8: the high byte; the check says so of any other
        }
        bool isWide = type != "string" && TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type), length) > 1;
        string used = order ?? (isWide ? options.Order : "abcd");
        if (used != "abcd" && (isWide || order == "badc"))
        {
            tag["order"] = used;
        }
        if (length > 0)
        {
            tag["length"] = length;
        }
        if (type == "string" && IsGiven(MapColumn.Charset))
        {
            AddCharset(tag);
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
}
