using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>Doors: what answers a scan, from each level, and what the node's processes hold open.</summary>
internal static class PortAttacks
{
    private const int Ports = 65535;
    private const int DoormansPort = 49_152;

    private const string Row = "scans"; // one after the other: each is 65,535 packets

    internal static IEnumerable<Attack> All =>
    [
        Scan(Zone.Enterprise), Scan(Zone.Dmz), Scan(Zone.Plant),
        new("scan-from-l1", "L1", LabKind.Both, "a stranger on the node's own network scans all TCP ports, no firewall between", "no port is open",
            "the node has no listening socket", ScanNeighbourAsync) { Beside = Row },
        new("node-sockets", "L1", LabKind.Both, "look into the node's processes for sockets that wait for others", "no TCP or Unix socket listens, no UDP socket is open to all",
            "the node has no listening socket; fieldnode run closes the runtime's", SocketsAsync),
        new("scan-plant-from-l4", "L4", LabKind.Bridged, "scan all TCP ports of the plant broker", "no port answers", "firewall: Level 4 reaches the DMZ only",
            (run, end) => ScanBrokerAsync(Zone.Enterprise, end)) { Beside = Row },
        new("scan-plant-from-dmz", "L3.5", LabKind.Bridged, "scan all TCP ports of the plant broker", "no port answers", "firewall: the DMZ opens no connection downward",
            (run, end) => ScanBrokerAsync(Zone.Dmz, end)) { Beside = Row },
        new("scan-dmz-from-l4", "L4", LabKind.Both, "scan all TCP ports of the DMZ", "8883 and 443 answer, nothing else", "firewall: two ports into the DMZ", ScanDmzAsync) { Beside = Row },
    ];

    private static Attack Scan(Zone from) => new(
        $"scan-from-{Plan.NameOf(from)}", Plan.LevelOf(from), LabKind.Both, "scan all TCP ports of the node", "no port answers", "firewall: nothing in towards the node",
        (_, end) => ScanThroughFirewallAsync(from, Zone.Node, Plan.NodeAddress, end)) { Beside = Row };

    private static Task<AttackResult> ScanBrokerAsync(Zone from, CancellationToken cancellation) => ScanThroughFirewallAsync(from, Zone.Plant, Plan.PlantAddress, cancellation);

    private static async Task<AttackResult> ScanThroughFirewallAsync(Zone from, Zone to, string address, CancellationToken cancellation)
    {
        string rule = Ruleset.Dropped(from, to);
        IReadOnlyDictionary<string, long> before = Network.Counters(Zone.Firewall);
        Scanned found = await NmapAsync(from, address, retries: 0, cancellation);
        (long dropped, long passed) = Counted();
        if (dropped + passed < Ports)
        {
            // A busy machine loses a packet of its own now and then: each port has to have been tried in one scan, so all of them are tried again.
            before = Network.Counters(Zone.Firewall);
            Scanned again = await NmapAsync(from, address, retries: 0, cancellation);
            found = new Scanned([.. found.Open.Union(again.Open).Order()], Math.Max(found.Closed, again.Closed));
            (dropped, passed) = Counted();
        }
        if (dropped + passed < Ports)
        {
            throw new LabError($"the firewall counted {dropped + passed} packets of a scan of {Ports} ports: it was not made");
        }
        return new AttackResult($"{Ports} ports tried, the firewall dropped {dropped} packets; open: {found.Words}; {found.Closed} ports said that they are closed", found.Open.Count + found.Closed > 0);

        (long Dropped, long Passed) Counted()
        {
            IReadOnlyDictionary<string, long> after = Network.Counters(Zone.Firewall);
            return (after[rule] - before[rule], after[Ruleset.ToNode] - before[Ruleset.ToNode]);
        }
    }

    private static async Task<AttackResult> ScanNeighbourAsync(LabRun run, CancellationToken cancellation)
    {
        await run.At(Zone.Node).AskAsync("listen", new JsonObject { ["port"] = DoormansPort });
        JsonObject answer = await run.At(Zone.Neighbour).AskAsync("scan", new JsonObject { ["host"] = Plan.NodeAddress });
        var found = new Scanned([.. answer["open"]!.AsArray().Select(port => (int)port!)], (int)answer["closed"]!);
        if (!found.Open.Contains(DoormansPort))
        {
            throw new LabError($"the scan does not see port {DoormansPort}, which the lab itself holds open on the node's machine: it sees nothing");
        }
        if (found.Open.Count + found.Closed < Ports)
        {
            throw new LabError($"only {found.Open.Count + found.Closed} of {Ports} ports answered the scan: what the others are is not known");
        }
        int[] others = [.. found.Open.Where(port => port != DoormansPort)];
        return new AttackResult($"{Ports} ports tried, {found.Closed} answered that they are closed; open: {(others.Length == 0 ? "none" : string.Join(", ", others))}, besides {DoormansPort}, which the lab opened to see that the scan sees", others.Length > 0);
    }

