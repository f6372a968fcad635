using Spectre.Console;
using Spectre.Console.Rendering;

namespace FieldNode.Cli;

/// <summary>Styled lines in a terminal.</summary>
internal static class StyledScreen
{
    /// <summary>Lines that are longer are cropped, and lines beyond the height are left out.</summary>
    internal static IRenderable Of(IEnumerable<StyledLine> lines, int width, int height) =>
        new Rows(lines.Take(height).Select(line => Of(line.Crop(width))));

    private static Paragraph Of(StyledLine line)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Crop };
        foreach (StyledRun run in line.Runs)
        {
            paragraph.Append(run.Text, StyleOf(run.Ink));
        }
        return line.Width == 0 ? paragraph.Append(" ", Style.Plain) : paragraph;
    }

    private static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Dim => new Style(Color.Grey),
        Ink.Title => new Style(Color.DeepSkyBlue1, decoration: Decoration.Bold),
        Ink.Good => new Style(Color.Green),
        Ink.Warn => new Style(Color.Yellow),
        Ink.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
