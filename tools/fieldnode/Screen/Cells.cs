using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace FieldNode.Cli;

/// <summary>Texts in the cells of a terminal: a Chinese letter takes two, a mark above one none.</summary>
internal static class Cells
{
    internal static int Width(string text) => new Segment(text).CellCount();

    /// <summary>Cut at the end, with a mark that it was.</summary>
    internal static string Crop(string text, int width) => Width(text) <= width ? text : Head(text, Math.Max(0, width - 1)) + "…";

    /// <summary>Cut at its beginning: of a path the end says most.</summary>
    internal static string CropFront(string text, int width) => Width(text) <= width ? text : "…" + Tail(text, Math.Max(0, width - 1));

    /// <summary>Exactly so wide.</summary>
    internal static string Fill(string text, int width, bool atRight = false)
    {
        string blanks = new(' ', Math.Max(0, width - Width(text)));
        return atRight ? blanks + text : text + blanks;
    }

    /// <summary>
    /// Lines of at most that width, broken between words where there are any. What is longer than so many lines loses its middle: the end says what to do.
    /// </summary>
    internal static IReadOnlyList<string> Wrap(string text, int width, int linesMax)
    {
        // What is far too long is not broken first: a name from the network may have a megabyte.
        List<string> lines = text.Length <= 8 * Math.Max(1, width) * linesMax ? Break(text, width) : [];
        if (lines.Count > 0 && lines.Count <= linesMax)
        {
            return lines;
        }
        int room = Math.Max(width, (width - width / 8) * linesMax); // a line that is broken between words has some blanks left
        int half = (room - 3) / 2;
        lines = Break(Head(text, half) + " … " + Tail(text, half), width);
        return lines.Count <= linesMax ? lines : [.. lines.Take(linesMax - 1), CropFront(string.Join(' ', lines.Skip(linesMax - 1)), width)];
    }

    private static List<string> Break(string text, int width)
    {
        var lines = new List<string>();
        while (Width(text) > width)
        {
            string head = Head(text, width);
            int blank = head.Length < text.Length && text[head.Length] == ' ' ? head.Length : head.LastIndexOf(' ');
            int length = blank > head.Length / 2 ? blank : Math.Max(1, head.Length);
            lines.Add(text[..length]);
            text = text[length..].TrimStart();
        }
        lines.Add(text);
        return lines;
    }

    private static string Head(string text, int width)
    {
        var head = new StringBuilder();
        int used = 0;
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            used += Width(element);
            if (used > width)
            {
                break;
            }
            head.Append(element);
        }
        return head.ToString();
    }

    private static string Tail(string text, int width)
    {
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int at = text.Length;
        int used = 0;
        for (int i = starts.Length - 1; i >= 0; i--)
        {
            used += Width(text[starts[i]..at]);
            if (used > width)
            {
                break;
            }
            at = starts[i];
        }
        return text[at..];
    }
}
