namespace FieldNode.Host;

/// <summary>
/// A Sparkplug topic taken apart: <c>spBv1.0/{group}/{type}/{node}[/{device}]</c> or <c>spBv1.0/STATE/{host}</c>.
/// </summary>
/// <param name="Type">What the message is.</param>
/// <param name="Group">Group id; empty for STATE.</param>
/// <param name="Node">Edge node id; for STATE the host id.</param>
/// <param name="Device">Device id, or null for a message of the node itself.</param>
public sealed record SparkplugTopic(MessageType Type, string Group, string Node, string? Device)
{
    public const string Namespace = "spBv1.0";

    /// <summary>The spelling on the wire; topics are case-sensitive.</summary>
    private static readonly Dictionary<string, MessageType> ByText = new(StringComparer.Ordinal)
    {
        ["NBIRTH"] = MessageType.NBirth, ["NDATA"] = MessageType.NData,
        ["NDEATH"] = MessageType.NDeath, ["NCMD"] = MessageType.NCmd,
        ["DBIRTH"] = MessageType.DBirth, ["DDATA"] = MessageType.DData,
        ["DDEATH"] = MessageType.DDeath, ["DCMD"] = MessageType.DCmd,
    };

    public bool IsCommand => Type is MessageType.NCmd or MessageType.DCmd;

    /// <summary>True for what a node sends with a seq: all but NDEATH (sections 6.4.6 and 6.4.26).</summary>
    public bool CarriesSeq => Type is MessageType.NBirth or MessageType.DBirth or MessageType.NData
        or MessageType.DData or MessageType.DDeath;

    public bool IsBirth => Type is MessageType.NBirth or MessageType.DBirth;

    public bool IsData => Type is MessageType.NData or MessageType.DData;

    public static string TextOf(MessageType type) => type.ToString().ToUpperInvariant();

    public override string ToString() => Type == MessageType.State
        ? $"{Namespace}/STATE/{Node}"
        : $"{Namespace}/{Group}/{TextOf(Type)}/{Node}" + (Device is null ? "" : "/" + Device);

    /// <summary>Takes a topic apart; <paramref name="reason"/> says in words why it is none.</summary>
    public static SparkplugTopic? Parse(string topic, out string reason)
    {
        string[] levels = topic.Split('/');
        reason = "";
        if (levels[0] != Namespace)
        {
            reason = $"the first level is not {Namespace}";
            return null;
        }
        if (levels.Length == 3 && levels[1] == "STATE" && levels[2].Length > 0)
        {
            return new SparkplugTopic(MessageType.State, "", levels[2], null);
        }
        if (levels.Length is < 4 or > 5)
        {
            reason = $"{levels.Length} levels, where 4 (node) or 5 (device) are due";
            return null;
        }
        if (!ByText.TryGetValue(levels[2], out MessageType type))
        {
            reason = $"unknown message type {levels[2]}";
            return null;
        }
        bool ofDevice = levels[2][0] == 'D';
        if (ofDevice != (levels.Length == 5))
        {
            reason = ofDevice ? $"{levels[2]} without a device id" : $"{levels[2]} with a device id";
            return null;
        }
        if (levels.Any(level => level.Length == 0))
        {
            reason = "an id is empty";
            return null;
        }
        return new SparkplugTopic(type, levels[1], levels[3], ofDevice ? levels[4] : null);
    }
}
