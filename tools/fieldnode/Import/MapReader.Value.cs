using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What a host sees of a register: its name, its unit and range, and whether it may be written.</summary>
internal sealed partial class MapReader
{
    private const string RefusedInNames = ".,\\@#$%^&*()[]{}|!`~:;'\"<>?";

    private const double ScaleMax = 1e15;

    private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (int Line, int Count, int First)> sameNames = new(StringComparer.OrdinalIgnoreCase);

    // What hosts refuse in names becomes a space.
    private string NameOf(string said)
    {
        var letters = said.Select(c => char.IsControl(c) || RefusedInNames.Contains(c) ? ' ' : c).ToArray();
        string name = string.Join('/', new string(letters).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(part => part.Length > 0));
        if (options.AddressInNames)
        {
            // a map of several tables may have an address twice
            string table = header.Has(MapColumn.Table) || header.Has(MapColumn.Function) ? " " + (RowTable.Of(header, cells).Table ?? "") : "";
            name += $"{table} {Cell(MapColumn.Address).Split(' ')[0]}";
        }
        if (!Texts.IsMetricName(name) || Texts.IsReservedMetric(name))
        {
            Fault(NameColumn, Texts.Quote(said), "1 to 128 bytes of text that Sparkplug has not reserved");
        }
        else if (!names.TryAdd(name, line))
        {
            var there = sameNames.GetValueOrDefault(name, (line, 0, names[name]));
            sameNames[name] = there with { Item2 = there.Item2 + 1 };
        }
        return name;
    }

    // A name that stands twice gets nothing added unasked, as nobody could tell the two apart later.
    private void TellSameNames()
    {
        if (sameNames.Count == 0)
        {
            return;
        }
        var (name, first) = sameNames.MinBy(pair => pair.Value.Line);
        int rows = sameNames.Values.Sum(same => same.Count);
        questions.Add(new MapQuestion(first.Line, header.HeadingOf(header.Has(MapColumn.Name) ? MapColumn.Name : MapColumn.Description), Texts.Quote(name),
            options.AddressInNames ? $"line {first.First} has the name and the address as well; which row is right? Take the other out of the map"
            : $"line {first.First} has the name as well; put the address behind all names (--address-in-names), take another column (--column name=COLUMN), or change the map?") { Rows = rows });
    }

    // A register of which a bit was named has become a bool.
    private static bool IsNumber(JsonObject tag) => tag["type"]?.GetValue<string>() is not (null or "bool" or "string");

    private void AddScale(JsonObject tag, string type)
    {
        var (unit, ofUnit) = ScaleCell.OfUnit(Cell(MapColumn.Unit), readings.Comma);
        ScaleCell? ofScale = ScaleOf();
        unit = unit.Length == 0 ? ofScale?.Unit ?? "" : unit;
        double divisor = Number(MapColumn.Divisor) ?? 1;
        double power = Math.Pow(10, (Whole(MapColumn.Exponent, -12, 12) ?? 0) - (options.Columns.ContainsKey(MapColumn.Decimals) ? Math.Abs(Whole(MapColumn.Decimals, -9, 9) ?? 0) : 0));
        (MapColumn Column, double Factor)[] said = [.. new[]
        {
            (MapColumn.Unit, ofUnit?.Factor(readings.Divide) ?? 1), (MapColumn.Scale, ofScale?.Factor(readings.Divide) ?? 1),
            (MapColumn.Divisor, 1 / divisor), (MapColumn.Exponent, power),
        }.Where(pair => pair.Item2 != 1)];
        if (said.FirstOrDefault(pair => !double.IsFinite(pair.Factor) || Math.Abs(pair.Factor) is 0 or > ScaleMax or < 1 / ScaleMax) is { Factor: not 0 } wrong || ofScale?.Number == 0)
        {
            Fault(ofScale?.Number == 0 ? MapColumn.Scale : said.First(pair => !double.IsFinite(pair.Factor) || Math.Abs(pair.Factor) is 0 or > ScaleMax or < 1 / ScaleMax).Column,
                ofScale?.Number == 0 ? "0" : Texts.Quote(Cell(MapColumn.Divisor)), "a number other than 0, 1E-15 to 1E15");
            return;
        }
        bool isNumber = IsNumber(tag);
        if (isNumber && said.Length > 1 && !said.All(pair => pair.Column == MapColumn.Unit || options.Columns.ContainsKey(pair.Column)))
        {
            AskTwice(said);
        }
        // 1 / 10 and 3 * 0.1 in tenths, not in the tail of a binary fraction
        double all = said.Aggregate(1.0, (product, pair) => Times(product, pair.Factor));
        double offset = Number(MapColumn.Offset) ?? 0;
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
        AddUnit(tag, unit);
    }

    private static double Times(double a, double b) =>
        Math.Abs(a) is < 1e12 and > 1e-12 && Math.Abs(b) is < 1e12 and > 1e-12 ? (double)((decimal)a * (decimal)b) : a * b;

