using System.Text;

namespace FieldNode.PurdueLab;

/// <summary>The firewall's rules as nftables reads them, each with a counter of its own.</summary>
internal static class Ruleset
{
    internal const string ToNode = "to_node";

    /// <summary>Counter of new packets that reached the node's machine from beyond the firewall; it is kept on that machine.</summary>
    internal const string NodeInbound = "inbound";

    private static readonly (Zone From, Zone To)[] Watched =
    [
        (Zone.Plant, Zone.Node), (Zone.Dmz, Zone.Node), (Zone.Enterprise, Zone.Node),
        (Zone.Dmz, Zone.Plant), (Zone.Enterprise, Zone.Plant),
        (Zone.Plant, Zone.Dmz), (Zone.Enterprise, Zone.Dmz),
        (Zone.Node, Zone.Plant), (Zone.Node, Zone.Dmz), (Zone.Node, Zone.Enterprise),
        (Zone.Plant, Zone.Enterprise), (Zone.Dmz, Zone.Enterprise),
    ];

    /// <summary>What passes: from, to, the rule's condition, and the counter's name.</summary>
    internal static IReadOnlyList<(Zone From, Zone To, string Condition, string Counter)> Allowed(LabKind kind)
    {
        string dmz = $"ip daddr {Plan.DmzAddress} tcp dport {{ {Plan.MqttPort}, {Plan.SecondMqttPort} }}";
        (Zone, Zone, string, string) broker = kind == LabKind.Bridged
            ? (Zone.Node, Zone.Plant, $"ip daddr {Plan.PlantNetwork} tcp dport {Plan.MqttPort}", "node_to_broker")
            : (Zone.Node, Zone.Dmz, $"ip daddr {Plan.DmzAddress} tcp dport {Plan.MqttPort}", "node_to_broker");
        return
        [
            broker,
            (Zone.Node, Zone.Plant, $"ip daddr {Plan.TimeServerAddress} udp dport {Plan.NtpPort}", "node_to_time"),
            (Zone.Plant, Zone.Dmz, dmz, "plant_to_dmz"),
            (Zone.Enterprise, Zone.Dmz, dmz, "enterprise_to_dmz"),
        ];
    }

    /// <summary>The counter of what was dropped between two zones.</summary>
    internal static string Dropped(Zone from, Zone to) => $"drop_{Plan.NameOf(from)}_{Plan.NameOf(to)}";

    /// <summary>The firewall's rules.</summary>
    /// <param name="isOpen">A rule is left open on purpose: Level 4 may reach the node. The lab must then find it.</param>
    internal static string OfFirewall(LabKind kind, bool isOpen = false)
    {
        IReadOnlyList<(Zone From, Zone To, string Condition, string Counter)> allowed = Allowed(kind);
        string[] counters = ["established", "invalid", ToNode, .. allowed.Select(rule => rule.Counter), .. Watched.Select(pair => Dropped(pair.From, pair.To)), "other"];
        var text = new StringBuilder("table inet purdue {\n");
        foreach (string counter in counters)
        {
            text.Append($"  counter {counter} {{ }}\n");
        }
        text.Append("  chain forward {\n    type filter hook forward priority filter; policy drop;\n");
        text.Append("    ct state established,related counter name established accept\n");
        text.Append("    ct state invalid counter name invalid drop\n");
        foreach ((Zone from, Zone to, string condition, string counter) in allowed)
        {
            text.Append($"    {Way(from, to)} {condition} counter name {counter} accept\n");
        }
        if (isOpen)
        {
            text.Append($"    {Way(Zone.Enterprise, Zone.Node)} counter name {ToNode} accept\n");
        }
        foreach ((Zone from, Zone to) in Watched)
        {
            text.Append($"    {Way(from, to)} counter name {Dropped(from, to)} drop\n");
        }
        text.Append("    counter name other drop\n  }\n");
        text.Append("  chain input {\n    type filter hook input priority filter; policy drop;\n  }\n}\n");
        return text.ToString();
    }

    /// <summary>
    /// On the node's machine nothing is filtered, only counted: what the firewall let through would be seen here. So the firewall's word and the node's are
    /// two.
    /// </summary>
    internal static string OfNode() => $$"""
        table inet purdue {
          counter {{NodeInbound}} { }
          chain input {
            type filter hook input priority filter; policy accept;
            ip saddr != {{Plan.NodeNetwork}} iifname != "lo" ct state new counter name {{NodeInbound}}
          }
        }

        """;

    private static string Way(Zone from, Zone to) => $"iifname \"{LegOf(from)}\" oifname \"{LegOf(to)}\"";

    /// <summary>The firewall's interface towards a zone.</summary>
    internal static string LegOf(Zone zone) => "to-" + (zone == Zone.Neighbour ? Plan.NameOf(Zone.Node) : Plan.NameOf(zone));
}
