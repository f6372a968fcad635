using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A metric's value and age as they stand in a column.</summary>
internal static class MetricCells
{
    private const int ValueWidthMax = 24;

    internal static string ShortValue(EdgeMetric metric) => metric.Value switch
    {
        float number => Real(number),
        double number => Real(number),
        _ => ColumnWidths.Crop(metric.ValueText, ValueWidthMax),
    };

    /// <summary>Always three decimals, so that the points stand below each other and still.</summary>
    private static string Real(double number) =>
        number.ToString(Math.Abs(number) < 1e6 ? "0.000" : "G7", CultureInfo.InvariantCulture);

    internal static string Age(ulong? timestampMs, DateTime utc)
    {
        if (timestampMs is null)
        {
            return "";
        }
        double seconds = Math.Max(0, -MillisecondsAhead(timestampMs.Value, utc) / 1000.0);
        return seconds switch
        {
            < 100 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
            < 6000 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
            _ => (seconds / 3600).ToString("0", CultureInfo.InvariantCulture) + " h",
        };
    }

    private static long MillisecondsAhead(ulong timestampMs, DateTime utc) =>
        (long)Math.Min(timestampMs, long.MaxValue) - new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
