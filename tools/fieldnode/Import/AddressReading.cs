using System.Globalization;
using FieldNode.Field.Modbus;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>
/// How the addresses of one map are to be read. Decided once for the whole column: its marks, its heading and a second column say much; what
/// they leave open is asked.
/// </summary>
internal sealed class AddressReading
{
    private readonly MapOptions options;
    private readonly Heading heading;
    private bool hex;
    private bool modicon;
    private bool isFormOpen; // 40001 may be the one-number form, and it is asked
    private int first; // what the first register is called

    private AddressReading(Heading heading, MapOptions options)
    {
        this.heading = heading;
        this.options = options;
    }

    /// <summary>A row's cell of addresses, and the table that the row says, or null.</summary>
    internal sealed record Row(int Line, string Text, string? Table);

    /// <summary>Decides.</summary>
    /// <param name="heading">The column.</param>
    /// <param name="baseByPair">What another column of addresses shows, or null.</param>
    /// <param name="speaksOfHex">The map says "hexadecimal" somewhere else.</param>
    /// <param name="rows">Rows that have an address.</param>
    /// <param name="options">A person's answers.</param>
    /// <param name="questions">Gets what is open.</param>
    internal static AddressReading Of(Heading heading, int? baseByPair, bool speaksOfHex, IReadOnlyList<Row> rows, MapOptions options, List<MapQuestion> questions)
    {
        var reading = new AddressReading(heading, options);
        reading.DecideHex(rows, speaksOfHex && baseByPair is null, questions);
        reading.DecideBase(rows, baseByPair, questions);
        return reading;
    }

    /// <summary>Reads an address as it was decided.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="table">The table that the row says, or null.</param>
    /// <returns>Table, address on the wire, and registers of a range (0: none). Null if it is none.</returns>
    internal (string Table, int Address, int Count)? Parse(string text, string? table)
    {
        if (AddressCell.Parse(text, hex) is not { } cell)
        {
            return null;
        }
        string used = table ?? options.Table ?? heading.Table ?? "holding";
        string? digits = AddressCell.HexDigits(cell.Start) ?? (hex && !cell.IsMarkedTable ? cell.Start : null);
        if (digits is not null)
        {
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
                ? InTable(used, number - (options.Base ?? heading.Base ?? 0), cell.Count) : null;
        }
        if (cell.Start.Length > 2 && cell.Start[1] is 'x' or 'X')
        {
            // 4x0001: the table and a number from 1
            return InTable(ModbusAddress.NameOf((ModbusTable)(cell.Start[0] - '0')), int.Parse(cell.Start[2..], CultureInfo.InvariantCulture) - 1, cell.Count);
        }
        if (cell.Plain is not { } plain)
        {
            return null;
        }
        if (modicon && cell.Start.Length == 5 && cell.Start[0] == '0')
        {
            return InTable("coil", plain - 1, cell.Count);
        }
        bool isForm = cell.IsMarkedTable || (modicon && cell.MayBeModicon);
        if (isForm && ModbusAddress.TryParse(null, plain, out ModbusTable form, out int address))
        {
            return (ModbusAddress.NameOf(form), address, cell.Count);
        }
        return InTable(used, plain - first, cell.Count);
    }

    /// <summary>The table that the form of an address names, or would name if a question is open; null: its form names none.</summary>
    internal string? TableOf(string text) => AddressCell.Parse(text, hex) is { } cell && (cell.IsMarkedTable || ((modicon || isFormOpen) && cell.MayBeModicon))
        ? Parse(text, null)?.Table ?? "holding" : null;

    /// <summary>What may stand in the column, for a fault.</summary>
    internal string Allowed => hex ? "one hexadecimal address, 0000 to FFFF, or a range of the registers of one value"
        : $"one address, {first} to {65535 + first}, 0x0BD3, 40001 or 400001, or a range of the registers of one value";

