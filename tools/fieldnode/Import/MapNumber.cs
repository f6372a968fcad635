using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>Numbers of register maps: decimal comma, powers of ten, fractions.</summary>
internal static partial class MapNumber
{
    /// <summary>A plain number, such as <c>0.1</c>, <c>-12,5</c>, <c>1,000.5</c>, <c>1 000</c>, <c>1E-3</c>.</summary>
    /// <param name="text">Without blanks around it.</param>
    /// <param name="comma">The comma is the decimal sign where both are possible, as in <c>1,000</c>.</param>
    /// <param name="number">The number.</param>
    internal static bool TryParse(string text, bool comma, out double number)
    {
        number = 0;
        text = text.Replace('−', '-').Replace("\u00A0", " ").Replace("\u202F", " ");
        if (TenE().IsMatch(text))
        {
            return false; // 10E3 is 10 000 to a computer and 1000 to some who write maps
        }
        if (Blanks().IsMatch(text))
        {
            text = text.Replace(" ", "");
        }
        int last = text.LastIndexOfAny([',', '.']);
        bool isDecimal = last >= 0 && text.Count(c => c == text[last]) == 1
            && (!IsOpen(text) || (text[last] == ',') == comma);
        char? sign = isDecimal ? text[last] : null;
        char? group = text.FirstOrDefault(c => c is ',' or '.' && c != sign) is var found && found != default ? found : null;
        if (group is not null && !Grouped(text.Split(sign ?? '\0')[0], group.Value))
        {
            return false;
        }
        string plain = group is null ? text : text.Replace(group.Value.ToString(), "");
        plain = sign is null ? plain : plain.Replace(sign.Value, '.');
        return double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>True for <c>1,000</c> and <c>1.000</c>: a thousand or one, nobody can tell.</summary>
    internal static bool IsOpen(string text) => Open().IsMatch(text.Trim());

    /// <summary>Which decimal sign a number shows: true for a comma, false for a point, null if it shows none.</summary>
    internal static bool? ShowsComma(string text)
    {
        text = text.Trim();
        int last = text.LastIndexOfAny([',', '.']);
        if (last < 0 || IsOpen(text) || !TryParse(text, false, out _))
        {
            return null;
        }
        return text.Count(c => c == text[last]) > 1 ? text[last] == '.' : text[last] == ',';
    }

    /// <summary>Powers of ten, <c>10^-1</c> and <c>10⁻²</c>; null: it is none.</summary>
    internal static double? PowerOf(string text) => Power().Match(Superscripts(text)) is { Success: true } power
        ? Math.Pow(10, int.Parse(power.Groups[1].Value, CultureInfo.InvariantCulture)) : null;

    /// <summary>Raised digits as a power: <c>10⁻²</c> is <c>10^-2</c>.</summary>
    internal static string Superscripts(string text)
    {
        if (!text.Any(c => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".Contains(c)))
        {
            return text;
        }
        return Raised().Replace(text, match => "10^" + string.Concat(match.Groups[1].Value.Select(c =>
            c == '⁻' ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(c).ToString(CultureInfo.InvariantCulture))));
    }

    private static bool Grouped(string whole, char sign)
    {
        string[] parts = whole.TrimStart('-', '+').Split(sign);
        return parts[0].Length is >= 1 and <= 3 && parts.Skip(1).All(part => part.Length == 3);
    }

    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$")]
    private static partial Regex Open();

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?$")]
    private static partial Regex Blanks();

    [GeneratedRegex("^[-+]?10E[-+]?[0-9]+$", RegexOptions.IgnoreCase)]
    private static partial Regex TenE();

    [GeneratedRegex(@"^10(?:\^|\*\*)\(?([+-]?[0-9]{1,2})\)?$")]
    private static partial Regex Power();

    [GeneratedRegex("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")]
    private static partial Regex Raised();
}
