using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>A delay of the first attempt to connect that is out of proportion to what else counts the time without a link.</summary>
internal static class ConnectDelayWarnings
{
    private const string Path = "broker.connectDelayMaxMs";
    private const int UsualMs = 2000; // the longest first wait after a lost session without it

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        int delayMs = settings.Broker.ConnectDelayMaxMs;
        if (delayMs == 0)
        {
            yield break;
        }

        string away = $"a node whose session is lost comes back after up to {(delayMs + UsualMs + 999) / 1000} s";
        (int index, OutputSettings? output) = (settings.Terminals?.Outputs ?? []).Index()
            .Where(one => one.Item.AtLinkLoss != "hold" && one.Item.LinkLossMs > UsualMs && one.Item.LinkLossMs <= delayMs + UsualMs)
            .OrderBy(one => one.Item.LinkLossMs).FirstOrDefault();
        if (output is not null)
        {
            yield return new SettingsWarning(Path, $"{away}, and output {output.Name} goes {output.AtLinkLoss} after {Words(output.LinkLossMs)}: a restart of the broker would switch it",
                $"a shorter delay, or a longer terminals.outputs[{index}].linkLossMs");
        }

        if (settings.Journal is { RamBytes: 0 })
        {
            yield return new SettingsWarning(Path, $"{away}, and there is no journal: what is read meanwhile is lost", "a journal (journal.ramBytes), or no delay");
        }

        if (settings.Update is not null && delayMs + UsualMs > DeskPatience.MissingMs)
        {
            yield return new SettingsWarning(Path, $"{away}, and a roll-out takes an updated node that is away for {Words(DeskPatience.MissingMs)} for lost",
                $"{DeskPatience.MissingMs - UsualMs} or less, or restart no broker while a roll-out runs");
        }
    }

    private static string Words(int ms) => FormattableString.Invariant($"{ms / 1000.0:0.#} s");
}
