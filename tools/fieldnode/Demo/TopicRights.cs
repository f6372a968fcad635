using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Who may publish and subscribe what, by the name in the certificate: a node its own messages and its own commands,
/// a host everything to read and commands to write. All else is refused.
/// </summary>
internal sealed class TopicRights(string group, string nodeName, string hostName)
{
    private const string StatePrefix = SparkplugTopic.Namespace + "/STATE/";

    internal bool Knows(string? name) => name == nodeName || name == hostName;

    internal bool MayPublish(string? name, string topic)
    {
        SparkplugTopic? parts = SparkplugTopic.Parse(topic, out _);
        if (parts is null || topic.IndexOfAny(['+', '#']) >= 0)
        {
            return false;
        }
        if (name == hostName)
        {
            return parts.IsCommand && parts.Group == group;
        }
        return name == nodeName && parts.Type != MessageType.State && !parts.IsCommand
            && parts.Group == group && parts.Node == nodeName;
    }

    internal bool MaySubscribe(string? name, string filter)
    {
        if (name == hostName)
        {
            return filter == SparkplugTopic.Namespace
                || filter.StartsWith(SparkplugTopic.Namespace + "/", StringComparison.Ordinal);
        }
        return name == nodeName
            && (IsUnder(filter, $"{SparkplugTopic.Namespace}/{group}/NCMD/{nodeName}")
                || IsUnder(filter, $"{SparkplugTopic.Namespace}/{group}/DCMD/{nodeName}")
                || filter.StartsWith(StatePrefix, StringComparison.Ordinal));
    }

    /// <summary>The topic itself or anything below it; a wildcard in place of a fixed level is not below it.</summary>
    private static bool IsUnder(string filter, string topic) =>
        filter == topic || filter.StartsWith(topic + "/", StringComparison.Ordinal);
}
