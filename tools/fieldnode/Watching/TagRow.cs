using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A tag as the screen of a watch shows it.</summary>
internal sealed record TagRow(EdgeNode Node, EdgeDevice Device, EdgeMetric Metric)
{
    /// <summary>As <c>fieldnode write</c> takes it.</summary>
    internal string Path => Device.Name is null ? $"{Node.Group}/{Node.Name}/{Metric.Name}" : $"{Node.Group}/{Node.Name}/{Device.Name}/{Metric.Name}";

    /// <summary>In words. What is known of a device that is offline is what it said last.</summary>
    internal string Quality => Device.Online ? QualityText.Of(Metric.Quality, Metric.Reason) : Node.WasBorn ? "offline" : "not known";

    /// <summary>Bad first.</summary>
    internal int Rank => !Device.Online ? 1 : Metric.Quality == MetricProperties.GoodQuality ? 3 : Metric.Quality == 0 ? 0 : 2;

    /// <summary>All words stand in its path or quality, in any case of letters.</summary>
    internal bool Has(string[] words) => Array.TrueForAll(
        words, word => Path.Contains(word, StringComparison.OrdinalIgnoreCase) || Quality.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>All tags, devices before their node's own; the order stays, so that nothing jumps.</summary>
    internal static IEnumerable<TagRow> All(HostModel model) =>
        from node in model.Nodes
        from device in node.Devices.Append(node.Own)
        from metric in device.Metrics
        select new TagRow(node, device, metric);
}
