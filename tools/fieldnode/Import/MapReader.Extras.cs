using System.Globalization;
using System.Text.Json.Nodes;
using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>Codes that say that there is no value, and registers that scale others.</summary>
internal sealed partial class MapReader
{
    private readonly List<(JsonObject Tag, int Line, MapColumn Column, string Scale)> scaled = [];
    private readonly List<(JsonObject Tag, string Code)> sunSpec = [];
    private bool hasSunSpec;
    private readonly Dictionary<string, (string Table, int Address)> rows = new(StringComparer.OrdinalIgnoreCase);

    // SunSpec Device Information Model Specification, "not implemented" of each type: a map that has its scale factors has its codes. An
    // accumulator (acc16, acc32, acc64) says so with 0, which is a value as well.
    private static readonly Dictionary<string, string> sunSpecCodes = new()
    {
        ["INT16"] = "8000", ["UINT16"] = "FFFF", ["ENUM16"] = "FFFF", ["BITFIELD16"] = "FFFF", ["SUNSSF"] = "8000",
        ["INT32"] = "80000000", ["UINT32"] = "FFFFFFFF", ["ENUM32"] = "FFFFFFFF", ["BITFIELD32"] = "FFFFFFFF",
        ["INT64"] = "8000000000000000", ["UINT64"] = "FFFFFFFFFFFFFFFF", ["BITFIELD64"] = "FFFFFFFFFFFFFFFF",
        ["FLOAT32"] = "nan", ["FLOAT64"] = "nan",
    };

    // What stands in a column of scales and is no number may be the name of a row, as in SunSpec's maps.
    private bool NamesAScale => Cell(MapColumn.Scale) is { Length: > 0 } text && char.IsLetter(text[0])
        && !ScaleCell.IsNone(text) && ScaleCell.Parse(text, readings.Comma) is null;

    private string VendorType => Cell(MapColumn.Type).ToUpperInvariant();

    private void AddCharset(JsonObject tag)
    {
        string said = Cell(MapColumn.Charset);
        string letters = new([.. said.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        string? charset = letters switch
        {
            "utf8" => "utf-8",
            "latin1" or "iso88591" => "latin1",
            "ascii" or "usascii" => "ascii",
            _ => null,
        };
        if (charset is null)
        {
            Fault(MapColumn.Charset, Texts.Quote(said), string.Join(", ", TagForm.CharsetNames));
        }
        else if (charset != TagForm.CharsetNames[0])
        {
            tag["charset"] = charset;
        }
    }

    // 0x8000, 8000h, nan, -32768, 65535. Four decimal digits of a register may be either: nobody can tell 9999 from 0x9999.
    private void AddNotAvailable(JsonObject tag, int length)
    {
        string text = Cell(MapColumn.NotAvailable);
        if (ScaleCell.IsNone(text) && !text.Equals("nan", StringComparison.OrdinalIgnoreCase) || tag["type"]?.GetValue<string>() is not { } name || tag["table"]?.GetValue<string>() is "coil" or "discrete")
        {
            return;
        }
        var type = (RegisterType)TagForm.IndexOf(TagForm.TypeNames, name);
        int digits = type == RegisterType.Text ? 0 : NotAvailableForm.DigitsOf(type, length);
        string code = CodeOf(text, digits);
        if (NotAvailableForm.TryParse(code, type, length, out _))
        {
            tag["notAvailable"] = code;
            return;
        }
        Fault(MapColumn.NotAvailable, Texts.Quote(text), type == RegisterType.Text ? "nothing: a string has no such code"
            : $"0x and up to {digits} hexadecimal digits, nan for a float, or a decimal number that cannot be taken for them");
    }

    private static string CodeOf(string text, int digits)
    {
        string? hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text.EndsWith('h') || text.EndsWith('H') ? text[..^1] : null;
        if (hex is not null)
        {
            return hex.ToUpperInvariant().PadLeft(digits, '0');
        }
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return NotAvailableForm.NotANumber;
        }
        if (text.Length == digits && text.All(char.IsAsciiHexDigit))
        {
            return text.All(char.IsAsciiDigit) ? "" : text.ToUpperInvariant();
        }
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            || number < long.MinValue || number > ulong.MaxValue)
        {
            return "";
        }
        string all = (number < 0 ? (long)number : unchecked((long)(ulong)number)).ToString("X16", CultureInfo.InvariantCulture);
        char sign = number < 0 ? 'F' : '0';
        bool fits = digits is > 0 and <= 16 && all[..(16 - digits)].All(c => c == sign) && (number >= 0 || all[16 - digits] >= '8');
        return fits ? all[(16 - digits)..] : "";
    }

    // The row that scales this one may come later.
    private void RememberScale(JsonObject tag)
    {
        if (tag["table"] is null)
        {
            return;
        }
        rows.TryAdd(Cell(NameColumn), (tag["table"]!.GetValue<string>(), tag["address"]!.GetValue<int>()));
        MapColumn column = NamesAScale ? MapColumn.Scale : MapColumn.ScaleRegister;
        if (IsGiven(column) && IsNumber(tag))
        {
            scaled.Add((tag, line, column, Cell(column)));
        }
        if (sunSpecCodes.TryGetValue(VendorType, out string? code) && tag["notAvailable"] is null && tag["table"]!.GetValue<string>() is "holding" or "input")
        {
            sunSpec.Add((tag, code));
        }
        hasSunSpec |= VendorType == "SUNSSF";
    }

    private void ResolveScales()
    {
        foreach (var (tag, at, column, scale) in scaled)
        {
            line = at;
            string table = tag["table"]!.GetValue<string>();
            (string Table, int Address)? found = rows.TryGetValue(scale, out var row) ? row
                : addresses.Parse(scale, table) is { } place ? (place.Table, place.Address) : null;
            if (found is null || found.Value.Table != table)
            {
                Fault(column, Texts.Quote(scale), $"a number, the name of a row with a register of the table {table}, or its address");
                continue;
            }
            tag["scaleAddress"] = found.Value.Address;
            tag.Remove("writable"); // by what it is scaled may have changed
            if (tag["type"]!.GetValue<string>() is "int64" or "uint64" && tag["publishAs"] is null)
            {
                tag["publishAs"] = "Double";
            }
        }
        foreach (var (tag, code) in hasSunSpec ? sunSpec : [])
        {
            tag["notAvailable"] = code;
        }
    }
}
