using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>What vendors call the types of registers.</summary>
internal static partial class MapTypes
{
    private static readonly Dictionary<string, string> exact = new()
    {
        ["BOOL"] = "bool", ["BOOLEAN"] = "bool", ["BIT"] = "bool", ["COIL"] = "bool", ["DIGITAL"] = "bool", ["BINARY"] = "bool", ["DISCRETE"] = "bool",
        ["WORD"] = "uint16", ["UWORD"] = "uint16", ["USHORT"] = "uint16", ["UNSIGNEDSHORT"] = "uint16", ["ENUM"] = "uint16", ["ENUM16"] = "uint16",
        ["BITMAP"] = "uint16", ["BITFIELD"] = "uint16", ["BITFIELD16"] = "uint16", ["BITS"] = "uint16", ["HEX"] = "uint16", ["BYTE"] = "uint8",
        ["SBYTE"] = "int8", ["SUNSSF"] = "int16", ["SHORT"] = "int16", ["SWORD"] = "int16", ["SIGNEDSHORT"] = "int16",
        ["DINT"] = "int32", ["LONG"] = "int32", ["SDWORD"] = "int32", ["SIGNEDLONG"] = "int32", ["LONGINT"] = "int32",
        ["UDINT"] = "uint32", ["DWORD"] = "uint32", ["ULONG"] = "uint32", ["UDWORD"] = "uint32", ["UNSIGNEDLONG"] = "uint32", ["ENUM32"] = "uint32",
        ["BITFIELD32"] = "uint32",
        ["LINT"] = "int64", ["LONGLONG"] = "int64", ["QINT"] = "int64", ["SQWORD"] = "int64",
        ["ULINT"] = "uint64", ["QWORD"] = "uint64", ["LWORD"] = "uint64", ["ULONGLONG"] = "uint64", ["ACC64"] = "uint64", ["ACC32"] = "uint32", ["ACC16"] = "uint16",
        ["FLOAT"] = "float", ["REAL"] = "float", ["SINGLE"] = "float", ["IEEE754"] = "float", ["FLOATIEEE"] = "float", ["FLOATIEEE754"] = "float",
        ["F32"] = "float", ["REAL32"] = "float", ["FP32"] = "float", ["R32"] = "float", ["IEEE32"] = "float", ["FLOATINGPOINT"] = "float",
        ["DOUBLE"] = "double", ["F64"] = "double", ["LREAL"] = "double", ["REAL64"] = "double", ["FP64"] = "double", ["FLOAT64"] = "double",
        ["STRING"] = "string", ["ASCII"] = "string", ["TEXT"] = "string", ["CHAR"] = "string", ["UTF8"] = "string",
    };

    /// <summary>Reads a vendor's type.</summary>
    /// <param name="text">Such as <c>FLOAT32</c>, <c>INT16S</c>, <c>U32</c>, <c>float (swapped)</c>, <c>STRING[16]</c>.</param>
    /// <param name="registers">Length in registers where the map has it, else 0: an INT of two is an int32.</param>
    /// <returns>Type and order as in node.json, order null if the text does not say it; length of a string in registers. Type null:
    /// not understood.</returns>
    internal static (string? Type, string? Order, int Length) Parse(string text, int registers)
    {
        string? order = OrderOf(text);
        string word = Words().Replace(text.ToUpperInvariant(), "");
        word = new string([.. word.Where(char.IsLetterOrDigit)]);
        if (exact.TryGetValue(word, out string? type))
        {
            type = Widen(word, type, registers);
            return (type, order, type == "string" ? registers : 0);
        }
        if (Texts().Match(text.ToUpperInvariant()) is { Success: true } chars)
        {
            int characters = int.Parse(chars.Groups[1].Value);
            return ("string", order, registers > 0 ? registers : (characters + 1) / 2);
        }
        if (Digits10().Match(word) is { Success: true } decimals)
        {
            string kind = decimals.Groups["bcd"].Success ? "bcd" : decimals.Groups["sign"].Value is "INT" or "SINT" or "S" ? "mod10" : "umod10";
            int length = registers > 0 ? registers : decimals.Groups["bits"] is { Success: true } bits ? int.Parse(bits.Value) / 16 : kind == "bcd" ? 1 : 2;
            return (kind, order, length);
        }
        return (Number(word, registers), order, 0);
    }

