namespace FieldNode.Cli;

/// <summary>
/// Shares the width of a terminal among columns: each gets what it needs, and the widest gives way first.
/// </summary>
internal static class ColumnWidths
{
    /// <param name="least">Widths below which a column does not start, so that nothing jumps as values change.</param>
    internal static int[] Fit(IEnumerable<string[]> rows, int[] least, int total)
    {
        int[] widths = [.. least];
        foreach (string[] row in rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }
        while (widths.Sum() > total && widths.Max() > 1)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }
        return widths;
    }

    internal static string Crop(string text, int width) =>
        text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

    internal static string CropFront(string text, int width) =>
        text.Length <= width ? text : "…" + text[^Math.Max(0, width - 1)..];
}
