using System.Globalization;

namespace FieldNode.Cli.Fleet.Page;

/// <summary>Small pictures in SVG, drawn from numbers alone; colours are the style sheet's.</summary>
internal static class FleetChart
{
    private const int Width = 120;
    private const int Height = 24;
    private const int DaysFull = 365;

    /// <summary>The last values as a line, broken where a value was not good; null: fewer than two values.</summary>
    internal static Html? Of(FleetTrend trend)
    {
        (long TimeMs, double Value)[] points = [.. trend.Points()];
        double[] good = [.. points.Select(point => point.Value).Where(double.IsFinite)];
        if (good.Length < 2)
        {
            return null;
        }
        double low = good.Min();
        double high = good.Max();
        long from = points.Min(point => point.TimeMs);
        double span = Math.Max(1, points.Max(point => point.TimeMs) - from);
        string label = string.Create(CultureInfo.InvariantCulture, $"{good.Length} values in {FleetWords.Span(span / 1000)}, from {low:G5} to {high:G5}");
        var lines = new List<List<string>> { new() };
        foreach ((long time, double value) in points)
        {
            if (!double.IsFinite(value))
            {
                lines.Add([]);
                continue;
            }
            double x = (time - from) / span * (Width - 2) + 1;
            double y = high > low ? (high - value) / (high - low) * (Height - 4) + 2 : Height / 2.0;
            lines[^1].Add(string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}"));
        }
        return Html.Of($"""<svg class="trend" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="{label}"><title>{label}</title>""")
            .AddEach(lines.Where(line => line.Count > 0), line => Html.Of($"""<polyline points="{string.Join(' ', line)}"/>""")).Add($"</svg>");
    }

    /// <summary>How much of a year is left.</summary>
    /// <param name="days">So many are left.</param>
    /// <param name="fewest">With fewer it is a fault.</param>
    internal static Html Left(int days, int fewest)
    {
        int full = Math.Clamp(days, 0, DaysFull);
        string kind = days >= fewest ? "good" : days < FleetLimits.UrgentDays ? "gone" : "bad";
        return Html.Of($"""<svg class="left {kind}" viewBox="0 0 {DaysFull} 10" width="{DaysFull}" height="10" preserveAspectRatio="none" role="img" aria-label="{full} of {DaysFull} days"><rect class="all" width="{DaysFull}" height="10"/><rect class="part" width="{full}" height="10"/></svg>""");
    }

    /// <summary>Parts of a whole beside each other.</summary>
    internal static Html Parts(IReadOnlyList<(string Kind, string Words, int Count)> parts)
    {
        int all = Math.Max(1, parts.Sum(part => part.Count));
        string label = string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"));
        int at = 0;
        return Html.Of($"""<svg class="parts" viewBox="0 0 {all} 1" width="240" height="14" preserveAspectRatio="none" role="img" aria-label="{label}">""").AddEach(parts, part =>
        {
            Html made = Html.Of($"""<rect class="{part.Kind}" x="{at}" width="{part.Count}" height="1"/>""");
            at += part.Count;
            return made;
        }).Add($"</svg>");
    }
}
