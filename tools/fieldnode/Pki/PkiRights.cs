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

    /// <summary>Topics that it may subscribe.</summary>
    internal static IEnumerable<string> Reads(PkiRecord who) => who.Role switch
    {
        PkiRole.Node =>
        [
            $"{Space}/{who.Group}/NCMD/{who.Name}", $"{Space}/{who.Group}/DCMD/{who.Name}/+",
            $"{Space}/STATE/+", "STATE/+", // the second of hosts of Sparkplug 2.2
            .. NodePublishes(who), // its own: what comes back was let through
        ],
        PkiRole.Server => [],
        _ => [$"{Space}/#", "STATE/+"],
    };

    private static IEnumerable<string> NodePublishes(PkiRecord node) =>
    [
        .. new[] { "NBIRTH", "NDATA", "NDEATH" }.Select(type => $"{Space}/{node.Group}/{type}/{node.Name}"),
        .. new[] { "DBIRTH", "DDATA", "DDEATH" }.Select(type => $"{Space}/{node.Group}/{type}/{node.Name}/+"),
    ];

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
            yield return $"{Space}/STATE/{who.HostId}";
        }
    }

    private static IEnumerable<PkiRecord> InGroups(PkiRecord who, IReadOnlyList<PkiRecord> nodes) =>
        nodes.Where(node => who.Groups is null || who.Groups.Contains(node.Group));
}
