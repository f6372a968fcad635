using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>Numbers of register maps: decimal comma, powers of ten, fractions.</summary>
internal static partial class MapNumber
{
    /// <summary>A number such as <c>0.1</c>, <c>0,1</c>, <c>1/10</c>, <c>x10</c>, <c>10^-1</c>, <c>10⁻²</c>.</summary>
    internal static bool TryParse(string text, out double number)
    {
        string plain = Superscripts(text.Trim().TrimStart('x', 'X', '*', '×').Trim()).Replace(" ", "");
        if (Power().Match(plain) is { Success: true } power)
        {
            number = Math.Pow(10, int.Parse(power.Groups[1].Value, CultureInfo.InvariantCulture));
            return true;
        }
        if (plain.Split('/') is [var above, var below] && TryPlain(above, out double a) && TryPlain(below, out double b) && b != 0)
        {
            number = a / b;
            return true;
        }
        return TryPlain(plain, out number);
    }

    /// <summary>The unit, and the power of ten that some maps write behind it: <c>V 10⁻²</c> is V with a scale of 0.01.</summary>
    internal static (string Unit, double? Scale) UnitOf(string text)
    {
        var match = UnitPower().Match(Superscripts(text.Trim()));
        return match.Success
            ? (match.Groups[1].Value.Trim(), Math.Pow(10, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))
            : (text.Trim() is "-" or "–" or "—" or "/" ? "" : text.Trim(), null);
    }

    private static bool TryPlain(string text, out double number)
    {
        // One comma and no point is a decimal comma; with both, the last one is the decimal sign.
        int comma = text.LastIndexOf(',');
        int point = text.LastIndexOf('.');
        string plain = comma > point ? text.Replace(".", "").Replace(',', '.') : text.Replace(",", "");
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private static string Superscripts(string text)
    {
        if (!text.Any(c => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".Contains(c)))
        {
            return text;
        }
        return Raised().Replace(text, match => "10^" + string.Concat(match.Groups[1].Value.Select(c =>
            c == '⁻' ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(c).ToString(CultureInfo.InvariantCulture))));
    }

    [GeneratedRegex(@"^10(?:\^|\*\*|E)\(?([+-]?[0-9]{1,2})\)?$")]
    private static partial Regex Power();

    [GeneratedRegex(@"^(.*\S)[ *]+10\^([+-]?[0-9]{1,2})$")]
    private static partial Regex UnitPower();

    [GeneratedRegex("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")]
    private static partial Regex Raised();
}
