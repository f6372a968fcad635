namespace FieldNode.Host;

/// <summary>A device behind an edge node, and the node's own metrics under the name null.</summary>
public sealed class EdgeDevice
{
    private readonly Dictionary<string, EdgeMetric> metrics = new(StringComparer.Ordinal);
    private readonly List<EdgeMetric> inOrder = [];

    internal EdgeDevice(string? name) => Name = name;

    public string? Name { get; }

    /// <summary>True between its DBIRTH and its DDEATH, while the node is online and has not been born anew.</summary>
    public bool Online { get; internal set; }

    /// <summary>A DDEATH came, and no birth since.</summary>
    internal bool Died { get; set; }

    /// <summary>Metrics in the order of the birth.</summary>
    public IReadOnlyList<EdgeMetric> Metrics => inOrder;

    public EdgeMetric? Find(string name) => metrics.GetValueOrDefault(name);

    internal void Clear()
    {
        metrics.Clear();
        inOrder.Clear();
    }

    internal void Add(EdgeMetric metric)
    {
        if (metrics.TryAdd(metric.Name, metric))
        {
            inOrder.Add(metric);
        }
    }
}
