using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What is decided for a whole map before its rows are read: the decimal sign, what scales do, what lengths count.</summary>
internal sealed class MapReadings
{
    private static readonly MapColumn[] numbers = [MapColumn.Scale, MapColumn.Divisor, MapColumn.Offset, MapColumn.Low, MapColumn.High, MapColumn.Deadband];

    private readonly MapHeader header;
    private readonly IReadOnlyList<(int Line, string[] Cells)> rows;
    private readonly MapOptions options;
    private readonly List<MapQuestion> questions;

    private MapReadings(MapHeader header, IReadOnlyList<(int Line, string[] Cells)> rows, MapOptions options, List<MapQuestion> questions)
    {
        this.header = header;
        this.rows = rows;
        this.options = options;
        this.questions = questions;
    }

    /// <summary>The comma is the decimal sign.</summary>
    internal bool Comma { get; private set; }

    /// <summary>Numbers of the column of scales divide.</summary>
    internal bool Divide { get; private set; }

    internal LengthUnit LengthIn { get; private set; }

    /// <summary>Decides; what is open is added to <paramref name="questions"/>.</summary>
    internal static MapReadings Of(MapHeader header, IReadOnlyList<(int Line, string[] Cells)> rows, MapOptions options, List<MapQuestion> questions)
    {
        var readings = new MapReadings(header, rows, options, questions);
        readings.DecideComma();
        readings.DecideDivide();
        readings.DecideDecimals();
        readings.DecideOffset();
        readings.DecideLength();
        return readings;
    }

    private IEnumerable<(int Line, string Text)> CellsOf(MapColumn column) =>
        rows.Select(row => (row.Line, header.Cell(row.Cells, column))).Where(cell => !ScaleCell.IsNone(cell.Item2));

    private void DecideComma()
    {
        Comma = options.DecimalComma ?? false;
        if (options.DecimalComma is not null)
        {
            return;
        }
        var cells = numbers.SelectMany(column => CellsOf(column).Select(cell => (cell.Line, cell.Text, Column: column))).ToList();
        var shown = cells.Select(cell => MapNumber.ShowsComma(cell.Text.Trim('x', 'X', '*', '/', ' '))).Where(sign => sign is not null).Distinct().ToList();
        if (shown.Count == 1)
        {
            Comma = shown[0]!.Value;
            return;
        }
        var open = cells.Where(cell => MapNumber.IsOpen(cell.Text)).OrderBy(cell => cell.Line).ToList();
        if (open.Count > 0)
        {
            var (line, text, column) = open[0];
            bool comma = text.Contains(',');
            string whole = text.Replace(",", "").Replace(".", "");
            string part = text.Replace(',', '.');
            questions.Add(new MapQuestion(line, header.HeadingOf(column), Texts.Quote(text),
                $"{(comma ? part : whole)} with a decimal comma (--decimal-comma), or {(comma ? whole : part)} with a decimal point (--decimal-point)?") { Rows = open.Count });
        }
    }

    private void DecideDivide()
    {
        Divide = options.Divide ?? false;
        if (options.Divide is not null)
        {
            return;
        }
        AskDirection([.. CellsOf(MapColumn.Scale).Select(cell => (cell.Line, cell.Text, ScaleCell.Parse(cell.Text, Comma)))], MapColumn.Scale);
        AskDirection([.. CellsOf(MapColumn.Unit).Select(cell => (cell.Line, cell.Text, ScaleCell.OfUnit(cell.Text, Comma).Scale))], MapColumn.Unit);
    }

    private void AskDirection(List<(int Line, string Text, ScaleCell? Scale)> cells, MapColumn column)
    {
        var open = cells.Where(cell => cell.Scale is { IsOpen: true }).ToList();
        if (open.Count == 0)
        {
            return;
        }
        var (line, text, scale) = open[0];
        double number = scale!.Number;
        string divided = (100 / number).ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
        string times = (100 * number).ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
        string all = cells.Exists(cell => cell.Scale is { Kind: ScaleKind.Plain } other && Math.Abs(other.Number) < 1) ? " All plain numbers of the column are taken so." : "";
        questions.Add(new MapQuestion(line, header.HeadingOf(column), Texts.Quote(text),
            $"is a register of 100 a value of {divided} (--divide) or of {times} (--multiply)?{all}") { Rows = open.Count });
    }

