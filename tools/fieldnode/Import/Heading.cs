using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>One heading: what its column may be for, and what it says of how its cells are written.</summary>
internal sealed partial class Heading
{
    private Heading(int index, string text)
    {
        Index = index;
        Text = text;
    }

    /// <summary>Place of the column, from 0.</summary>
    internal int Index { get; }

    /// <summary>As the vendor wrote it.</summary>
    internal string Text { get; }

    /// <summary>Meanings that the words may have; none: not known.</summary>
    internal MapColumn[] Meanings { get; private set; } = [];

    internal bool SaysHex { get; private set; }

    internal bool SaysDec { get; private set; }

    /// <summary>0 or 1: it says what the first register is called; null: it does not.</summary>
    internal int? Base { get; private set; }

    /// <summary>40001 is holding register 1, it says.</summary>
    internal bool SaysModicon { get; private set; }

    /// <summary>Table of all addresses of the column, or null.</summary>
    internal string? Table { get; private set; }

    /// <summary>Unit of lengths that the heading names, or null.</summary>
    internal LengthUnit? LengthIn { get; private set; }

    /// <summary>How messages name the column.</summary>
    internal string Label => Text.Length == 0 ? $"column {Index + 1}" : $"column {Index + 1} ({Text})";

    /// <summary>Reads a heading.</summary>
    internal static Heading Parse(int index, string text)
    {
        var heading = new Heading(index, text);
        string plain = MapLetters.Plain(text).Replace('_', ' ');
        heading.Base = Zero().IsMatch(plain) ? 0 : One().IsMatch(plain) ? 1 : null;
        string[] words = MapLetters.WordsOf(One().Replace(Zero().Replace(plain, " "), " "));
        heading.SaysHex = Has(words, "hexadecimal") || Joined().IsMatch(plain);
        heading.SaysDec = Has(words, "decimal");
        heading.SaysModicon = Has(words, "40001 is holding register 1");
        heading.Base ??= Has(words, "counts from 0") ? 0 : null;
        heading.LengthIn = Has(words, "bytes") ? LengthUnit.Bytes : Has(words, "bits") ? LengthUnit.Bits
            : Has(words, "registers") ? LengthUnit.Registers : null;
        heading.Table = TableOf(words);
        heading.Meanings = heading.MeaningsOf(plain, words);
        return heading;
    }

    /// <summary>The same column with a meaning that a person gave it.</summary>
    internal void Mean(MapColumn meaning) => Meanings = [meaning];

    /// <summary>The same column with some of its meanings, or none.</summary>
    internal void MeanAny(MapColumn[] meanings) => Meanings = meanings;

    private MapColumn[] MeaningsOf(string plain, string[] words)
    {
        string[] before = MapLetters.WordsOf(plain.Split('(', '[')[0]);
        string[][] tries =
        [
            words, before, Without(words, HeadingWords.Fillers), Without(before, HeadingWords.Fillers),
            Without(words, [.. HeadingWords.Fillers, .. Signs("hexadecimal", "decimal", "counts from 0", "40001 is holding register 1")]),
            Without(words, HeadingWords.Languages),
            Without(words, [.. HeadingWords.Fillers, .. Signs("registers", "bytes", "bits")]),
            Without(words, [.. HeadingWords.Fillers, "holding", "input", "coil", "discrete", "data", "start", "starting", "value",
                .. Signs("hexadecimal", "decimal", "counts from 0", "40001 is holding register 1")]),
        ];
        foreach (string[] some in tries)
        {
            // "Length in bytes" and "Address hex" have a meaning of their own; what is left of "Bytes" and "Hex" has none, so the whole is asked first
            if (HeadingWords.MeaningsOf(string.Concat(some)) is { Length: > 0 } found && (some.Length == words.Length || found is not [MapColumn.Number]))
            {
                bool isAddress = found.Contains(MapColumn.Address);
                return some.Length < words.Length && Table is not null && some.All(word => word != "type") && isAddress ? [MapColumn.Address] : found;
            }
        }
        return [];
    }

    private static string? TableOf(string[] words)
    {
        string[] named = [.. words.Where(word => word is "holding" or "input" or "coil" or "coils" or "discrete")];
        return named is ["discrete", "input"] ? "discrete" : named is [var one] ? one.TrimEnd('s') : null;
    }

    private static bool Has(string[] words, string sign) => words.Any(word => HeadingWords.Signs[sign].Contains(word));

    private static IEnumerable<string> Signs(params string[] names) => names.SelectMany(name => HeadingWords.Signs[name]);

    private static string[] Without(string[] words, string[] left) => [.. words.Where(word => !left.Contains(word))];

    [GeneratedRegex(@"\b(0|zero)[- ]?based\b|\bbase[- ]?0\b|\b(starting (at|from)|from|ab|ohne|desde|depuis) 0\b")]
    private static partial Regex Zero();

    [GeneratedRegex(@"\b(1|one)[- ]?based\b|\bbase[- ]?1\b|\b(starting (at|from)|from|ab|desde|depuis) 1\b")]
    private static partial Regex One();

    // addressHex, hexaddress, registerhex
    [GeneratedRegex("hex(?=addr|regi)|(?<=addr|address|adresse|register|reg)hex")]
    private static partial Regex Joined();
}
