using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Cli.Rollouts;

/// <summary>A group of nodes as the broker shows it, with the marks of desks that command it.</summary>
internal sealed class FieldSight(string group, NodePattern pattern)
{
    private readonly Dictionary<string, NodeSight> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> others = new(StringComparer.Ordinal);

    /// <summary>Nodes that were meant and heard, or asked for by name.</summary>
    internal IEnumerable<NodeSight> Nodes => nodes.Values;

    /// <summary>Nodes of the group that were heard and not meant.</summary>
    internal IReadOnlyCollection<string> Others => others;

    internal string Group => group;

    /// <summary>Told of each mark, also of our own.</summary>
    internal Action<DeskMark>? Marked { get; set; }

    internal string[] Filters =>
    [
        .. new[] { "NBIRTH/+", "NDEATH/+", "NDATA/+", "DBIRTH/+/", "DDATA/+/", "DDEATH/+/" }
            .Select(end => $"{SparkplugTopic.Namespace}/{group}/{end}{(end.EndsWith('/') ? UpdateSettings.Device : "")}"),
    ];

    /// <summary>What desks say to nodes. A broker may refuse it; then desks do not see each other.</summary>
    internal string CommandFilter => $"{SparkplugTopic.Namespace}/{group}/DCMD/+/{UpdateSettings.Device}";

    internal NodeSight Of(string node) => nodes.TryGetValue(node, out NodeSight? sight) ? sight : nodes[node] = new NodeSight(group, node);

    internal void Hear(Received received)
    {
        SparkplugTopic? topic = SparkplugTopic.Parse(received.Topic, out _);
        if (topic is null || topic.Group != group)
        {
            return;
        }
        if (topic.IsCommand)
        {
            if (HostDecoder.Decode(received.Payload, out _) is { } command && DeskMark.Of(command) is { } mark)
            {
                Marked?.Invoke(mark);
            }
        }
        else if (pattern.Has(topic.Node))
        {
            Of(topic.Node).Hear(received, topic);
        }
        else
        {
            others.Add(topic.Node);
        }
    }

    internal void LinkLost()
    {
        foreach (NodeSight node in nodes.Values)
        {
            node.LinkLost();
        }
    }
}