    private static async Task<AttackResult> ScanDmzAsync(LabRun run, CancellationToken cancellation)
    {
        Scanned found = await NmapAsync(Zone.Enterprise, Plan.DmzAddress, retries: 2, cancellation);
        run.DmzPorts = [.. found.Open.OrderByDescending(port => port == Plan.MqttPort).ThenBy(port => port)];
        bool isRight = found.Open.Order().SequenceEqual([Plan.SecondMqttPort, Plan.MqttPort]);
        return found.Open.Count == 0
            ? throw new LabError("the scan of the DMZ sees no port, not even those that the hosts use")
            : new AttackResult($"{Ports} ports tried; open: {found.Words}", !isRight || found.Closed > 0);
    }

    private static async Task<AttackResult> SocketsAsync(LabRun run, CancellationToken cancellation)
    {
        var listening = new HashSet<string>();
        Dictionary<string, int> udp = [];
        IReadOnlyList<int> processes = [];
        const int Looks = 4;
        for (int look = 0; look < Looks; look++)
        {
            processes = ProcessTree.Of(run.Node!.Id);
            var seen = new HashSet<string>(); // a process shares its sockets with those that it starts
            foreach (int process in processes)
            {
                IReadOnlyList<ListenSocket> found = ListenSockets.Of(process) ?? throw new LabError($"the sockets of process {process} cannot be counted");
                listening.UnionWith(found.Select(socket => socket.ToString()));
                seen.UnionWith(UdpSockets.OpenToAll(process));
            }
            foreach (string socket in seen)
            {
                udp[socket] = udp.GetValueOrDefault(socket) + 1;
            }
            await Task.Delay(250, cancellation);
        }
        // A client's socket is open to all between its making and its first question: one that stays so is no client's.
        string[] open = [.. udp.Where(one => one.Value == Looks).Select(one => one.Key)];
        return new AttackResult($"{processes.Count} processes, {Looks} looks: {listening.Count} sockets listen (TCP, TCP over IPv6, Unix), {open.Length} UDP sockets are open to all", listening.Count + open.Length > 0);
    }

    // Behind a firewall that drops, nothing answers, and nmap would wait for it; that all came, the firewall's counter says.
    private static async Task<Scanned> NmapAsync(Zone from, string address, int retries, CancellationToken cancellation)
    {
        ToolResult result = await Tool.RunAsync(
            ["ip", "netns", "exec", Plan.NameOf(from), "nmap", "-n", "-Pn", "-sS", "-p", $"1-{Ports}", "--min-rate", "15000", "--max-retries", $"{retries}", "-T5", "-oX", "-", address], cancellation);
        return result.Status == 0 ? Scanned.Of(result.Output) : throw new LabError($"nmap: {result.All}");
    }

    /// <summary>What nmap says.</summary>
    /// <param name="Open">Ports that took the connection.</param>
    /// <param name="Closed">Ports that answered, with a refusal: whoever hears it knows that a machine is there.</param>
    internal sealed record Scanned(IReadOnlyList<int> Open, int Closed)
    {
        internal string Words => Open.Count == 0 ? "none" : string.Join(", ", Open);

        /// <summary>Of nmap's XML.</summary>
        internal static Scanned Of(string xml)
        {
            XElement ports = XDocument.Parse(xml).Root?.Element("host")?.Element("ports") ?? throw new LabError("nmap reports no host");
            static int Number(XAttribute? attribute) => int.Parse(attribute!.Value, CultureInfo.InvariantCulture);
            int[] open = [.. ports.Elements("port").Where(port => port.Element("state")?.Attribute("state")?.Value == "open").Select(port => Number(port.Attribute("portid")))];
            int closed = ports.Elements("port").Count(port => port.Element("state")?.Attribute("state")?.Value == "closed")
                + ports.Elements("extraports").Where(extra => extra.Attribute("state")?.Value == "closed").Sum(extra => Number(extra.Attribute("count")));
            return new Scanned(open, closed);
        }
    }
}
