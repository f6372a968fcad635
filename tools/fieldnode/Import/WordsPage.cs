using System.Text;

namespace FieldNode.Cli.Import;

/// <summary>What import understands, as a page of Markdown made of the code's own tables; docs/import.md has it.</summary>
internal static class WordsPage
{
    internal static string Text()
    {
        var page = new StringBuilder();
        page.Append("### Headings\n\nBlanks, signs, accents and capitals do not count. A word that stands in several rows has the meaning that the cells of its column fit.\n\n");
        page.Append("| meaning | language | headings |\n|---|---|---|\n");
        foreach (var entry in HeadingWords.All)
        {
            page.Append($"| {Name(entry.Meaning)} | {entry.Language} | {List(entry.Words)} |\n");
        }
        page.Append("\nWords beside them say how the cells are written:\n\n| words | say |\n|---|---|\n");
        foreach (var (sign, words) in HeadingWords.Signs)
        {
            page.Append($"| {string.Join(", ", words)} | {sign} |\n");
        }
        page.Append($"| {string.Join(", ", HeadingWords.Fillers)} | nothing |\n");
        page.Append($"| {string.Join(", ", HeadingWords.Languages)} | nothing, behind a heading |\n");
        page.Append("\n### Types\n\nA sign, a width in bits and INT in any order and spelling (`INT16`, `U32`, `16-bit unsigned`, `uint32_t`, `S64`), `BCD16` to `BCD64`, `MOD10`, `STRING[16]`, `BIT05`; and\n\n");
        page.Append("| type | names |\n|---|---|\n");
        foreach (var (type, words) in TypeWords.Names)
        {
            page.Append($"| {type} | {List(words.ToLowerInvariant())} |\n");
        }
        page.Append("\n| word | language | stands for |\n|---|---|---|\n");
        foreach (var (english, language, words) in TypeWords.Translations)
        {
            page.Append($"| {string.Join(", ", words).ToLowerInvariant()} | {language} | {english.ToLowerInvariant()} |\n");
        }
        page.Append("\n### Orders\n\nIn a column of their own, or behind or before a type: `uint32be`, `float (swapped)`, `FLOAT_CDAB`, `U_DWORD_R`.\n\n| order | words |\n|---|---|\n");
        foreach (var (order, words) in TypeWords.Orders)
        {
            page.Append($"| {order} | {List(words)} |\n");
        }
        page.Append($"| asked: `--little-endian` | {string.Join(", ", TypeWords.OpenOrders)} |\n");
        page.Append("\n### Access\n\n| right | words |\n|---|---|\n");
        foreach (var entry in AccessWords.All)
        {
            page.Append($"| {entry.Right switch { AccessRight.Read => "read", AccessRight.ReadWrite => "read and write", _ => "write only, asked: `--write-only`" }} | {List(entry.Words)} |\n");
        }
        page.Append("\n### Tables and functions\n\nFunction codes as `3`, `03`, `FC03`, `0x03`, and several of them (`03/06/16`); words as `Read Input Registers`, `read_holding_registers`.\n\n");
        page.Append("| table | function codes that read; that write | words |\n|---|---|---|\n");
        foreach (var entry in FunctionWords.All)
        {
            page.Append($"| {entry.Table} | {entry.Codes} | {List(entry.Words)} |\n");
        }
        return page.ToString();
    }

    private static string Name(MapColumn meaning) => char.ToLowerInvariant(meaning.ToString()[0]) + meaning.ToString()[1..];

    private static string List(string words) => string.Join(", ", words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
