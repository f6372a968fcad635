using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>What a cell, of scales or of units, says of a scale.</summary>
/// <param name="Number">The number in it.</param>
/// <param name="Kind">Whether it says what to do with the number.</param>
/// <param name="Unit">A unit that stands with it, or empty.</param>
internal sealed partial record ScaleCell(double Number, ScaleKind Kind, string Unit)
{
    /// <summary>A number above 1 that does not say whether it divides.</summary>
    internal bool IsOpen => Kind == ScaleKind.Plain && Math.Abs(Number) > 1;

    /// <summary>What the register is multiplied by.</summary>
    /// <param name="divide">Numbers that do not say it divide.</param>
    internal double Factor(bool divide) => Kind == ScaleKind.Divides || (divide && Kind == ScaleKind.Plain) ? 1 / Number : Number;

    /// <summary>Reads a cell of a column of scales: <c>0.1</c>, <c>0.1 V</c>, <c>1/10</c>, <c>/10</c>, <c>x10</c>, <c>10^-1</c>, <c>10⁻²</c>.</summary>
    internal static ScaleCell? Parse(string text, bool comma)
    {
        string plain = MapNumber.Superscripts(text.Trim());
        if (Fraction().Match(plain) is { Success: true } fraction)
        {
            return Made(1 / double.Parse(fraction.Groups[1].Value, CultureInfo.InvariantCulture), ScaleKind.Multiplies, fraction.Groups[2].Value);
        }
        if (Over().Match(plain) is { Success: true } over && MapNumber.TryParse(over.Groups[1].Value, comma, out double below))
        {
            return Made(below, ScaleKind.Divides, "");
        }
        string number = Times().Replace(plain, "");
        bool isTimes = number.Length != plain.Length;
        if (MapNumber.PowerOf(number.Replace(" ", "")) is { } power)
        {
            return Made(power, KindOf(power, true), "");
        }
        if (MapNumber.TryParse(number, comma, out double alone))
        {
            return Made(alone, KindOf(alone, isTimes), "");
        }
        return WithUnit().Match(number) is { Success: true } with && MapNumber.TryParse(with.Groups[1].Value, comma, out double value)
            ? Made(value, KindOf(value, true), with.Groups[2].Value) : null;
    }

    /// <summary>Reads a cell of units: <c>V</c> has no scale, <c>0.1V</c>, <c>V 10⁻²</c>, <c>1/10 V</c>, <c>V/10</c> and <c>V x10</c> have one.</summary>
    internal static (string Unit, ScaleCell? Scale) OfUnit(string text, bool comma)
    {
        string plain = Bracketed().Replace(MapNumber.Superscripts(text.Trim()), " $1");
        if (UnitPower().Match(plain) is { Success: true } power)
        {
            return (power.Groups[1].Value.Trim(), Made(MapNumber.PowerOf(power.Groups[2].Value)!.Value, ScaleKind.Multiplies, ""));
        }
        if (PowerUnit().Match(plain) is { Success: true } before)
        {
            return (before.Groups[2].Value, Made(MapNumber.PowerOf(before.Groups[1].Value)!.Value, ScaleKind.Multiplies, ""));
        }
        if (Fraction().Match(plain) is { Success: true } part && part.Groups[2].Value.Length > 0)
        {
            return (part.Groups[2].Value, Made(1 / double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture), ScaleKind.Multiplies, ""));
        }
        if (UnitOver().Match(plain) is { Success: true } over)
        {
            return (over.Groups[1].Value.Trim(), Made(double.Parse(over.Groups[2].Value, CultureInfo.InvariantCulture), ScaleKind.Divides, ""));
        }
        if (UnitTimes().Match(plain) is { Success: true } times && MapNumber.TryParse(times.Groups[2].Value, comma, out double factor))
        {
            return (times.Groups[1].Value.Trim(), Made(factor, KindOf(factor, true), ""));
        }
        if (UnitTenth().Match(plain) is { Success: true } tenths && MapNumber.TryParse(tenths.Groups[2].Value, comma, out double behind))
        {
            return (tenths.Groups[1].Value.Trim(), Made(behind, ScaleKind.Multiplies, ""));
        }
        if (WithUnit().Match(plain) is { Success: true } with && MapNumber.TryParse(with.Groups[1].Value, comma, out double tenth) && IsPowerOfTen(tenth))
        {
            return (with.Groups[2].Value, Made(tenth, ScaleKind.Multiplies, ""));
        }
        return (IsNone(plain) ? "" : text.Trim(), null);
    }

    /// <summary>A sign for "there is none".</summary>
    internal static bool IsNone(string text) => text.Trim().ToLowerInvariant() is "" or "-" or "–" or "—" or "--" or "---" or "/" or "n/a" or "n.a." or "none" or "null" or "nan";

    /// <summary>True for a unit that seems to hold a scale which was not understood.</summary>
    internal static bool HidesScale(string unit) => Hidden().IsMatch(unit);

    // x0.1, 0.1 V and 10^-1 multiply; x10 and 10^1 may do both, as 0.1 alone may where others of its column divide
    private static ScaleKind KindOf(double number, bool isSaid) => isSaid && Math.Abs(number) <= 1 ? ScaleKind.Multiplies : ScaleKind.Plain;

    private static ScaleCell? Made(double number, ScaleKind kind, string unit) =>
        number == 0 || !double.IsFinite(number) ? new ScaleCell(0, kind, unit) : new ScaleCell(number, kind, unit.Trim());

    private static bool IsPowerOfTen(double number) => number is > 0 and (0.001 or 0.01 or 0.1 or 1 or 10 or 100 or 1000 or 0.0001 or 0.5 or 0.05 or 0.2 or 0.02);

    [GeneratedRegex(@"^1\s*/\s*([1-9][0-9]{0,6})\s*([^\d\s/].*)?$")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^[/÷]\s*([0-9.,]+)$")]
    private static partial Regex Over();

    [GeneratedRegex(@"^[xX*×]\s*|\s*[xX*×]$")]
    private static partial Regex Times();

    // 0.1V, 0.01 kWh, 0.1 °C/bit; not 1/min
    [GeneratedRegex(@"^([-+]?[0-9][0-9.,]*)\s*([^\d\s/^*×.,:;=()-][^\d]*)$")]
    private static partial Regex WithUnit();

    [GeneratedRegex(@"^(.*\S)[ *]+(10\^[+-]?[0-9]{1,2})$")]
    private static partial Regex UnitPower();

    [GeneratedRegex(@"^(10\^[+-]?[0-9]{1,2})[ *]*(\S.*)$")]
    private static partial Regex PowerUnit();

    [GeneratedRegex(@"^([^/]+?)\s*/\s*(10+)$")]
    private static partial Regex UnitOver();

    // % (x0.1), V [0.1]
    [GeneratedRegex(@"\s*[(\[]\s*((?:[xX*×/]\s*)?(?:10+|0[.,]0*[1-9]|1/10+|10\^[-+]?[0-9]+))\s*[)\]]$")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^([^\d]+?)\s+(0[.,]0*[1-9])$")]
    private static partial Regex UnitTenth();

    [GeneratedRegex(@"[0-9][.,][0-9]|[xX*×]\s*[0-9]|\b10\^|/\s*10+\b(?!\s*[a-zA-Z])")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"^(.+?)\s*[xX*×]\s*(10+|0[.,]0*[1-9])$")]
    private static partial Regex UnitTimes();
}
