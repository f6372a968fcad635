namespace FieldNode.Cli;

/// <summary>A line of a screen: runs of characters, put behind one another or at a column.</summary>
internal sealed class StyledLine
{
    private readonly List<StyledRun> runs = [];

    internal IReadOnlyList<StyledRun> Runs => runs;

    /// <summary>Columns that are taken.</summary>
    internal int Width { get; private set; }

    internal StyledLine Add(string text, Ink ink = Ink.Plain)
    {
        if (text.Length > 0)
        {
            runs.Add(new StyledRun(text, ink));
            Width += text.Length;
        }
        return this;
    }

    /// <summary>Adds all of another line.</summary>
    internal StyledLine Add(StyledLine other)
    {
        foreach (StyledRun run in other.Runs)
        {
            Add(run.Text, run.Ink);
        }
        return this;
    }

    /// <summary>Blanks up to a column; nothing if the line is there already.</summary>
    internal StyledLine To(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <summary>The line as it fits, with an ellipsis where something is missing.</summary>
    internal StyledLine Crop(int width)
    {
        if (Width <= width)
        {
            return this;
        }
        var cropped = new StyledLine();
        for (int i = 0; i < runs.Count; i++)
        {
            StyledRun run = runs[i];
            int room = width - cropped.Width;
            bool isLast = run.Text.Length > room || (run.Text.Length == room && i < runs.Count - 1);
            cropped.Add(isLast ? ColumnWidths.Crop(run.Text + " ", room) : run.Text, run.Ink);
            if (isLast)
            {
                break;
            }
        }
        return cropped;
    }
}
