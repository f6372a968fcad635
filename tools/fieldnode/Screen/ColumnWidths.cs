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

    /// <summary>
    /// As <see cref="Fit"/>, in cells; but the first columns, which are names, give way before the others do: a quality that is cut says nothing.
    /// </summary>
    /// <param name="yielding">How many columns are names.</param>
    internal static int[] Yield(IReadOnlyList<string[]> rows, int[] least, int total, int yielding)
    {
        int[] widths = [.. least.Select((width, i) => rows.Select(row => Cells.Width(row[i])).Append(width).Max())];
        void Narrow(int from, int to, Func<int, int> floor)
        {
            while (widths.Sum() > total)
            {
                int widest = Enumerable.Range(from, to - from).MaxBy(i => widths[i] - floor(i));
                if (widths[widest] <= floor(widest))
                {
                    return;
                }
                widths[widest]--;
            }
        }
        Narrow(0, yielding, i => least[i]);
        Narrow(yielding, widths.Length, i => least[i]);
        Narrow(0, widths.Length, _ => 1);
        return widths;
    }

    internal static string Crop(string text, int width) =>
        text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

    internal static string CropFront(string text, int width) =>
        text.Length <= width ? text : "…" + text[^Math.Max(0, width - 1)..];
}
