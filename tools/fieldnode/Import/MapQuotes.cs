namespace FieldNode.Cli.Import;

/// <summary>
/// Quotes of a CSV file (RFC 4180, section 2, rules 5 to 7). A reader that bears a quote that is never closed takes all rows after it as one
/// cell, and they are gone without a word.
/// </summary>
internal static class MapQuotes
{
    private const int QuotedMax = 40;

    /// <summary>The first quoted cell that is not closed, or is followed by something else than the next cell; null: there is none.</summary>
    internal static MapFault? FaultOf(string text, char separator)
    {
        int line = 1;
        bool atStart = true; // of a cell; blanks may stand before its quote
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && atStart)
            {
                int end = EndOf(text, i + 1);
                int after = end + 1;
                while (after < text.Length && text[after] == ' ' && separator != ' ')
                {
                    after++;
                }
                if (end < 0 || (after < text.Length && text[after] != separator && text[after] is not ('\r' or '\n')))
                {
                    return new MapFault(line, "quotes", Begin(text, i),
                        end < 0 ? "a quote at the end of the cell as well" : "the separator behind the closing quote; a quote within a cell is written twice");
                }
                line += LineEnds(text, i, end);
                (i, atStart) = (end, false);
                continue;
            }
            line += LineEnds(text, i, i + 1);
            atStart = c == separator || c is '\r' or '\n' || (atStart && c == ' ');
        }
        return null;
    }

    // The place of the quote that closes the cell, or -1.
    private static int EndOf(string text, int at)
    {
        for (int i = at; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                if (i + 1 == text.Length || text[i + 1] != '"')
                {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    // CR LF is one.
    private static int LineEnds(string text, int from, int to)
    {
        int ends = 0;
        for (int i = from; i < to; i++)
        {
            ends += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) ? 1 : 0;
        }
        return ends;
    }

    private static string Begin(string text, int at)
    {
        string rest = text[at..Math.Min(text.Length, at + QuotedMax)].ReplaceLineEndings(" ");
        return at + QuotedMax < text.Length ? rest + " ..." : rest;
    }
}
