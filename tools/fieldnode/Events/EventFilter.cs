using System.Globalization;
using FieldNode.Journal;

namespace FieldNode.Cli;

/// <summary>Which events are asked for.</summary>
internal sealed class EventFilter
{
    private readonly DateTimeOffset? since;
    private readonly HashSet<string> kinds;
    private readonly int? last;

    /// <param name="since">A time, or how long ago: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>7d</c>; null: all.</param>
    /// <param name="kinds">Names of kinds or groups, also several in one with commas; empty: all.</param>
    /// <param name="last">Only so many of the newest; null: all.</param>
    /// <param name="now">What "ago" counts from.</param>
    internal EventFilter(string? since, string[] kinds, int? last, DateTimeOffset now)
    {
        this.since = since is null ? null : When("--since", since, now);
        this.kinds = [.. kinds.SelectMany(k => k.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        this.last = last is null or > 0
            ? last
            : throw new UserError($"--last {last} is not allowed: 1 or more", ExitStatus.Usage);
        string? unknown = this.kinds.FirstOrDefault(k => !Names.Contains(k));
        if (unknown is not null)
        {
            throw new UserError($"--kind {unknown}: no such kind. There are {string.Join(", ", Names)}", ExitStatus.Usage);
        }
    }

    private static IEnumerable<string> Names => EventWords.GroupNames.Concat(
        Enum.GetValues<EventKind>().Where(k => k != EventKind.None).Select(EventWords.KindName));

    /// <summary>Those that are asked for. One whose time nobody knows is never left out for it.</summary>
    internal IReadOnlyList<LoggedEvent> Of(IEnumerable<LoggedEvent> events)
    {
        IEnumerable<LoggedEvent> asked = events.Where(e => (since is null || e.Time is null || e.Time >= since)
            && (kinds.Count == 0 || kinds.Contains(EventWords.KindName(e.Kind)) || kinds.Contains(EventWords.GroupOf(e.Kind))));
        return last is int count ? [.. asked.TakeLast(count)] : [.. asked];
    }

    /// <summary>A time, or how long ago.</summary>
    /// <param name="option">Which option it was typed for.</param>
    /// <param name="text">What was typed; without a zone it is UTC.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <exception cref="UserError">It is neither.</exception>
    internal static DateTimeOffset When(string option, string text, DateTimeOffset now)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double ago)
            && ago * unit < 1e9)
        {
            return now.AddSeconds(-ago * unit);
        }
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new UserError(
                $"{option} {text}: neither a time (2026-11-27, 2026-11-27T10:00Z) nor how long ago (90s, 30m, 2h, 7d)", ExitStatus.Usage);
    }
}
