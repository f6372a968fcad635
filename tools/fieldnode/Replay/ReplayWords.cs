using System.Globalization;

namespace FieldNode.Cli;

/// <summary>Times and differences of a replay, in words.</summary>
internal static class ReplayWords
{
    /// <summary>UTC, to the second.</summary>
    internal static string Time(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"2.0 s", "3 min 05 s", "1 h 20 min", "3 d 04 h".</summary>
    internal static string Span(long ms)
    {
        TimeSpan span = TimeSpan.FromMilliseconds(Math.Abs(ms));
        string text = span.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
            : span.TotalHours < 1 ? $"{span.Minutes} min {span.Seconds:00} s"
            : span.TotalDays < 1 ? $"{span.Hours} h {span.Minutes:00} min"
            : $"{span.Days} d {span.Hours:00} h";
        return ms < 0 ? "-" + text : text;
    }

    /// <summary>How a run's event lies to the field's.</summary>
    internal static string Difference(long ms) => Math.Abs(ms) < 100 ? "at the same time" : $"{Span(Math.Abs(ms))} {(ms > 0 ? "later" : "earlier")}";
}
