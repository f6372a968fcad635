using System.Globalization;
using System.Text.RegularExpressions;
using FieldNode.Settings;

namespace FieldNode.Cli.Import;

/// <summary>What vendors call the types of registers, and the orders of their bytes.</summary>
internal static partial class MapTypes
{
    private static readonly Dictionary<string, string> exact = TypeWords.Names
        .SelectMany(entry => entry.Words.Split(' ').Select(word => (word, entry.Type))).ToDictionary(pair => pair.word, pair => pair.Type);

    private static readonly Dictionary<string, string> orders = TypeWords.Orders
        .SelectMany(entry => entry.Words.Split(' ').Select(word => (word, entry.Order))).ToDictionary(pair => pair.word, pair => pair.Order);

    private static readonly Dictionary<string, string> english = TypeWords.Translations
        .SelectMany(entry => entry.Words.Select(word => (word, entry.English))).DistinctBy(pair => pair.word).ToDictionary(pair => pair.word, pair => pair.English);

    private static readonly Regex foreign = new(
        $"(?<![A-Z])(?:{string.Join('|', english.Keys.OrderByDescending(word => word.Length))})(?![A-Z])", RegexOptions.CultureInvariant);

    /// <summary>Reads a vendor's type.</summary>
    /// <param name="text">Such as <c>FLOAT32</c>, <c>INT16S</c>, <c>U32</c>, <c>uint32be</c>, <c>float (swapped)</c>, <c>STRING[16]</c>.</param>
    /// <param name="registers">Length in registers where the map has it, else 0: an INT of two is an int32.</param>
    internal static MapType Parse(string text, int registers)
    {
        string upper = MapLetters.Plain(text).ToUpperInvariant();
        return Read(upper, registers) is { Type: not null } type ? type : Read(foreign.Replace(upper, match => english[match.Value]), registers);
    }

    /// <summary>True for the types that are bytes of a register.</summary>
    internal static bool IsByte(string type) => type is "uint8" or "int8";

    /// <summary>The characters that a type of text names, <c>STRING[16]</c>; 0: none.</summary>
    internal static int CharactersOf(string text) =>
        Chars().Match(MapLetters.Plain(text).ToUpperInvariant().Trim()) is { Success: true } chars ? int.Parse(chars.Groups[1].Value) : 0;

    /// <summary>True if it says what the number of a type of text counts: <c>CHAR(5)</c>, <c>ASCII 16 bytes</c>; STRING[8] has 8 registers at some makers.</summary>
    internal static bool SaysCharacters(string text) => MapLetters.Plain(text) is var plain && (plain.Contains("char") || plain.Contains("byte"));

    /// <summary>True if a type can have so many registers.</summary>
    internal static bool Fits(string text, int registers)
    {
        MapType type = Parse(text, registers);
        int characters = CharactersOf(text);
        return type.Type is null || (type.Type == "string" ? characters == 0 || (characters + 1) / 2 == registers || (characters == registers && !SaysCharacters(text))
            : TagForm.RegistersOf(TagForm.IndexOf(TagForm.TypeNames, type.Type), type.Length) == registers);
    }

    /// <summary>The order that a text names, or null; and whether it has two readings.</summary>
    internal static (string? Order, bool IsOpen) OrderOf(string text)
    {
        string small = MapLetters.Of(text);
        if (orders.TryGetValue(small, out string? order))
        {
            return (order, false);
        }
        if (TypeWords.OpenOrders.Contains(small))
        {
            return (null, true);
        }
        return Letters().Match(small) is { Success: true } named ? (named.Value, false) : (null, false);
    }

    private static MapType Read(string upper, int registers)
    {
        if (Bit().Match(upper.Trim()) is { Success: true } bit)
        {
            return new MapType("bool", null, 0) { Bit = int.Parse(bit.Groups[1].Value) };
        }
        if (Chars().Match(upper.Trim()) is { Success: true } chars)
        {
            int characters = int.Parse(chars.Groups[1].Value);
            return new MapType("string", null, registers > 0 ? registers : (characters + 1) / 2);
        }
        if (Several().IsMatch(upper))
        {
            return new MapType(null, null, 0);
        }
        bool isFloat = new[] { "FLOAT", "REAL", "SINGLE", "DOUBLE" }.Any(word => upper.Contains(word, StringComparison.Ordinal));
        upper = Ieee754().Replace(upper, isFloat ? " " : " FLOAT ");
        string whole = new([.. upper.Where(char.IsLetterOrDigit)]);
        // the whole word first: "SINGLE" ends with "LE", and "REAL" is no order
        if (Known(whole, registers) is { Type: not null } type)
        {
            return type;
        }
        foreach (var (rest, order, isOpen) in Endings(upper, whole))
        {
            if (Known(rest, registers) is { Type: not null } known)
            {
                return known with { Order = order, IsOpenOrder = isOpen };
            }
        }
        return new MapType(null, null, 0);
    }

