using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Import;

/// <summary>Function codes and tables in vendors' words.</summary>
internal static partial class FunctionWords
{
    /// <summary>Words of one table.</summary>
    /// <param name="Table">The table as in node.json.</param>
    /// <param name="Codes">Function codes that read it; that write it.</param>
    /// <param name="Words">Small letters; what a cell holds without blanks and signs is searched for them.</param>
    internal sealed record Entry(string Table, string Codes, string Words);

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("coil", "1; 5, 15", "coil coils 0x bobine bobina digitaloutput do spule"),
        new("discrete", "2", "discreteinput discreteinputs discrete inputstatus inputstate inputbit digitalinput contact 1x di"),
        new("input", "4", "inputregister inputregisters inputreg input 3x ir analoginput ai eingangsregister registredentree registrodeentrada registrodiingresso ingangsregister rejestrwejsciowy"),
        new("holding", "3; 6, 16, 22, 23", "holdingregister holdingregisters holding hold holdingreg 4x hr analogoutput ao halteregister registredemaintien registrodeespera registromantenimento rejestrpamietajacy"),
    ];

    private static readonly (string Word, string Table)[] words = [.. All
        .SelectMany(entry => entry.Words.Split(' ').Select(word => (word, entry.Table))).OrderByDescending(pair => pair.word.Length)];

    /// <summary>What a cell says of functions.</summary>
    /// <param name="Reads">Tables that its codes read; each once.</param>
    /// <param name="Writes">Tables that its codes write; each once.</param>
    /// <param name="IsKnown">All of it was understood.</param>
    internal sealed record Found(IReadOnlyList<string> Reads, IReadOnlyList<string> Writes, bool IsKnown);

    /// <summary>Reads a cell of function codes: <c>3</c>, <c>03/06/16</c>, <c>FC04</c>, <c>0x03, 0x10</c>, <c>Read Input Registers</c>.</summary>
    internal static Found OfFunction(string text)
    {
        var reads = new List<string>();
        var writes = new List<string>();
        bool known = true;
        string plain = MapLetters.Plain(text).Replace("(3x)", "").Replace("(4x)", "");
        var codes = MapLetters.WordsOf(plain).Select(CodeOf).Where(code => code is not null).Select(code => code!.Value).ToList();
        foreach (int code in codes)
        {
            switch (code)
            {
                case 1: reads.Add("coil"); break;
                case 2: reads.Add("discrete"); break;
                case 3: reads.Add("holding"); break;
                case 4: reads.Add("input"); break;
                case 5 or 15: writes.Add("coil"); break;
                case 6 or 16 or 22 or 23 or 10: writes.Add("holding"); break;
                default: known = false; break;
            }
        }
        if (codes.Count == 0)
        {
            string? table = OfWord(text);
            bool isWrite = plain.Contains("write", StringComparison.Ordinal) && !plain.Contains("read", StringComparison.Ordinal);
            (isWrite ? writes : reads).AddRange(table is null ? [] : [table]);
            known = table is not null;
        }
        return new Found([.. reads.Distinct()], [.. writes.Distinct()], known);
    }

    /// <summary>The table that a word names: <c>Holding register</c>, <c>read_input_registers</c>, <c>4x</c>, <c>HR</c>; null: none, or several.</summary>
    internal static string? OfWord(string text)
    {
        string letters = MapLetters.Of(text);
        foreach (string sign in new[] { "modbus", "readonly", "readwrite", "read", "write", "single", "multiple", "force", "preset" })
        {
            letters = letters.Replace(sign, "", StringComparison.Ordinal);
        }
        var exact = words.FirstOrDefault(pair => pair.Word == letters);
        if (exact.Table is not null)
        {
            return exact.Table;
        }
        // each long word that it has, the longest first, so that "discrete input" is no input register
        var tables = new List<string>();
        foreach (var (word, table) in words.Where(pair => pair.Word.Length > 3))
        {
            if (letters.Contains(word, StringComparison.Ordinal))
            {
                tables.Add(table);
                letters = letters.Replace(word, "", StringComparison.Ordinal);
            }
        }
        // "Input voltage" names no table
        return tables.Distinct().Count() == 1 && Beside().Replace(letters, "").Length == 0 ? tables[0] : null;
    }

    [GeneratedRegex("registers?|regs?|status|only|bits?|words?|[0134]x|[0-9]")]
    private static partial Regex Beside();

    // 3, 03, fc3, fc03, 03h, 0x03, 0x10; no Modbus function has the number 10, so that is 0x10
    private static int? CodeOf(string word)
    {
        string digits = word.StartsWith("fc", StringComparison.Ordinal) || word.StartsWith("fn", StringComparison.Ordinal) ? word[2..]
            : word.StartsWith('f') ? word[1..] : word;
        if (digits.StartsWith("0x", StringComparison.Ordinal) || (digits.Length > 1 && digits.EndsWith('h')))
        {
            string hex = digits.StartsWith("0x", StringComparison.Ordinal) ? digits[2..] : digits[..^1];
            return int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) ? code : null;
        }
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int plain) ? plain : digits == "0f" ? 15 : null;
    }
}
