namespace FieldNode.Cli.Fleet;

/// <summary>Which nodes are shown, in which order: for the table, for JSON and for the page.</summary>
internal static class FleetList
{
    /// <param name="filter">Words that all have to be found in name, state, version, slot, settings or faults, in any case of letters.</param>
    /// <param name="utc">Now: days of certificates count from it.</param>
    /// <param name="state">Only these; null: all.</param>
    /// <param name="endsWithin">Only those whose certificate has so many days left at most; null: all.</param>
    internal static IReadOnlyList<FleetNode> Of(FleetModel model, string filter, FleetSort sort, DateTime utc, FleetState? state = null, int? endsWithin = null)
    {
        string[] words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<FleetNode> some = model.Nodes.Where(node => (state is null || node.State == state) && (endsWithin is null || node.Facts.DaysLeft(utc) <= endsWithin) && Has(node, words));
        return [.. sort switch
        {
            FleetSort.Name => some,
            FleetSort.Since => some.OrderByDescending(node => node.SinceUtc),
            FleetSort.Version => some.OrderBy(node => node.Facts.Version, StringComparer.OrdinalIgnoreCase),
            FleetSort.Certificate => some.OrderBy(node => node.Facts.DaysLeft(utc) ?? int.MaxValue),
            FleetSort.Uptime => some.OrderBy(node => node.Facts.UptimeS ?? long.MaxValue),
            FleetSort.Journal => some.OrderByDescending(node => node.Facts.Depth ?? -1),
            FleetSort.Lost => some.OrderByDescending(node => node.Facts.Dropped ?? -1),
            _ => some.OrderBy(Rank).ThenBy(node => node.Faults.Length == 0 ? int.MaxValue : (int)node.Faults[0].Kind),
        }];
    }

    private static bool Has(FleetNode node, string[] words) => words.Length == 0 || Array.TrueForAll(words, word =>
        node.Path.Contains(word, StringComparison.OrdinalIgnoreCase)
        || FleetWords.StateOf(node.State).Equals(word, StringComparison.OrdinalIgnoreCase)
        || node.Facts.Version?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || node.Facts.SettingsCrc is { } crc && crc.ToString("x8", System.Globalization.CultureInfo.InvariantCulture).Equals(word, StringComparison.OrdinalIgnoreCase)
        || node.Faults.Any(fault => fault.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static int Rank(FleetNode node) => node.State switch { FleetState.Gone => 0, FleetState.Bad => 1, FleetState.Old => 2, _ => 3 };
}
