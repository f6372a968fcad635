using System.Globalization;
using System.Security;
using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Styled lines as an SVG picture of a terminal. It has a ground of its own, so it is as readable on a dark page as on a light one, and gives each run its
/// width, so that columns stay in line whichever fixed-width font the reader has.
/// </summary>
internal static class SvgScreen
{
    /// <summary>Width of a character and height of a line, in px.</summary>
    internal const int CharWidth = 8;
    internal const int LineHeight = 16;

    /// <summary>From the edge to the first column, and to the base of the first line, in px.</summary>
    internal const int Left = 16;
    internal const int Top = 28;

    private static readonly Dictionary<Ink, string> Fills = new()
    {
        [Ink.Plain] = "#e6edf3", [Ink.Dim] = "#8b949e", [Ink.Title] = "#79c0ff",
        [Ink.Good] = "#7ee787", [Ink.Warn] = "#e3b341", [Ink.Bad] = "#ff7b72",
    };

    /// <param name="lines">What the screen shows.</param>
    /// <param name="columns">Width of the screen; what is longer is cropped.</param>
    /// <param name="title">What the picture is, for those who cannot see it.</param>
    internal static string Write(IReadOnlyList<StyledLine> lines, int columns, string title)
    {
        (int width, int height) = (columns * CharWidth + 2 * Left, Top + lines.Count * LineHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" ")
            .Append("font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13.3\">\n")
            .Append($"<title>{SecurityElement.Escape(title)}</title>\n")
            .Append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1c2128\"/>\n");
        for (int row = 0; row < lines.Count; row++)
        {
            WriteLine(svg, lines[row].Crop(columns), Top + row * LineHeight);
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The fill of an ink.</summary>
    internal static string FillOf(Ink ink) => Fills[ink];

    private static void WriteLine(StringBuilder svg, StyledLine line, int y)
    {
        int column = 0;
        foreach (StyledRun run in line.Runs)
        {
            string text = run.Text.Trim(' ');
            if (text.Length > 0)
            {
                int x = Left + (column + run.Text.Length - run.Text.TrimStart(' ').Length) * CharWidth;
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{x}\" y=\"{y}\" fill=\"{Fills[run.Ink]}\" textLength=\"{text.Length * CharWidth}\" ")
                    .Append("lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">")
                    .Append(SecurityElement.Escape(text)).Append("</text>\n");
            }
            column += run.Text.Length;
        }
    }
}
