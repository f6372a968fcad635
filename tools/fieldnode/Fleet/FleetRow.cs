using System.Globalization;

namespace FieldNode.Cli.Fleet;

/// <summary>A node as the table shows it.</summary>
internal static class FleetRow
{
    internal static readonly string[] Heads = ["Node", "Claims", "State", "Since", "Slot", "Cert", "Up", "Jrnl", "Lost", "Away", "What is wrong, and what to do"];

    internal static readonly int[] Least = [8, 5, 5, 5, 4, 4, 5, 4, 4, 4, 12];

    internal static string[] Cells(FleetNode node, DateTime utc)
    {
        NodeFacts facts = node.Facts;
        string away = facts.Devices.Count == 0 ? "" : $"{facts.Devices.Count(device => !device.Online)}/{facts.Devices.Count}";
        return
        [
            SafeText.Of(node.Path), SafeText.Of(facts.Version ?? "?"), FleetWords.StateOf(node.State), FleetWords.Span(utc - node.SinceUtc), Number(facts.Slot),
            facts.DaysLeft(utc) is { } days ? $"{days} d" : "", facts.UptimeS is { } up ? FleetWords.Span(up) : "", Number(facts.Depth), Number(facts.Dropped), away,
            SafeText.Of(node.Faults.FirstOrDefault()?.ToString() ?? ""),
        ];
    }

    /// <summary>All of it as one line, for people and for grep.</summary>
    internal static string Line(FleetNode node, DateTime utc)
    {
        NodeFacts facts = node.Facts;
        var parts = new List<string>
        {
            $"{FleetWords.StateOf(node.State),-4} {node.Path}", $"since {node.SinceUtc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}", $"claims {facts.Version ?? "no version"}",
        };
        void Add(string name, string value) => parts.AddRange(value.Length == 0 ? [] : [$"{name}={value}"]);
        Add("slot", Number(facts.Slot));
        Add("sequence", Number(facts.Sequence));
        Add("settings", facts.SettingsCrc?.ToString("x8", CultureInfo.InvariantCulture) ?? "");
        Add("cert_days", facts.DaysLeft(utc)?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add("uptime_s", Number(facts.UptimeS));
        Add("depth", Number(facts.Depth));
        Add("captured", Number(facts.Captured));
        Add("confirmed", Number(facts.Confirmed));
        Add("dropped", Number(facts.Dropped));
        Add("devices_away", facts.Devices.Count == 0 ? "" : $"{facts.Devices.Count(device => !device.Online)}/{facts.Devices.Count}");
        Add("bad_tags", facts.BadTags == 0 ? "" : Number(facts.BadTags));
        parts.AddRange(facts.LastReset is null ? [] : [$"last run {FleetWords.ResetOf(facts.LastReset)}"]);
        parts.AddRange(node.Faults.Take(1).Select(fault => $"! {fault}"));
        return SafeText.Of(string.Join("  ", parts));
    }

    internal static string Line(FleetEvent happened) => SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"{happened.Utc:HH:mm:ss} {happened.Group}/{happened.Node} {happened.Text}"));

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
