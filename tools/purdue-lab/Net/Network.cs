using System.Text.Json;

namespace FieldNode.PurdueLab;

/// <summary>
/// The namespaces, the wires between them and the firewall's rules. All of it lies in mounts and namespaces of this run alone (<see cref="Launcher"/>):
/// when the run ends, however it ends, the kernel takes it away.
/// </summary>
internal sealed class Network
{
    private static readonly Zone[] Members = [Zone.Node, Zone.Neighbour, Zone.Plant, Zone.Dmz, Zone.Enterprise];

    private readonly string folder;

    private Network(string folder) => this.folder = folder;

    internal static Network Create(LabKind kind, string folder, bool isOpen)
    {
        var network = new Network(folder);
        Directory.CreateDirectory(folder);
        foreach (Zone zone in Members.Prepend(Zone.Firewall))
        {
            Tool.Must("ip", "netns", "add", Plan.NameOf(zone));
            In(zone, "ip", "link", "set", "lo", "up");
        }
        In(Zone.Firewall, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        BridgeOfNodes();
        foreach (Zone zone in Members)
        {
            Wire(zone);
            File.WriteAllText(network.HostsFile(zone), Plan.HostsOf());
        }
        network.Load(Zone.Firewall, Ruleset.OfFirewall(kind, isOpen));
        network.Load(Zone.Node, Ruleset.OfNode());
        return network;
    }

    /// <summary>Takes the namespaces away, and with them wires and rules.</summary>
    internal void Remove()
    {
        foreach (Zone zone in Members.Prepend(Zone.Firewall))
        {
            Tool.Run("ip", "netns", "del", Plan.NameOf(zone));
        }
    }

    /// <summary>A command line that runs in a namespace, with that namespace's hosts file in the place of the machine's.</summary>
    internal string[] CommandIn(Zone zone, string? hosts, params string[] command) =>
    [
        "ip", "netns", "exec", Plan.NameOf(zone), "sh", "-c", "mount --bind \"$1\" /etc/hosts && shift && exec \"$@\"", "sh", hosts ?? HostsFile(zone),
        .. command,
    ];

    /// <summary>A hosts file by which the plant broker's name leads elsewhere: a forged answer of the name server.</summary>
    internal string ForgedHosts(string address)
    {
        string file = Path.Combine(folder, "hosts." + address);
        File.WriteAllText(file, Plan.HostsOf(address));
        return file;
    }

    /// <summary>Packets that each rule of a namespace has counted.</summary>
    internal static IReadOnlyDictionary<string, long> Counters(Zone zone)
    {
        string json = Tool.Must("ip", "netns", "exec", Plan.NameOf(zone), "nft", "-j", "list", "counters");
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("nftables").EnumerateArray().Where(item => item.TryGetProperty("counter", out _))
            .Select(item => item.GetProperty("counter"))
            .ToDictionary(counter => counter.GetProperty("name").GetString()!, counter => counter.GetProperty("packets").GetInt64());
    }

    private string HostsFile(Zone zone) => Path.Combine(folder, "hosts." + Plan.NameOf(zone));

    private static void In(Zone zone, params string[] command) => Tool.Must(["ip", "netns", "exec", Plan.NameOf(zone), .. command]);

    /// <summary>Nodes share one network: the node and the neighbour hang on one switch.</summary>
    private static void BridgeOfNodes()
    {
        string leg = Ruleset.LegOf(Zone.Node);
        In(Zone.Firewall, "ip", "link", "add", leg, "type", "bridge");
        In(Zone.Firewall, "ip", "addr", "add", Plan.GatewayOf(Zone.Node) + "/24", "dev", leg);
        In(Zone.Firewall, "ip", "link", "set", leg, "up");
        // A switch is no firewall: with br_netfilter loaded (as on machines with Docker) it would be one, and hide the node from its neighbour.
        In(Zone.Firewall, "sh", "-c", "[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || echo 0 > /proc/sys/net/bridge/bridge-nf-call-iptables");
    }

    private static void Wire(Zone zone)
    {
        string name = Plan.NameOf(zone);
        bool isNodes = zone is Zone.Node or Zone.Neighbour;
        string leg = isNodes ? "port-" + name : Ruleset.LegOf(zone);
        In(Zone.Firewall, "ip", "link", "add", leg, "type", "veth", "peer", "name", "eth0", "netns", name);
        if (isNodes)
        {
            In(Zone.Firewall, "ip", "link", "set", leg, "master", Ruleset.LegOf(zone));
        }
        else
        {
            In(Zone.Firewall, "ip", "addr", "add", Plan.GatewayOf(zone) + "/24", "dev", leg);
        }
        In(Zone.Firewall, "ip", "link", "set", leg, "up");
        foreach (string address in Plan.AddressesOf(zone))
        {
            In(zone, "ip", "addr", "add", address + "/24", "dev", "eth0");
        }
        In(zone, "ip", "link", "set", "eth0", "up");
        In(zone, "ip", "route", "add", "default", "via", Plan.GatewayOf(zone));
    }

    private void Load(Zone zone, string rules)
    {
        string file = Path.Combine(folder, "rules." + Plan.NameOf(zone));
        File.WriteAllText(file, rules);
        In(zone, "nft", "-f", file);
    }
}
