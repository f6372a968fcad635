using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>All that is worth a word about a sound node file.</summary>
internal static class NodeWarnings
{
    /// <summary>Load of each line that has devices.</summary>
    internal static IReadOnlyList<LineLoad> Loads(NodeSettings settings) =>
        [.. (settings.Lines ?? []).Index().Where(line => LineSchedule.DevicesOn(settings, line.Item).Any()).Select(line => LineSchedule.LoadOf(settings, line.Index))];

    /// <summary>Warnings, list by list.</summary>
    /// <param name="settings">A sound model, the names of files in it absolute.</param>
    /// <param name="loads">As <see cref="Loads"/> has them.</param>
    /// <param name="now">Time to judge dates at.</param>
    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings, IReadOnlyList<LineLoad> loads, DateTimeOffset now) =>
    [
        .. NameWarnings.Of(settings), .. HostWarnings.Of(settings), .. ConnectDelayWarnings.Of(settings), .. TrialWarnings.Of(settings), .. CertificateJudge.Of(settings, now), .. SecretFileWarnings.Of(settings),
        .. LineWarnings.Of(settings, loads), .. TagWarnings.Of(settings), .. SensorWarnings.Of(settings), .. CalibrationWarnings.Of(settings, now),
    ];
}
