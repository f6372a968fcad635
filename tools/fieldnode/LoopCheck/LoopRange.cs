namespace FieldNode.Cli;

/// <summary>What a current should become: the range of the tag, and how the node scales it.</summary>
/// <param name="Low">Value at 4 mA.</param>
/// <param name="High">Value at 20 mA.</param>
/// <param name="SquareRoot">The node extracts the square root of the span.</param>
/// <param name="CutoffPercent">With the root: below this share of the span it is <paramref name="Low"/>.</param>
/// <param name="From">Where this was taken from, in words.</param>
internal sealed record LoopRange(double Low, double High, bool SquareRoot, double CutoffPercent, string From)
{
    internal double Span => Math.Abs(High - Low);

    /// <summary>The value that belongs to a current in mA.</summary>
    internal double Expected(double ma)
    {
        double share = (ma - 4) / 16;
        if (SquareRoot)
        {
            share = share <= 0 || share < CutoffPercent / 100 ? 0 : Math.Sqrt(share);
        }
        return Low + (High - Low) * share;
    }
}
