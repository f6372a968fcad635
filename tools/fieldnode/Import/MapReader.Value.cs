using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What a host sees of a register: its name, its unit and range, and whether it may be written.</summary>
internal sealed partial class MapReader
{
    private const string RefusedInNames = ".,\\@#$%^&*()[]{}|!`~:;'\"<>?";

    // What hosts refuse in names becomes a space; a name twice gets nothing added, as nobody could tell the two apart later.
    private string NameOf(string said)
    {
        var letters = said.Select(c => char.IsControl(c) || RefusedInNames.Contains(c) ? ' ' : c).ToArray();
        string name = string.Join('/', new string(letters).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(part => part.Length > 0));
        if (!Texts.IsMetricName(name) || Texts.IsReservedMetric(name))
        {
            Fault(NameColumn, Texts.Quote(said), "1 to 128 bytes of text that Sparkplug has not reserved");
        }
        else if (!names.TryAdd(name, line))
        {
            Fault(NameColumn, Texts.Quote(said), $"a name that line {names[name]} does not have");
        }
        return name;
    }

    // A register of which a bit was named has become a bool.
    private static bool IsNumber(JsonObject tag) => tag["type"]?.GetValue<string>() is not (null or "bool" or "string");

    private void AddScale(JsonObject tag, string type)
    {
        var (unit, power) = MapNumber.UnitOf(Cell(MapColumn.Unit));
        double scale = NamesAScale ? 1 : Number(MapColumn.Scale) ?? 1;
        double divisor = Number(MapColumn.Divisor) ?? 1;
        double offset = Number(MapColumn.Offset) ?? 0;
        if (divisor == 0 || scale == 0)
        {
            Fault(divisor == 0 ? MapColumn.Divisor : MapColumn.Scale, "0", "a number other than 0");
            return;
        }
        // 1 / 10 and 3 * 0.1 in tenths, not in the tail of a binary fraction
        double all = (double)((decimal)(scale * (power ?? 1)) / (decimal)divisor);
        bool isNumber = IsNumber(tag);
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

    private void AddNumber(JsonObject tag, string member, MapColumn column)
    {
        if (Number(column) is { } number && number != 0 && IsNumber(tag))
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
        bool can = tag["table"]?.GetValue<string>() is "coil" or "holding" && type != "string" && tag["bit"] is null && !MapTypes.IsByte(type);
        if (writable && can)
        {
            tag["writable"] = true;
        }
    }
}
