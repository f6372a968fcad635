using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>Says once that nothing came of what is watched, and what does come, so that a wrong name is seen.</summary>
/// <param name="neighbours">Listens to all nodes for some seconds: "group/node" of each that was heard; null if we may not.</param>
internal sealed class WatchSilence(HostModel model, WatchOptions options, Func<Task<IReadOnlyList<string>?>> neighbours)
{
    /// <summary>A FieldNode says something every ten seconds.</summary>
    internal const long SilentMs = 12_000;

    private const int NamesMax = 8;

    private long? startMs;
    private Task<IReadOnlyList<string>?>? looking;
    private bool isTold;

    /// <summary>The words, once; else null.</summary>
    internal string? Take(long nowMs)
    {
        startMs ??= nowMs;
        if (isTold || nowMs - startMs < SilentMs)
        {
            return null;
        }
        if (model.Nodes.Any())
        {
            isTold = true;
            return null;
        }
        looking ??= options.Node is null && options.Group is null ? Task.FromResult<IReadOnlyList<string>?>([]) : neighbours();
        if (!looking.IsCompleted)
        {
            return null;
        }
        isTold = true;
        return Words(looking.IsCompletedSuccessfully ? looking.Result : null);
    }

    private string Words(IReadOnlyList<string>? heard)
    {
        string what = options.Node is { } node ? $"node {node.Group}/{node.Node}" : options.Group is { } group ? $"group {group}" : "any node";
        string nothing = $"nothing of {what} for {SilentMs / 1000} s. ";
        if (options.Node is null && options.Group is null)
        {
            return nothing + $"Is a node connected to this broker, and does its access list let us read {SparkplugTopic.Namespace}/#?";
        }
        if (heard is null)
        {
            return nothing + "Is the name right (upper and lower case count), does it run, and does the broker let us read it?";
        }
        string[] names = [.. (options.Node is null ? heard.Select(name => name.Split('/')[0]) : heard).Distinct().Order(StringComparer.Ordinal)];
        return nothing + (names.Length == 0
            ? "No other node said anything meanwhile either: is one connected to this broker?"
            : $"Heard meanwhile: {string.Join(", ", names.Take(NamesMax))}{(names.Length > NamesMax ? $" and {names.Length - NamesMax} more" : "")}. Upper and lower case count");
    }
}
