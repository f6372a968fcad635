using System.Globalization;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>What a person typed, as a value of the datatype that the birth gave. Nothing is cut, rounded to a whole number or guessed.</summary>
internal static class WriteValue
{
    private static readonly string[] TrueWords = ["true", "on", "1"];
    private static readonly string[] FalseWords = ["false", "off", "0"];

    /// <summary>As <see cref="CommandWriter"/> takes it.</summary>
    internal static object Parse(string text, EdgeMetric metric)
    {
        object value = metric.Type switch
        {
            SparkplugType.Boolean => Truth(text),
            SparkplugType.Int8 => Whole(text, metric.Type, sbyte.MinValue, sbyte.MaxValue),
            SparkplugType.Int16 => Whole(text, metric.Type, short.MinValue, short.MaxValue),
            SparkplugType.Int32 => Whole(text, metric.Type, int.MinValue, int.MaxValue),
            SparkplugType.Int64 => Whole(text, metric.Type, long.MinValue, long.MaxValue),
            SparkplugType.UInt8 => Whole(text, metric.Type, 0, byte.MaxValue),
            SparkplugType.UInt16 => Whole(text, metric.Type, 0, ushort.MaxValue),
            SparkplugType.UInt32 => Whole(text, metric.Type, 0, uint.MaxValue),
            SparkplugType.UInt64 => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large)
                ? large : throw Not(text, $"UInt64: a whole number from 0 to {ulong.MaxValue}"),
            SparkplugType.Float => Single(text),
            SparkplugType.Double => Real(text, "Double"),
            SparkplugType.String or SparkplugType.Text or SparkplugType.Uuid => text,
            SparkplugType.DateTime => Date(text),
            _ => throw new UserError($"{metric.Name} is a {metric.Type}: this command writes numbers, Booleans, texts and times", ExitStatus.Usage),
        };
        CheckRange(value, metric);
        return value;
    }

    /// <summary>Whether what came back is what was asked for: of reals, but for the rounding of a scale.</summary>
    internal static bool IsSame(object asked, object? back) => (asked, back) switch
    {
        (float a, float b) => Math.Abs(a - b) <= 1e-6 * Math.Abs(a),
        (double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(a),
        (long ms, DateTime b) => DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime == b,
        _ => asked.Equals(back),
    };

    private static bool Truth(string text) =>
        TrueWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? true
            : FalseWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? false
            : throw Not(text, "Boolean: true or false, on or off, 1 or 0");

    private static object Whole(string text, SparkplugType type, long low, long high) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= low && number <= high
            ? number
            : throw Not(text, $"{type}: a whole number from {low} to {high}");

    private static float Single(string text)
    {
        float number = (float)Real(text, "Float");
        return float.IsFinite(number) ? number : throw Not(text, "Float: at most 3.4e38");
    }

    private static double Real(string text, string type) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Not(text, $"{type}: a number such as 12.5, with a point");

    private static object Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && text.Contains('T')
            ? time.ToUnixTimeMilliseconds()
            : throw Not(text, "DateTime: such as 2026-11-27T10:00:00Z");

    private static void CheckRange(object value, EdgeMetric metric)
    {
        if (metric is { Low: double low, High: double high } && low < high && value is not (bool or string))
        {
            double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (number < low || number > high)
            {
                throw new UserError($"{ValueFormat.Text(value)} is outside {ValueFormat.Text(low)} to {ValueFormat.Text(high)} {metric.Unit}, the range of {metric.Name} in its birth: nothing was sent", ExitStatus.Usage);
            }
        }
    }

    private static UserError Not(string text, string due) => new($"{text} is no {due}. Nothing was sent", ExitStatus.Usage);
}
