using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>One lab while it runs: zones, brokers, the node, hosts, and our hands in each zone.</summary>
internal sealed class LabRun : IAsyncDisposable
{
    private readonly ConcurrentBag<Child> children = [];
    private readonly Dictionary<Zone, Agent> agents = [];
    private readonly List<NodeEnd> nodeEnds = [];
    private Child? plantBroker;
    private Child? dmzBroker;

    private LabRun(LabKind kind, LabSite site, Network network, LabOptions options)
    {
        (Kind, Site, Net, Options) = (kind, site, network, options);
        NodeName = LabSite.NodeOf(kind);
    }

    internal LabKind Kind { get; }

    internal LabSite Site { get; }

    internal Network Net { get; }

    internal LabOptions Options { get; }

    internal string NodeName { get; }

    internal NumberedPlant Plant { get; } = new(NodeFiles.Kiln, NodeFiles.Fan, NodeFiles.Dryer);

    /// <summary>The node's process: what users start.</summary>
    internal Child? Node { get; private set; }

    /// <summary>When the lab began, in ms since 1970 UTC: no sample of its nodes is older.</summary>
    internal long StartedMs { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>TCP ports of the DMZ that answered a scan from Level 4.</summary>
    internal IReadOnlyList<int>? DmzPorts { get; set; }

    /// <summary>The broker that the node and its writers connect to.</summary>
    internal string NodesBroker => Plan.NodesBroker(Kind);

    private string Flash => Site.In("flash-" + NodeName);

    /// <summary>Zones, brokers, hosts and Level 0; the node is not there yet.</summary>
    internal static async Task<LabRun> StartAsync(LabKind kind, LabSite site, LabOptions options, CancellationToken cancellation)
    {
        var network = Network.Create(kind, site.In("net-" + LabOutcome.NameOf(kind)), options.Open == OpenControl.Firewall);
        var run = new LabRun(kind, site, network, options);
        try
        {
            foreach (Zone zone in new[] { Zone.Node, Zone.Neighbour, Zone.Plant, Zone.Dmz, Zone.Enterprise })
            {
                run.agents[zone] = Agent.Start(network, zone);
            }
            await run.StartBrokersAsync(cancellation);
            await run.ConsumeAsync(Zone.Dmz, Plan.DmzBroker, LabSite.DmzHost, LabSite.HostId);
            await run.ConsumeAsync(Zone.Enterprise, Plan.DmzBroker, LabSite.Historian, null);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    internal Agent At(Zone zone) => agents[zone];

    /// <summary>Brings the node into service as the bench does, through firewall and broker.</summary>
    internal async Task ProvisionAsync(CancellationToken cancellation)
    {
        string file = Site.In(NodeName + ".json");
        await File.WriteAllTextAsync(file, NodeFile(hasDryer: false), cancellation);
        string update = $"{string.Join(' ', CommandRun.Program(BrokerOrder(Broker.OfNode)).Select(Quoted))}{OpenAcl(BrokerFolder(Broker.OfNode))} && kill -HUP {NodesBrokerProcess.Id}";
        ToolResult result = await Tool.RunAsync(Net.CommandIn(Zone.Node, null, CommandRun.Program(
            "provision", file, "--virtual", Flash, "--place", "hall 2, panel 4", "--pki", Site.Pki, "--records", Site.In("records"),
            "--update-keys", Site.UpdateKeys, "--broker-update", update, "--yes")), cancellation);
        if (result.Status != 0)
        {
            throw new LabError($"fieldnode provision {NodeName}: exit status {result.Status}: {result.All}{BrokerLog}");
        }
        if (Kind == LabKind.Bridged)
        {
            await WriteBrokerAsync(Broker.OfDmz, cancellation); // the bridge may now publish the new node's messages there
            dmzBroker!.Reload();
        }
    }

    internal void StartNode() => Node = Own(Child.Start(Net.CommandIn(Zone.Node, null, CommandRun.Program(
        "run", "--config", Path.Combine(Flash, "node.json"), "--state", Path.Combine(Flash, "node")))));

    /// <summary>Ends the node as a service manager does.</summary>
    /// <exception cref="LabError">It does not end.</exception>
    internal Task EndNodeAsync() => EndingAsync(async () =>
    {
        if (Node is not null && !await Node.EndAsync(TimeSpan.FromSeconds(15)))
        {
            throw new LabError($"the node did not end within 15 s of SIGTERM: {Node.Last}");
        }
    });

    /// <summary>Does what ends the node, and writes down when.</summary>
    internal async Task EndingAsync(Func<Task> ends)
    {
        long fromMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await ends();
        nodeEnds.Add(new NodeEnd(fromMs, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    }

    /// <summary>When the lab had the node ended, first to last.</summary>
    internal IReadOnlyList<NodeEnd> NodeEnds => nodeEnds;

    /// <summary>The node file as an installer changes it.</summary>
    internal void ChangeNodeFile(bool hasDryer) => File.WriteAllText(Path.Combine(Flash, "node.json"), NodeFile(hasDryer));

    internal string NodeFile(bool hasDryer) => NodeFiles.OfLab(NodeName, NodesBroker, Plant.Path, hasDryer, Options.Open == OpenControl.Writes);

    /// <summary>What a consumer knows of the lab's node, or of another one.</summary>
    internal async Task<NodeView> ViewAsync(Zone zone, string? node = null) =>
        NodeView.Of(await At(zone).AskAsync("view", new JsonObject { ["as"] = ConsumerOf(zone) }), node ?? NodeName);

    internal Task<JsonObject> AllOfAsync(Zone zone) => At(zone).AskAsync("view", new JsonObject { ["as"] = ConsumerOf(zone) });

    internal Task RestartGapsAsync() => At(Zone.Enterprise).AskAsync("reset", new JsonObject { ["as"] = LabSite.Historian });

    /// <summary>Each number of Level 0 that a consumer holds, with the node's time.</summary>
    internal async Task<Dictionary<(string Device, long Number), ulong>> SamplesAsync(Zone zone)
    {
        JsonObject answer = await At(zone).AskAsync("samples", new JsonObject { ["as"] = ConsumerOf(zone), ["node"] = NodeName });
        return answer["samples"]!.AsArray().ToDictionary(one => ((string)one![0]!, (long)one[1]!), one => (ulong)one![2]!);
    }

    /// <summary>Runs a command of the tool in a zone, with a certificate of the site.</summary>
    internal Task<ToolResult> FieldNodeAsync(Zone zone, string who, string[] words, CancellationToken cancellation) =>
        Tool.RunAsync(Net.CommandIn(zone, null, CommandRun.Program(
            [.. words, "--host", NodesBroker, "--ca", Site.Ca, "--cert", Site.Certificate(who), "--key", Site.Key(who)])), cancellation);

    /// <summary>What the node's machine has counted of packets from beyond the firewall.</summary>
    internal static long Inbound() => Network.Counters(Zone.Node)[Ruleset.NodeInbound];

    internal async Task<NodeWitness> WitnessAsync()
    {
        NodeView view = await ViewAsync(Zone.Enterprise);
        return new NodeWitness(Plant.Writes, view.Births, view.Deaths, Inbound());
    }

    /// <summary>Where a broker's log stands now.</summary>
    internal long BrokerMark(string host) => ProcessOf(host).Mark;

    /// <summary>The first line of a broker's log since then that says one of these words; null: none does.</summary>
    internal async Task<string?> BrokerSaidAsync(string host, long mark, CancellationToken cancellation, params string[] words)
    {
        string? said = null;
        await Waiting.UntilAsync(() => (said = ProcessOf(host).Since(mark).FirstOrDefault(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))) is not null, 15, cancellation);
        return said;
    }

    /// <summary>Makes the broker's files anew from the PKI, and has the broker read them.</summary>
    internal async Task RenewBrokerAsync(CancellationToken cancellation)
    {
        await WriteBrokerAsync(Broker.OfNode, cancellation);
        NodesBrokerProcess.Reload();
    }

    internal Child Own(Child child)
    {
        children.Add(child);
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Agent agent in agents.Values)
        {
            agent.Dispose();
        }
        foreach (Child child in children)
        {
            child.Dispose();
        }
        Plant.Dispose();
        Net.Remove();
        await Task.CompletedTask;
    }

    private static string ConsumerOf(Zone zone) => zone == Zone.Dmz ? LabSite.DmzHost : LabSite.Historian;

    private string BrokerLog => " | broker: " + NodesBrokerProcess.Last;

    private Child ProcessOf(string host) => host == Plan.PlantBroker ? plantBroker! : dmzBroker!;

    private Child NodesBrokerProcess => plantBroker ?? dmzBroker!;

    private async Task StartBrokersAsync(CancellationToken cancellation)
    {
        await WriteBrokerAsync(Broker.OfDmz, cancellation);
        dmzBroker = StartBroker(Zone.Dmz, Broker.OfDmz);
        if (Kind == LabKind.Bridged)
        {
            await WriteBrokerAsync(Broker.OfPlant, cancellation);
            plantBroker = StartBroker(Zone.Plant, Broker.OfPlant);
        }
        (Zone, string)[] doors = Kind == LabKind.Bridged ? [(Zone.Dmz, Plan.DmzBroker), (Zone.Plant, Plan.PlantBroker)] : [(Zone.Dmz, Plan.DmzBroker)];
        foreach ((Zone zone, string host) in doors)
        {
            await Waiting.MustAsync(async () => (bool)(await At(zone).AskAsync("tcp", new JsonObject { ["host"] = host, ["port"] = Plan.MqttPort, ["waitMs"] = 200 }))["connected"]!,
                20, () => $"{host}: {(zone == Zone.Dmz ? dmzBroker : plantBroker)!.Last}", cancellation);
        }
    }

    private Child StartBroker(Zone zone, Broker broker) =>
        Own(Child.Start(Net.CommandIn(zone, null, "mosquitto", "-v", "-c", Path.Combine(BrokerFolder(broker), "mosquitto.conf"))));

    private async Task WriteBrokerAsync(Broker broker, CancellationToken cancellation)
    {
        await CommandRun.MustAsync(cancellation, BrokerOrder(broker));
        if (Options.Open == OpenControl.Acl)
        {
            string file = Path.Combine(BrokerFolder(broker), "acl");
            string acl = await File.ReadAllTextAsync(file, cancellation);
            await File.WriteAllTextAsync(file, acl.Replace("topic read spBv1.0/#", "topic readwrite spBv1.0/#", StringComparison.Ordinal), cancellation);
        }
    }

    // The command of --broker-update writes the files anew: what was left open stays open. Before the one SIGHUP: mosquitto forgets a second one that comes
    // while it still reads.
    private string OpenAcl(string folder) => Options.Open == OpenControl.Acl
        ? $" && sed -i 's,topic read spBv1.0/#,topic readwrite spBv1.0/#,' '{folder}/acl'" : "";

    private string BrokerFolder(Broker broker) => Site.In($"broker-{LabOutcome.NameOf(Kind)}-{(Resolved(broker) == Broker.OfDmz ? "dmz" : "plant")}");

    private Broker Resolved(Broker broker) => broker != Broker.OfNode ? broker : Kind == LabKind.Bridged ? Broker.OfPlant : Broker.OfDmz;

    private string[] BrokerOrder(Broker broker) =>
    [
        "broker", "mosquitto", BrokerFolder(broker), "--pki", Site.Pki, "--run-as", "root",
        .. Resolved(broker) == Broker.OfPlant
            ? new[] { "--server", Plan.PlantBroker, "--bind", Plan.PlantAddress, "--port", $"{Plan.MqttPort}", "--bridge-to", Plan.DmzBroker, "--bridge", LabSite.Bridge }
            : Kind == LabKind.Bridged ? ["--server", Plan.DmzBroker, "--bridged"] : ["--server", Plan.DmzBroker],
    ];

    private Task ConsumeAsync(Zone zone, string host, string who, string? hostId) => At(zone).AskAsync("consume", new JsonObject
    {
        ["as"] = who, ["host"] = host, ["clientId"] = who, ["ca"] = Site.Ca, ["cert"] = Site.Certificate(who), ["key"] = Site.Key(who), ["hostId"] = hostId,
    });

    private static string Quoted(string word) => $"'{word}'";

    private enum Broker
    {
        OfNode,
        OfPlant,
        OfDmz,
    }
}