    private void DecideHex(IReadOnlyList<Row> rows, bool speaksOfHex, List<MapQuestion> questions)
    {
        hex = options.Hex ?? (heading.SaysHex && !heading.SaysDec);
        if (options.Hex is not null || heading.SaysHex || heading.SaysDec)
        {
            return;
        }
        var cells = rows.Select(row => (Row: row, Cell: AddressCell.Parse(row.Text, true))).Where(pair => pair.Cell is not null).ToList();
        var bare = cells.Where(pair => !pair.Cell!.IsMarkedHex && !pair.Cell.IsMarkedTable).ToList();
        var shown = bare.FirstOrDefault(pair => pair.Cell!.IsBareHex);
        var padded = bare.FirstOrDefault(pair => pair.Cell!.IsPadded);
        var marked = cells.FirstOrDefault(pair => pair.Cell!.IsMarkedHex);
        var open = shown.Row is not null ? shown : padded.Row is not null ? padded : marked.Row is not null || speaksOfHex ? bare.FirstOrDefault() : default;
        if (open.Row is null || bare.Count == 0)
        {
            return;
        }
        hex = shown.Row is not null;
        string why = shown.Row is not null ? "hexadecimal digits, and the heading does not say so"
            : padded.Row is not null ? "zeros in front, as hexadecimal numbers have them"
            : marked.Row is not null ? $"no 0x, but {Texts.Quote(marked.Row.Text)} in line {marked.Row.Line} has one" : "the map speaks of hexadecimal elsewhere";
        questions.Add(new MapQuestion(open.Row.Line, heading.Label, Texts.Quote(open.Row.Text), why + "; are all numbers without a mark hexadecimal (--hex) or decimal (--dec)?"));
    }

    private void DecideBase(IReadOnlyList<Row> rows, int? baseByPair, List<MapQuestion> questions)
    {
        first = options.Base ?? heading.Base ?? baseByPair ?? 0;
        modicon = options.Modicon || (heading.SaysModicon && options.Base is null);
        if (modicon)
        {
            first = options.Base ?? 1;
        }
        if (hex || modicon || options.Base is not null || heading.Base is not null || baseByPair is not null)
        {
            return;
        }
        var plain = rows.Select(row => (Row: row, Cell: AddressCell.Parse(row.Text, false)))
            .Where(pair => pair.Cell is { IsMarkedHex: false, IsMarkedTable: false, Plain: not null }).ToList();
        if (plain.Count == 0 || plain.Exists(pair => pair.Cell!.Plain == 0))
        {
            return; // a register 0 is there only where they count from 0
        }
        var (row, cell) = plain[0];
        int number = cell!.Plain!.Value;
        if (plain.TrueForAll(pair => pair.Cell!.MayBeModicon && !ContradictsTable(pair.Row, pair.Cell)))
        {
            ModbusAddress.TryParse(null, number, out ModbusTable form, out int address);
            isFormOpen = true;
            string table = cell.Start[0] == '0' ? "coil" : ModbusAddress.NameOf(form);
            int wire = cell.Start[0] == '0' ? number - 1 : address;
            questions.Add(new MapQuestion(row.Line, heading.Label, cell.Start,
                $"{Noun(table)} {wire + 1}, so {wire} on the wire (--modicon); or {number} on the wire (--base 0), or {number - 1}, as they count from 1 (--base 1)?")
            { Rows = plain.Count });
            return;
        }
        questions.Add(new MapQuestion(row.Line, heading.Label, cell.Start, $"do they count from 0, so that {number} is {number} on the wire (--base 0), or from 1, so that it is {number - 1} (--base 1)?")
        { Rows = plain.Count });
    }

    private bool ContradictsTable(Row row, AddressCell cell)
    {
        string? said = row.Table ?? options.Table ?? heading.Table;
        string form = cell.Start[0] == '0' ? "coil"
            : ModbusAddress.TryParse(null, cell.Plain!.Value, out ModbusTable table, out _) ? ModbusAddress.NameOf(table) : "";
        return said is not null && said != form;
    }

    private static string Noun(string table) => table switch { "coil" => "coil", "discrete" => "discrete input", _ => table + " register" };

    private static (string, int, int)? InTable(string table, int address, int count) =>
        address is >= 0 and < ModbusAddress.AddressesMax ? (table, address, count) : null;
}
