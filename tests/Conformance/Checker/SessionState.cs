namespace FieldNode.Conformance;

/// <summary>One MQTT session of the node, from CONNECT to its end.</summary>
internal sealed class SessionState(string server)
{
    private readonly Dictionary<(string Device, string Name), MetricState> byName = [];
    private readonly Dictionary<ulong, MetricState> byAlias = [];

    internal string Server { get; } = server;

    /// <summary>bdSeq of the will; null if there was none that could be read, or the CONNECT was not seen.</summary>
    internal ulong? WillBdSeq { get; set; }

    /// <summary>bdSeq of the NBIRTH, by which one who sees no CONNECT tells sessions apart; null if it had none.</summary>
    internal ulong? BirthBdSeq { get; set; }

    internal List<SubscribeEvent> Subscriptions { get; } = [];

    internal bool NodeBorn { get; set; }

    /// <summary>Devices that were born and have not died.</summary>
    internal HashSet<string> Born { get; } = new(StringComparer.Ordinal);

    /// <summary>Devices that were alive at the last NBIRTH of this session and have been neither born again nor declared dead.</summary>
    internal HashSet<string> Owed { get; } = new(StringComparer.Ordinal);

    /// <summary>The seq that is due; null before the first message that has one.</summary>
    internal ulong? NextSeq { get; set; }

    internal long Published { get; set; }

    /// <summary>The node published its own NDEATH: what follows can only be DISCONNECT.</summary>
    internal bool Leaving { get; set; }

    internal MetricState? FindAlias(ulong alias) => byAlias.GetValueOrDefault(alias);

    internal MetricState? FindName(string device, string name) => byName.GetValueOrDefault((device, name));

    /// <summary>Declares a metric; returns the one that has its alias already, or null.</summary>
    internal MetricState? Declare(MetricState metric, ulong? alias)
    {
        byName[(metric.Device, metric.Name)] = metric;
        if (alias is not ulong number || byAlias.TryAdd(number, metric))
        {
            return null;
        }
        return byAlias[number];
    }

    /// <summary>An NBIRTH voids all that was declared.</summary>
    internal void ForgetAll()
    {
        byName.Clear();
        byAlias.Clear();
        Owed.UnionWith(Born);
        Born.Clear();
    }

    /// <summary>A DBIRTH voids what its device had declared.</summary>
    internal void Forget(string device)
    {
        foreach ((string, string) key in byName.Keys.Where(k => k.Device == device).ToArray())
        {
            byName.Remove(key);
        }
        foreach (ulong alias in byAlias.Where(p => p.Value.Device == device).Select(p => p.Key).ToArray())
        {
            byAlias.Remove(alias);
        }
    }
}