    /// <summary>True for the types that are bytes of a register.</summary>
    internal static bool IsByte(string type) => type is "uint8" or "int8";

    /// <summary>The order that a text names, or null.</summary>
    internal static string? OrderOf(string text)
    {
        string small = new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        if (Ends().Match(text.ToUpperInvariant()) is { Success: true } end)
        {
            return end.Value == "LE" ? "dcba" : "abcd";
        }
        return Orders().Match(small) is { Success: true } named ? named.Value
            : small.Contains("wordswap") || small.Contains("swapped") || small.Contains("lswfirst") || small.Contains("lowwordfirst")
                || small.Contains("midlittle") || small.Contains("littleendianword") || small == "swap" || small == "inverse" ? "cdab"
            : small.Contains("byteswap") || small.Contains("midbig") ? "badc"
            : small.Contains("littleendian") || small == "little" || small == "le" ? "dcba"
            : small.Contains("bigendian") || small == "big" || small == "be" || small.Contains("mswfirst") || small.Contains("highwordfirst") ? "abcd"
            : null;
    }

    // INT16, INT16S, S16, SINT16, SIGNED16, 16BITSIGNED and the like; without a width the registers say it.
    private static string? Number(string word, int registers)
    {
        var width = Digits().Match(word);
        int bits = width.Success ? int.Parse(width.Value) : registers > 0 ? registers * 16 : 16;
        string letters = Digits().Replace(word, "").Replace("BITS", "").Replace("BIT", "").Replace("INTEGER", "INT");
        string? sign = letters switch
        {
            "U" or "UI" or "UINT" or "UNSIGNED" or "UNSIGNEDINT" or "INTUNSIGNED" or "INTU" or "UNSINT" or "USINT" => "u",
            "S" or "I" or "SI" or "INT" or "SINT" or "SIGNED" or "SIGNEDINT" or "INTSIGNED" or "INTS" => "",
            "FLOAT" when bits == 32 => "f",
            _ => null,
        };
        return sign is null || bits is not (8 or 16 or 32 or 64) ? null : sign == "f" ? "float" : $"{sign}int{bits}";
    }

    private static string Widen(string word, string type, int registers) => (word, registers) switch
    {
        ("FLOAT" or "REAL", 4) => "double",
        ("WORD" or "ENUM" or "BITMAP" or "BITFIELD" or "HEX", 2) => "uint32",
        ("LONG", 4) => "int64",
        _ => type,
    };

    [GeneratedRegex("SWAPPED|SWAP|WORDSWAP|BYTESWAP|(LITTLE|BIG)[ -]?ENDIAN|[ML]SW FIRST|\\b(ABCD|CDAB|BADC|DCBA)\\b|(?<![A-Z0-9])(LE|BE)(?![A-Z0-9])")]
    private static partial Regex Words();

    [GeneratedRegex("^(?:STRING|ASCII|CHAR|TEXT|STR|UTF8)[ _\\[(]*([0-9]{1,3})[\\])]?$")]
    private static partial Regex Texts();

    // BCD, BCD32; MOD10, M10, INT32-M10, UINT48 MOD10K
    [GeneratedRegex("^(?:(?<bcd>BCD)(?<bits>16|32|48|64)?|(?<sign>UINT|INT|SINT|U|S)?(?<bits>32|48|64)?(?:MOD10K?|M10))$")]
    private static partial Regex Digits10();

    [GeneratedRegex("(?<![A-Z0-9])(LE|BE)(?![A-Z0-9])")]
    private static partial Regex Ends();

    [GeneratedRegex("abcd|cdab|badc|dcba")]
    private static partial Regex Orders();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
