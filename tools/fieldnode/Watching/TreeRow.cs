using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A node, or a device under it, as the tree shows it.</summary>
internal sealed record TreeRow(EdgeNode Node, EdgeDevice? Device)
{
    /// <summary>Where the tags of it begin: "plant/node1/Tank/". A node's own tags are with it.</summary>
    internal string Place => Device is null ? $"{Node.Group}/{Node.Name}/" : $"{Node.Group}/{Node.Name}/{Device.Name}/";

    internal string Name => Device is null ? $"{Node.Group}/{Node.Name}" : "  " + Device.Name;

    internal bool IsOnline => (Device ?? Node.Own).Online;

    internal string State => IsOnline ? "online" : Node.WasBorn ? "offline" : "not known";

    internal IEnumerable<TagRow> Tags => (Device is null ? Node.Devices.Append(Node.Own) : [Device])
        .SelectMany(device => device.Metrics.Select(metric => new TagRow(Node, device, metric)));

    internal static IEnumerable<TreeRow> All(HostModel model) =>
        model.Nodes.SelectMany(node => node.Devices.Select(device => new TreeRow(node, device)).Prepend(new TreeRow(node, null)));
}
