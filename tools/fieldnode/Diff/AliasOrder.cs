using FieldNode.Settings;

namespace FieldNode.Cli.Diff;

/// <summary>Aliases are given out by the birth: by period, then in the order of the file (TagTable.GiveAliases).</summary>
internal static class AliasOrder
{
    internal static IEnumerable<Change> Changes(NodeSettings before, NodeSettings after)
    {
        if (before.Group != after.Group || before.Node != after.Node || !HasAliases(before) || !HasAliases(after))
        {
            yield break;
        }
        List<string> a = Of(before);
        List<string> b = Of(after);
        if (!a.SequenceEqual(b))
        {
            yield return new Change(Weight.Note, "aliases", "their order changes: hosts need the new birth, which the node sends when it "
                + "connects", "aliases", null, null);
        }
    }

    // By the place among the tags of the files; the node's own metrics stand before both alike.
    private static List<string> Of(NodeSettings settings) => [.. Tags(settings).Select((tag, i) => (tag.Name, tag.PeriodMs, i))
        .OrderBy(tag => tag.PeriodMs).ThenBy(tag => tag.i).Select(tag => tag.Name)];

    private static IEnumerable<(string Name, int PeriodMs)> Tags(NodeSettings settings) =>
        (settings.Devices ?? []).SelectMany(device => device.Tags.Select(tag => ($"{device.Name}/{tag.Name}", tag.PeriodMs)))
        .Concat((settings.Sensors ?? []).SelectMany(sensor => sensor.Tags.Select(tag => ($"{sensor.Device}/{tag.Name}", sensor.PeriodMs))))
        .Concat(TerminalNames(settings.Terminals).Select(name => ($"{settings.Terminals?.Device}/{name}", settings.Terminals?.PollMs ?? 0)));

    private static IEnumerable<string> TerminalNames(TerminalSettings? terminals) => terminals is null ? []
        : (terminals.Contacts ?? []).Select(contact => contact.Name).Concat((terminals.Outputs ?? []).Select(output => output.Name))
            .Concat((terminals.Counters ?? []).SelectMany(counter => counter.RateName is null
                ? new[] { counter.Name } : [counter.Name, counter.RateName]));

    private static bool HasAliases(NodeSettings settings) => settings.Sparkplug?.Aliases ?? true;
}
