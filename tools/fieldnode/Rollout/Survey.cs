namespace FieldNode.Cli.Rollouts;

/// <summary>
/// Looks at the field for a stated time: nodes give themselves away by what they send, and each one that is meant is asked for the birth of its device Update, the one
/// thing that maintenance may ask for. Without I/O and clock.
/// </summary>
internal sealed class Survey(FieldSight field, NodePattern pattern, DeskMark me)
{
    private const int AskEveryMs = 6000;
    private const int AsksAtOnce = 20; // in a step, of which there are ten a second: births of a thousand nodes must not come at once

    private readonly Dictionary<string, long> asked = new(StringComparer.Ordinal);

    /// <summary>Nodes that are asked for though nothing was heard of them.</summary>
    internal IReadOnlySet<string> Wanted { get; init; } = new HashSet<string>();

    internal IReadOnlyList<Outgoing> Step(long nowMs, DateTime utc)
    {
        foreach (string name in pattern.Exact.Concat(Wanted))
        {
            field.Of(name);
        }
        string[] due = [.. field.Nodes.Where(node => !node.View.IsBorn && (!asked.TryGetValue(node.Name, out long last) || nowMs - last >= AskEveryMs))
            .Select(node => node.Name).Take(AsksAtOnce)];
        foreach (string name in due)
        {
            asked[name] = nowMs;
        }
        return [.. due.Select(name => new Outgoing(name, me.Rebirth(utc)))];
    }
}
