namespace FieldNode.Conformance;

/// <summary>
/// Which statements a host can grade that only subscribes. What a node says to its broker alone (CONNECT with its will, SUBSCRIBE, DISCONNECT,
/// the flags of its PUBLISH) it does not see, nor whom the node waits for, nor how often its settings let a value be repeated.
/// </summary>
public static class SubscriberView
{
    private static readonly string[] Unseen =
    [
        "principles-persistence-clean-session-311", "principles-rbe-recommended",
        "topics-nbirth-bdseq-matching", "topics-nbirth-bdseq-increment", "payloads-nbirth-bdseq-repeat", "payloads-ndeath-bdseq",
        "message-flow-edge-node-ncmd-subscribe", "message-flow-device-dcmd-subscribe", "message-flow-edge-node-birth-publish-connect",
        "message-flow-edge-node-birth-publish-nbirth-payload-bdSeq", "operational-behavior-data-commands-rebirth-action-3",
        "operational-behavior-data-publish-nbirth-change", "operational-behavior-data-publish-dbirth-change",
    ];

    private static readonly string[] UnseenStarts =
        ["message-flow-edge-node-birth-publish-will-message", "payloads-ndeath-will-message", "operational-behavior-edge-node-intentional-disconnect"];

    private static readonly string[] FlagEnds = ["-mqtt", "-qos", "-retain", "-retained"];

    private static readonly Lazy<IReadOnlyList<CatalogueRow>> All = new(() => [.. Catalogue.Rows.Where(IsVisible)]);

    /// <summary>The statements of the catalogue that such a host can grade.</summary>
    public static IReadOnlyList<CatalogueRow> Rows => All.Value;

    private static bool IsVisible(CatalogueRow row) =>
        row.IsOnWire && row.Scope is "core" or "properties"
        && !Unseen.Contains(row.Id)
        && !UnseenStarts.Any(start => row.Id.StartsWith(start, StringComparison.Ordinal))
        && !FlagEnds.Any(end => row.Id.EndsWith(end, StringComparison.Ordinal));
}
