using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// What a value is written to: GROUP/NODE/DEVICE/TAG, or GROUP/NODE/METRIC for a metric of the node itself. Names of tags may have slashes, so only the births say which of the two it is.
/// </summary>
internal sealed record WriteTarget(string Group, string Node, string Path)
{
    internal static WriteTarget Parse(string text)
    {
        string[] parts = text.Split('/', 3);
        return parts.Length == 3 && parts.All(part => part.Length > 0) && text.IndexOfAny(['+', '#']) < 0
            ? new WriteTarget(parts[0], parts[1], parts[2])
            : throw new UserError($"{text}: say GROUP/NODE/DEVICE/TAG, as watch shows them", ExitStatus.Usage);
    }

    /// <summary>All that the node says, and what is said to it: our own command comes back if the broker passes it on.</summary>
    internal string[] Filters => [$"{SparkplugTopic.Namespace}/{Group}/+/{Node}", $"{SparkplugTopic.Namespace}/{Group}/+/{Node}/+"];

    /// <summary>The device that the path begins with, if the node has one of that name; else null.</summary>
    internal EdgeDevice? DeviceOf(EdgeNode node) => Path.Split('/', 2) is [string name, _] ? node.FindDevice(name) : null;

    /// <summary>The metric, as the births have it; null: not born yet, or there is none.</summary>
    internal EdgeMetric? Find(EdgeNode? node)
    {
        if (node is not { Online: true })
        {
            return null;
        }
        EdgeMetric? ofDevice = DeviceOf(node) is { Online: true } device ? device.Find(Path[(device.Name!.Length + 1)..]) : null;
        return ofDevice ?? node.Own.Find(Path);
    }

    public override string ToString() => $"{Group}/{Node}/{Path}";
}
