using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>A cell of addresses, taken apart but not yet read: one number, or the first of a range.</summary>
/// <param name="Start">The first number as it stands there.</param>
/// <param name="Count">Registers of a range; 0: the cell has one number.</param>
internal sealed partial record AddressCell(string Start, int Count)
{
    private const int CountMax = 125;

    /// <summary>It is marked as hexadecimal: <c>0x0BD3</c>, <c>0BD3h</c>, <c>16#0BD3</c>, <c>$0BD3</c>.</summary>
    internal bool IsMarkedHex => HexDigits(Start) is not null;

    /// <summary>It names its table: <c>4x0001</c>, <c>400001</c>.</summary>
    internal bool IsMarkedTable => OfTable().IsMatch(Start) || (Plain is >= 100001 and <= 165536 or >= 300001 and <= 365536 or >= 400001 and <= 465536 && Start.Length == 6);

    /// <summary>Decimal digits without a mark, as a number; null: other signs.</summary>
    internal int? Plain => int.TryParse(Start, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Hexadecimal digits without a mark, at least one of them a letter.</summary>
    internal bool IsBareHex => Plain is null && !IsMarkedHex && Start.Length <= 4 && Start.All(char.IsAsciiHexDigit);

    /// <summary>Five digits that may be the one-number form: 40001 is holding register 1, 30001 input register 1.</summary>
    internal bool MayBeModicon => Start.Length == 5 && (Plain is (>= 10001 and <= 19999) or (>= 30001 and <= 39999) or (>= 40001 and <= 49999) || (Start[0] == '0' && Plain > 0));

    /// <summary>Zeros in front, as hexadecimal numbers are printed.</summary>
    internal bool IsPadded => Start.Length is >= 2 and <= 4 && Start[0] == '0' && Plain is not null;

    /// <summary>Takes a cell apart.</summary>
    /// <param name="text">A number, a range such as <c>100-101</c> or <c>100, 101</c>, or a number twice as <c>3027 (0x0BD3)</c>.</param>
    /// <param name="hex">Numbers without a mark are hexadecimal.</param>
    /// <returns>Null: it is none of them, or holds several numbers that do not follow each other.</returns>
    internal static AddressCell? Parse(string text, bool hex)
    {
        string[] tokens = [.. Between().Split(text.Trim()).Select(token => token.Trim().TrimEnd('.')).Where(token => token.Length > 0)];
        if (tokens.Length == 0 || !tokens.All(token => Number().IsMatch(token)) || text.TrimStart().StartsWith('-'))
        {
            return null;
        }
        if (tokens.Length == 1)
        {
            return new AddressCell(tokens[0], 0);
        }
        int[] numbers = [.. tokens.Select(token => ValueOf(token, hex))];
        if (numbers.Contains(-1))
        {
            return null;
        }
        if (tokens.Length == 2 && numbers[0] == numbers[1] && (HexDigits(tokens[0]) is null) != (HexDigits(tokens[1]) is null))
        {
            return new AddressCell(HexDigits(tokens[0]) is null ? tokens[1] : tokens[0], 0);
        }
        if (text.Contains(':') || tokens.Select(token => HexDigits(token) is null).Distinct().Count() > 1)
        {
            return null; // 3:100 may be a function, 100:2 a length
        }
        bool isRange = tokens.Length == 2 && Range().IsMatch(text);
        bool follow = numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == pair.First + 1);
        int count = numbers[^1] - numbers[0] + 1;
        return (isRange || follow) && count is > 0 and <= CountMax ? new AddressCell(tokens[0], count) : null;
    }

    /// <summary>Digits of a number that is marked as hexadecimal, or null.</summary>
    internal static string? HexDigits(string text)
    {
        var match = Hex().Match(text);
        return match.Success ? match.Groups["d"].Value : null;
    }

    private static int ValueOf(string token, bool hex)
    {
        string? digits = HexDigits(token) ?? (hex ? token : null);
        string plain = OfTable().IsMatch(token) ? token[2..] : token;
        return digits is not null
            ? int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number) ? number : -1
            : int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : -1;
    }

    [GeneratedRegex(@"\s*(?:\.{2,3}|…|[-–—~:/,;&+()\[\]]|\bto\b|\bbis\b|\band\b|\bund\b)\s*|\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"\.{2,3}|…|[-–—~]|\bto\b|\bbis\b", RegexOptions.IgnoreCase)]
    private static partial Regex Range();

    [GeneratedRegex("^(?:0x[0-9a-f]{1,8}|[0-9a-f]{1,8}h?|16#[0-9a-f]{1,8}|\\$[0-9a-f]{1,8}|[0134]x[0-9]{1,5})$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex("^(?:0x(?<d>[0-9a-f]{1,8})|(?<d>[0-9a-f]{1,8})h|16#(?<d>[0-9a-f]{1,8})|\\$(?<d>[0-9a-f]{1,8}))$", RegexOptions.IgnoreCase)]
    private static partial Regex Hex();

    [GeneratedRegex("^[134]x[0-9]{1,5}$", RegexOptions.IgnoreCase)]
    private static partial Regex OfTable();
}