    private ScaleCell? ScaleOf()
    {
        string text = Cell(MapColumn.Scale);
        if (ScaleCell.IsNone(text) || NamesAScale)
        {
            return null;
        }
        if (ScaleCell.Parse(text, readings.Comma) is { } scale)
        {
            return scale;
        }
        Fault(MapColumn.Scale, Texts.Quote(text), text.Contains('E', StringComparison.OrdinalIgnoreCase) && text.StartsWith("10", StringComparison.Ordinal)
            ? "10^3 or 1E3 for a thousand, 10000 for ten thousand: 10E3 is either" : "one number, such as 0.1, 0,1, 1/10, 10^-1, 0.1 V");
        return null;
    }

    // 0.1V as the unit and 0.1 as the scale: the same said twice, or a hundredth?
    private void AskTwice((MapColumn Column, double Factor)[] said)
    {
        string[] columns = [.. said.Select(pair => ColumnChoice.Said(header.Of(pair.Column)))];
        string how = string.Join(" or ", columns.Select(column => "--ignore " + column));
        string both = string.Join(' ', said.Select((pair, i) => $"--column {char.ToLowerInvariant(pair.Column.ToString()[0]) + pair.Column.ToString()[1..]}={columns[i]}"));
        Ask(said[0].Column, string.Join(" and ", said.Select(pair => Texts.Quote(Cell(pair.Column)))),
            $"{header.HeadingOf(said[1].Column)} scales the register as well; the same said twice ({how}), or both of them ({both})?");
    }

    private void AddUnit(JsonObject tag, string unit)
    {
        if (unit.Contains('='))
        {
            unitLists++; // 0=Off;1=On
            return;
        }
        if (unit.Length == 0)
        {
            return;
        }
        tag["unit"] = unit;
        if (ScaleCell.HidesScale(unit))
        {
            Fault(MapColumn.Unit, Texts.Quote(unit), "a unit, and a scale only as 0.1 V, V x10, V/10, V 10^-1");
        }
        if (!Texts.IsPlain(unit, SettingsLimits.UnitBytesMax))
        {
            Fault(MapColumn.Unit, Texts.Quote(unit), $"1 to {SettingsLimits.UnitBytesMax} bytes of text");
        }
    }

    private void AddNumber(JsonObject tag, string member, MapColumn column)
    {
        if (Number(column) is { } number && number != 0 && IsNumber(tag))
        {
            tag[member] = number;
        }
    }

    // Maps often give one end only; half a range is none.
    private void AddRange(JsonObject tag)
    {
        double low = Number(MapColumn.Low) ?? 0;
        double high = Number(MapColumn.High) ?? 0;
        if (!IsNumber(tag) || low >= high)
        {
            return;
        }
        double scale = tag["scale"]?.GetValue<double>() ?? 1;
        double offset = tag["offset"]?.GetValue<double>() ?? 0;
        bool isScaled = scale != 1 || offset != 0;
        if (isScaled && options.RawRange is null)
        {
            Ask(MapColumn.High, Texts.Quote(Cell(MapColumn.High)), "the range of the value (--range value), or of the register before it is scaled (--range raw)?");
        }
        if (isScaled && options.RawRange == true)
        {
            double one = Times(low, scale) + offset;
            double other = Times(high, scale) + offset;
            (low, high) = (Math.Min(one, other), Math.Max(one, other));
        }
        if (low != 0)
        {
            tag["low"] = low;
        }
        if (high != 0)
        {
            tag["high"] = high;
        }
    }

    private AccessRight RightOf()
    {
        string text = Cell(MapColumn.Access);
        if (ScaleCell.IsNone(text))
        {
            var found = FunctionWords.OfFunction(Cell(MapColumn.Function));
            bool writesOnly = found is { IsKnown: true, Reads.Count: 0, Writes.Count: > 0 };
            if (writesOnly && options.PollWriteOnly is null)
            {
                AskWriteOnly(MapColumn.Function);
            }
            return writesOnly ? AccessRight.Write : AccessRight.Read;
        }
        if (AccessWords.Parse(text) is not { } right)
        {
            Fault(MapColumn.Access, Texts.Quote(text), "R, RO, RW, W, read only, read/write, or the words of another language");
            return AccessRight.Read;
        }
        if (right == AccessRight.Write && options.PollWriteOnly is null)
        {
            AskWriteOnly(MapColumn.Access);
        }
        return right;
    }

    private void AskWriteOnly(MapColumn column) => Ask(column, Texts.Quote(Cell(column)),
        "can it be read as well (--write-only poll), or only written, so that it is left out, since a node polls all its tags (--write-only skip)?");

    private void AddWritable(JsonObject tag, string type, AccessRight right)
    {
        bool can = tag["table"]?.GetValue<string>() is "coil" or "holding" && type != "string" && tag["bit"] is null && !MapTypes.IsByte(tag["type"]?.GetValue<string>() ?? type);
        if (right != AccessRight.Read && can)
        {
            tag["writable"] = true;
        }
    }
}