    // A column of decimals may be the scale, or only how a display rounds.
    private void DecideDecimals()
    {
        if (options.Columns.ContainsKey(MapColumn.Decimals) || !header.Has(MapColumn.Decimals))
        {
            return;
        }
        var said = CellsOf(MapColumn.Decimals).Where(cell => int.TryParse(cell.Text, out int places) && places != 0).ToList();
        if (said.Count > 0)
        {
            string column = ColumnChoice.Said(header.Of(MapColumn.Decimals));
            questions.Add(new MapQuestion(said[0].Line, header.HeadingOf(MapColumn.Decimals), said[0].Text,
                $"does it scale the register, by 10 to the power of -{said[0].Text.TrimStart('-')} (--column decimals={column}), or say only what a display shows (--ignore {column})?")
            { Rows = said.Count });
        }
    }

    // Offsets that grow from row to row are of addresses, not of values.
    private void DecideOffset()
    {
        if (options.Columns.ContainsKey(MapColumn.Offset) || !header.Has(MapColumn.Offset))
        {
            return;
        }
        var cells = CellsOf(MapColumn.Offset).ToList();
        int[] numbers = [.. cells.Select(cell => int.TryParse(cell.Text, out int number) ? number : -1)];
        if (numbers.Length > 1 && numbers[0] >= 0 && numbers.Zip(numbers.Skip(1)).All(pair => pair.Second > pair.First))
        {
            string column = ColumnChoice.Said(header.Of(MapColumn.Offset));
            questions.Add(new MapQuestion(cells[1].Line, header.HeadingOf(MapColumn.Offset), cells[1].Text,
                $"is it added to the value (--column offset=\"{column.Trim('"')}\"), or an offset of the address, which import does not add (--ignore \"{column.Trim('"')}\")?") { Rows = numbers.Length });
        }
    }

    private void DecideLength()
    {
        LengthIn = options.LengthIn ?? (header.Has(MapColumn.Length) ? header.Of(MapColumn.Length).LengthIn : null) ?? LengthUnit.Registers;
        if (options.LengthIn is not null || !header.Has(MapColumn.Length) || header.Of(MapColumn.Length).LengthIn is not null)
        {
            return;
        }
        var units = new HashSet<LengthUnit> { LengthUnit.Registers, LengthUnit.Bytes, LengthUnit.Bits };
        (int Line, int Length, string Type)? open = null;
        foreach (var (line, cells) in rows)
        {
            string type = header.Cell(cells, MapColumn.Type);
            if (!int.TryParse(header.Cell(cells, MapColumn.Length), out int length) || length == 0 || IsOfBits(cells, type))
            {
                continue;
            }
            open ??= length > 1 ? (line, length, type) : null;
            units.RemoveWhere(unit => !CanBe(type.Length == 0 ? options.Type ?? "UNSIGNED" : type, length, unit));
        }
        LengthIn = units.Contains(LengthUnit.Registers) || units.Count == 0 ? LengthUnit.Registers : units.First();
        if (units.Count > 1 && open is var (at, count, kind))
        {
            questions.Add(new MapQuestion(at, header.HeadingOf(MapColumn.Length), count.ToString(),
                $"so many registers (--registers) or bytes (--bytes){(kind.Length == 0 ? "" : " of " + Texts.Quote(kind))}?"));
        }
    }

    private bool IsOfBits(string[] cells, string type) =>
        FunctionWords.OfWord(header.Cell(cells, MapColumn.Table)) is "coil" or "discrete" || MapTypes.Parse(type, 0).Type == "bool";

    // A length of a type that has its own tells what lengths count: INT32 with 4 is in bytes.
    private static bool CanBe(string type, int length, LengthUnit unit)
    {
        if (MapTypes.Parse(type, 0).Type is "uint8" or "int8")
        {
            return unit == LengthUnit.Bits ? length == 8 : length == 1 || (unit == LengthUnit.Bytes && length == 2);
        }
        return RegistersOf(length, unit, MapTypes.Parse(type, 0).Type == "string") is { } registers && MapTypes.Parse(type, registers).Type is not null && MapTypes.Fits(type, registers);
    }

    /// <summary>Registers of a length; null: it is no whole number of them.</summary>
    internal static int? RegistersOf(int length, LengthUnit unit, bool isText) => unit switch
    {
        LengthUnit.Registers => length,
        LengthUnit.Bytes => length % 2 == 0 ? length / 2 : isText ? (length + 1) / 2 : null,
        _ => length % 16 == 0 ? length / 16 : null,
    };
}
