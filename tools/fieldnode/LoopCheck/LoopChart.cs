using System.Globalization;
using System.Text;

namespace FieldNode.Cli;

/// <summary>Deviations of a record over their inputs, with the tolerance as a band, as SVG.</summary>
internal static class LoopChart
{
    private const double Width = 680;
    private const double Height = 180;
    private const double Left = 44;
    private const double Right = 12;
    private const double Top = 10;
    private const double Bottom = 26;

    internal static string Of(LoopRecord record)
    {
        var points = record.Points
            .Select(result => (X: result.Point.Input, Y: result.ErrorPercent(record.Span), result.Passed))
            .Where(point => point.Y is not null).OrderBy(point => point.X).ToList();
        bool isRaw = record.Points.Any(result => result.Point.IsRaw);
        double low = points.Min(point => point.X);
        double high = points.Max(point => point.X);
        double width = high > low ? high - low : 1;
        // A gross error must not squeeze the band to a line: it is drawn at the edge.
        double most = Math.Max(record.TolerancePercent * 2, Math.Min(
            points.Max(point => Math.Abs(point.Y!.Value)) * 1.15, record.TolerancePercent * 6));
        double X(double input) => Left + 20 + (Width - Left - Right - 40) * (input - low) / width;
        double Y(double percent) =>
            Top + (Height - Top - Bottom) * (0.5 - Math.Clamp(percent / most, -1, 1) / 2);

        var svg = new StringBuilder();
        svg.Append(Form($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Deviation of each point\">"));
        double band = record.TolerancePercent;
        svg.Append(Form($"<rect x=\"{Left}\" y=\"{Y(band):0.#}\" width=\"{Width - Left - Right}\" height=\"{Y(-band) - Y(band):0.#}\" fill=\"#dafbe1\"/>"));
        foreach (double line in new[] { band, 0, -band })
        {
            svg.Append(Form($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(line):0.#}\" y2=\"{Y(line):0.#}\" stroke=\"{(line == 0 ? "#1b1f24" : "#8cc59b")}\" stroke-width=\"{(line == 0 ? 1 : 0.75)}\"/>"));
            svg.Append(Form($"<text x=\"{Left - 6}\" y=\"{Y(line) + 3:0.#}\" text-anchor=\"end\">{line.ToString("+0.##;−0.##;0", CultureInfo.InvariantCulture)}</text>"));
        }
        string path = string.Join(" ", points.Select(point => Form($"{X(point.X):0.#},{Y(point.Y!.Value):0.#}")));
        svg.Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"#57606a\" stroke-width=\"1\"/>");
        foreach ((double x, double? y, bool passed) in points)
        {
            svg.Append(Form($"<circle cx=\"{X(x):0.#}\" cy=\"{Y(y!.Value):0.#}\" r=\"4\" fill=\"{(passed ? "#116329" : "#a40e26")}\"/>"));
            svg.Append(Form($"<text x=\"{X(x):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{LoopPoint.Number(x)}{(isRaw ? "" : " mA")}</text>"));
        }
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static string Form(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