    // What is left of a type without the order behind it, and the order.
    private static IEnumerable<(string Left, string? Order, bool IsOpen)> Endings(string upper, string whole)
    {
        string[] words = MapLetters.WordsOf(upper);
        for (int n = 1; n < words.Length; n++)
        {
            var (order, isOpen) = OrderOf(string.Concat(words[n..]));
            if (order is not null || isOpen)
            {
                yield return (string.Concat(words[..n]).ToUpperInvariant(), order, isOpen);
            }
            (order, isOpen) = OrderOf(string.Concat(words[..n]));
            if (order is not null || isOpen)
            {
                yield return (string.Concat(words[n..]).ToUpperInvariant(), order, isOpen);
            }
        }
        for (int n = whole.Length - 1; n > 0; n--)
        {
            string end = whole[n..].ToLowerInvariant();
            if (end.Length >= 2 && !char.IsDigit(end[0]) && (orders.ContainsKey(end) || TypeWords.OpenOrders.Contains(end)))
            {
                yield return (whole[..n], orders.GetValueOrDefault(end), !orders.ContainsKey(end));
            }
        }
        // ESPHome's U_DWORD_R and evcc's int32s and float32s: words swapped
        if (Swapped().Match(whole) is { Success: true } swapped)
        {
            yield return (swapped.Groups[1].Value, "cdab", false);
        }
    }

    private static MapType Known(string word, int registers)
    {
        if (exact.TryGetValue(word, out string? type))
        {
            type = Widen(word, type, registers);
            return new MapType(type, null, type == "string" ? registers : 0);
        }
        if (Digits10().Match(word) is { Success: true } decimals)
        {
            string kind = decimals.Groups["bcd"].Success ? "bcd" : decimals.Groups["sign"].Value is "INT" or "SINT" or "S" ? "mod10" : "umod10";
            int length = registers > 0 ? registers : decimals.Groups["bits"] is { Success: true } bits ? int.Parse(bits.Value) / 16 : kind == "bcd" ? 1 : 2;
            return new MapType(kind, null, length);
        }
        return new MapType(Number(word, registers), null, 0);
    }

    // A cell may hold any number of digits: 0 is no width.
    private static int WidthOf(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) ? bits : 0;

    // INT16, INT16S, S16, SINT16, SIGNED16, 16BITSIGNED and the like; without a width the registers say it.
    private static string? Number(string word, int registers)
    {
        var widths = Digits().Matches(word);
        if (widths.Count > 1)
        {
            return null;
        }
        int bits = widths.Count == 1 ? WidthOf(widths[0].Value) : registers > 0 ? registers * 16 : 16;
        string letters = Digits().Replace(word, "").Replace("BITS", "").Replace("BIT", "").Replace("INTEGER", "INT");
        string? sign = letters switch
        {
            "U" or "UI" or "UINT" or "UNSIGNED" or "UNSIGNEDINT" or "INTUNSIGNED" or "INTU" or "UNSINT" or "USINT" or "UINTT" or "UNSIG" or "WORDUNSIGNED" or "UNSIGNEDWORD"
                or "UNSIGNEDSHORT" or "UNSIGNEDLONG" => "u",
            "S" or "I" or "SI" or "INT" or "SINT" or "SIGNED" or "SIGNEDINT" or "INTSIGNED" or "INTS" or "INTT" or "SIG" or "SIGNEDWORD" or "SIGNEDSHORT" or "SIGNEDLONG" => "",
            "FLOAT" or "REAL" or "FLOATINGPOINT" or "FLOATSINGLE" or "F" or "FP" or "SINGLE" or "SINGLEPRECISION" or "SINGLEPRECISIONFLOAT" when bits is 32 or 64 => "f",
            "DOUBLE" when bits == 64 => "f",
            _ => null,
        };
        return sign is null || bits is not (8 or 16 or 32 or 64) ? null : sign == "f" ? bits == 64 ? "double" : "float" : $"{sign}int{bits}";
    }

    private static string Widen(string word, string type, int registers) => (word, registers) switch
    {
        ("FLOAT" or "REAL" or "FLOATINGPOINT", 4) => "double",
        ("WORD" or "ENUM" or "BITMAP" or "BITMASK" or "BITFIELD" or "HEX" or "FLAGS", 2) => "uint32",
        ("LONG", 4) => "int64",
        _ => type,
    };

    [GeneratedRegex("^(?:STRING|ASCII|CHAR|TEXT|STR|UTF8)[ _\\[(]*([0-9]{1,3})[\\])]?(?: ?CHAR(?:ACTER)?S?| ?BYTES?)?$")]
    private static partial Regex Chars();

    [GeneratedRegex("^(?:BOOL[ (]*)?BIT[ _]?([0-9]|0[0-9]|1[0-5])\\)?$")]
    private static partial Regex Bit();

    // U16/S16, INT16, INT32: several types in one cell
    [GeneratedRegex("[0-9A-Z)] ?[/,|;] ?[A-Z]+[0-9]*|[0-9A-Z] OR [A-Z]")]
    private static partial Regex Several();

    [GeneratedRegex("IEEE[- ]?-?754(?:-?2008)?|IEEE(?=[^0-9A-Z]|$)")]
    private static partial Regex Ieee754();

    // BCD, BCD32; MOD10, M10, INT32-M10, UINT48 MOD10K
    [GeneratedRegex("^(?:(?<bcd>BCD)(?<bits>16|32|48|64)?|(?<sign>UINT|INT|SINT|U|S)?(?<bits>32|48|64)?(?:MOD10K?|M10))$")]
    private static partial Regex Digits10();

    [GeneratedRegex("^((?:[US]?(?:DWORD|QWORD)|FP(?:32|64))(?=R$)|(?:UINT|FLOAT)(?:32|64)(?=S$))[RS]$")]
    private static partial Regex Swapped();

    [GeneratedRegex("abcd|cdab|badc|dcba")]
    private static partial Regex Letters();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
