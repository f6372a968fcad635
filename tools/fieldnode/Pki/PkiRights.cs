using FieldNode.Host;

namespace FieldNode.Cli.Pki;

/// <summary>
/// The topics that a certificate's holder may publish and subscribe, named one by one: what stands in its record and nothing else. A broker's
/// patterns cannot do it, for they know a user's name and not a node's group.
/// </summary>
internal static class PkiRights
{
    /// <summary>The Sparkplug device that takes updates.</summary>
    internal const string UpdateDevice = "Update";

    /// <summary>STATE of every host; the second of those of Sparkplug 2.2.</summary>
    internal static readonly IReadOnlyList<string> States = [$"{Space}/STATE/+", "STATE/+"];

    /// <summary>The kinds of messages that nodes publish, and whether a device's level follows.</summary>
    internal static readonly IReadOnlyList<(string Type, bool OfDevice)> NodeMessages =
        [("NBIRTH", false), ("NDATA", false), ("NDEATH", false), ("DBIRTH", true), ("DDATA", true), ("DDEATH", true)];

    private const string Space = SparkplugTopic.Namespace;

    /// <summary>Topics that it may publish; '+' stands for any one level.</summary>
    /// <param name="nodes">All nodes of the site.</param>
    internal static IEnumerable<string> Publishes(PkiRecord who, IReadOnlyList<PkiRecord> nodes) => who.Role switch
    {
        PkiRole.Node => NodePublishes(who),
        PkiRole.Maintenance => InGroups(who, nodes).Select(node => $"{Space}/{node.Group}/DCMD/{node.Name}/{UpdateDevice}"),
        PkiRole.Writer => WriterPublishes(who, nodes),
        _ => [],
    };

    /// <summary>Topics that it may publish at a broker that nodes reach only through a bridge: no command, whoever sends it.</summary>
    /// <param name="nodes">All nodes of the site.</param>
    internal static IEnumerable<string> PublishesAbove(PkiRecord who, IReadOnlyList<PkiRecord> nodes) => who.Role switch
    {
        PkiRole.Bridge => InGroups(who, nodes).SelectMany(NodePublishes),
        PkiRole.Writer when who.HostId is not null => [StateOf(who.HostId)],
        _ => [],
    };

    /// <summary>Topics that it may subscribe.</summary>
    internal static IEnumerable<string> Reads(PkiRecord who) => who.Role switch
    {
        PkiRole.Node =>
        [
            $"{Space}/{who.Group}/NCMD/{who.Name}", $"{Space}/{who.Group}/DCMD/{who.Name}/+",
            .. States,
            .. NodePublishes(who), // its own: what comes back was let through
        ],
        PkiRole.Server => [],
        PkiRole.Bridge => States,
        _ => [$"{Space}/#", "STATE/+"],
    };

    private static IEnumerable<string> NodePublishes(PkiRecord node) =>
        NodeMessages.Select(kind => $"{Space}/{node.Group}/{kind.Type}/{node.Name}{(kind.OfDevice ? "/+" : "")}");

    private static IEnumerable<string> WriterPublishes(PkiRecord who, IReadOnlyList<PkiRecord> nodes)
    {
        foreach (string device in who.Devices ?? [])
        {
            string[] parts = device.Split('/');
            yield return $"{Space}/{parts[0]}/DCMD/{parts[1]}/{parts[2]}";
        }
        if (who.Rebirth == true)
        {
            foreach (PkiRecord node in InGroups(who, nodes))
            {
                yield return $"{Space}/{node.Group}/NCMD/{node.Name}";
            }
        }
        if (who.HostId is not null)
        {
            yield return StateOf(who.HostId);
        }
    }

    private static string StateOf(string host) => $"{Space}/STATE/{host}";

    private static IEnumerable<PkiRecord> InGroups(PkiRecord who, IReadOnlyList<PkiRecord> nodes) =>
        nodes.Where(node => who.Groups is null || who.Groups.Contains(node.Group));
}
