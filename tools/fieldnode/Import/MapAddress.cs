using System.Globalization;
using FieldNode.Field.Modbus;

namespace FieldNode.Cli.Import;

/// <summary>The habits of writing a Modbus address, read into a table and a 0-based address.</summary>
internal static class MapAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">Decimal; hexadecimal as <c>0x0BD3</c> or <c>0BD3h</c>; <c>40001</c>, <c>4x0001</c>, <c>400001</c>; a range as
    /// <c>100-101</c>, whose start counts.</param>
    /// <param name="table">The table that the row or the person says, or null.</param>
    /// <param name="hex">The column has bare hexadecimal digits.</param>
    /// <param name="zeroBased">The column says that it counts from 0.</param>
    /// <param name="options">What to do with plain numbers.</param>
    /// <returns>Null if it is none.</returns>
    internal static (string Table, int Address)? Parse(string text, string? table, bool hex, bool zeroBased, MapOptions options)
    {
        string start = text.Split(["..", "…", "-", "–", "~", ":"], 2, StringSplitOptions.TrimEntries)[0].Replace(" ", "");
        if (Hexadecimal(start, hex) is { } number)
        {
            return InTable(table ?? "holding", number - (zeroBased || options.Base == 0 ? 0 : 1));
        }
        if (start.Length > 2 && start[1] is 'x' or 'X' && start[0] is '1' or '3' or '4')
        {
            // 4x0001: the table and a number from 1
            return int.TryParse(start[2..], NumberStyles.None, CultureInfo.InvariantCulture, out int rest)
                ? InTable(ModbusAddress.NameOf((ModbusTable)(start[0] - '0')), rest - 1) : null;
        }
        if (!int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out int plain))
        {
            return null;
        }
        if (!zeroBased && Leads(plain, table) && ModbusAddress.TryParse(null, plain, out ModbusTable form, out int address))
        {
            return (ModbusAddress.NameOf(form), address);
        }
        return InTable(table ?? "holding", plain - (zeroBased || options.Base == 0 ? 0 : 1));
    }

    // 30001 to 49999 and six digits are the one-number form, unless the row names another table: Socomec's holding register 50514 is
    // none, nor is holding register 30001 of a part that has a column for its table.
    private static bool Leads(int plain, string? table)
    {
        bool oneNumber = plain is (>= 10001 and <= 19999) or (>= 30001 and <= 49999) or (>= 100001 and <= 465536);
        return oneNumber && ModbusAddress.TryParse(null, plain, out ModbusTable form, out _) && (table is null || ModbusAddress.NameOf(form) == table)
            && (table is not null || plain is not (>= 10001 and <= 19999));
    }

    private static int? Hexadecimal(string text, bool hex)
    {
        string? digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..]
            : text.EndsWith('h') || text.EndsWith('H') ? text[..^1]
            : hex ? text : null;
        return digits is not null && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
            ? number : null;
    }

    private static (string, int)? InTable(string table, int address) =>
        address is >= 0 and < ModbusAddress.AddressesMax ? (table, address) : null;
}
