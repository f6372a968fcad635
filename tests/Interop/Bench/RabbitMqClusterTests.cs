using System.Diagnostics;
using FieldNode.Cli.FleetSim;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Interop.Tests;

/// <summary>A cluster that others maintain: its members go away one after the other, and nodes that know all of them walk on.</summary>
public sealed class RabbitMqClusterTests
{
    private const int Nodes = 6;
    private const int WalkSeconds = 60; // a wait of 1 to 2 s, one attempt that is refused, and a handshake: 3 s on an idle machine

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<SimulatedNode> nodes = [];

    /// <summary>
    /// A host with a connection to each member must be given every sample: its queues are where the samples come in. One that keeps a single session has a quorum queue, to which
    /// data of QoS 0 goes without a receipt: RabbitMQ loses single samples while that queue changes its leader, at a kill as at a return (docs/scale.md). That is printed, not judged.
    /// </summary>
    [Fact(Timeout = 900_000)]
    public async Task Two_members_are_killed_one_after_the_other_and_every_node_walks_on_and_a_host_with_a_connection_to_each_member_misses_nothing()
    {
        RabbitMqBroker.Program();
        await using BenchSite site = await BenchSite.CreateAsync([.. Enumerable.Range(1, Nodes).Select(i => $"node node-{i} --group {BenchSite.Group}"), "host historian"]);
        RabbitMqCluster cluster = site.Own(new RabbitMqCluster(site));
        await cluster.StartAsync();
        await using var roaming = new ClusterHost(site, "historian", "roaming", cluster.Ports);
        await using var first = new ClusterHost(site, "historian", "at-member-1", cluster.Ports[0]);
        await using var second = new ClusterHost(site, "historian", "at-member-2", cluster.Ports[1]);
        await using var third = new ClusterHost(site, "historian", "at-member-3", cluster.Ports[2]);
        ClusterHost[] host = [first, second, third];
        await Wait.UntilAsync(() => roaming.Sessions > 0 && host.All(connection => connection.Sessions > 0), 60, () => "the hosts' sessions: " + cluster.Output);
        var counts = new FleetSimCounts(Now);
        for (int i = 0; i < Nodes; i++)
        {
            nodes.Add(site.Own(Make(site, cluster, i, counts)));
        }
        FleetSimLoops loops = site.Own(new FleetSimLoops(new FleetSimOptions { Nodes = Nodes }, Now));
        loops.Start(nodes);
        await Wait.UntilAsync(() => nodes.All(node => node.BornMs >= 0), 120, () => "births: " + cluster.Output);

        double firstWalk = await KillAsync(cluster, 0, counts);
        await cluster.StartAsync(0);
        double secondWalk = await KillAsync(cluster, 1, counts);
        int[] walked = [.. nodes.Select(node => node.Slave.Last)];
        await MoreSamplesAsync(4);

        int[] last = [.. nodes.Select(node => node.Slave.Last)];
        string[] missing = [];
        await Wait.UntilAsync(() => (missing = Missing(last, host)).Length == 0, 30, () => "numbers that the host misses: " + string.Join(", ", missing));
        await Wait.UntilAsync(() => Enumerable.Range(0, Nodes).All(i => Enumerable.Range(walked[i] + 1, last[i] - walked[i]).Any(number => roaming.Has(Name(i), number))), 30,
            () => $"the kept session to hear each node after the second kill; it misses {string.Join(", ", Missing(last, roaming))}; {cluster.Output}");
        loops.ThrowIfFailed();
        Assert.Equal(0, counts.StepFaults);
        Assert.All(nodes, node => Assert.Equal(0, node.Node.Edge.Journal.Dropped));
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"rabbitmq-cluster: members=3 killed=2 nodes={Nodes} samples={last.Sum()} missing={missing.Length} dropped={nodes.Sum(node => node.Node.Edge.Journal.Dropped)} walked_s={firstWalk:0.0},{secondWalk:0.0} roaming_sessions={roaming.Sessions} roaming_missing={Missing(last, roaming).Length}"));
    }

    /// <summary>Numbers from 1 up to each node's last that none of these was given, as node:number.</summary>
    private static string[] Missing(int[] last, params ClusterHost[] by) =>
        [.. Enumerable.Range(0, Nodes).SelectMany(i => Enumerable.Range(1, last[i]).Where(number => !by.Any(who => who.Has(Name(i), number))).Select(number => $"{i + 1}:{number}"))];

    private static string Name(int node) => $"node-{node + 1}";

    private long Now() => clock.ElapsedMilliseconds;

    /// <summary>Each node reads so many samples more, so that something is on its way.</summary>
    private async Task MoreSamplesAsync(int count)
    {
        int[] from = [.. nodes.Select(node => node.Slave.Last)];
        await Wait.UntilAsync(() => nodes.Select((node, i) => node.Slave.Last >= from[i] + count).All(has => has), 60, () => "samples: " + string.Join(',', nodes.Select(node => node.Slave.Last)));
    }

    /// <summary>Kills a member; all nodes that were at it are born elsewhere, and nobody else notices.</summary>
    private async Task<double> KillAsync(RabbitMqCluster cluster, int member, FleetSimCounts counts)
    {
        SimulatedNode[] there = [.. nodes.Where(node => At(node) == member)];
        SimulatedNode[] elsewhere = [.. nodes.Except(there)];
        Assert.NotEmpty(there);
        await MoreSamplesAsync(6);
        long killedMs = Now();
        cluster.Kill(member);
        await Wait.UntilAsync(() => there.All(node => node.BornMs > killedMs), WalkSeconds,
            () => $"nodes to walk on from member {member + 1}; {string.Join(", ", counts.Faults)}; {cluster.Output}");
        Assert.All(there, node => Assert.NotEqual(member, At(node)));
        Assert.All(elsewhere, node => Assert.True(node.BornMs < killedMs, "a node of another member was born anew"));
        return (there.Max(node => node.BornMs) - killedMs) / 1000.0;
    }

    /// <summary>Each node begins at another member and goes round from there.</summary>
    private int At(SimulatedNode node) => (nodes.IndexOf(node) + node.Node.Session.Server) % RabbitMqCluster.Members;

    private SimulatedNode Make(BenchSite site, RabbitMqCluster cluster, int index, FleetSimCounts counts)
    {
        string name = Name(index);
        PkiEntry own = site.Entry(name);
        int Port(int turn) => cluster.Ports[(index + turn) % RabbitMqCluster.Members];
        var broker = new BrokerSettings { Host = "localhost", Port = Port(0), ClientId = name, CaFile = "ca", CertificateFile = "cert", KeyFile = "key" };
        NodeSettings settings = SimulatedNode.Settings(name, broker, periodMs: 500);
        settings.Group = BenchSite.Group;
        settings.OtherBrokers = [new OtherBrokerSettings { Host = "localhost", Port = Port(1) }, new OtherBrokerSettings { Host = "localhost", Port = Port(2) }];
        settings.Journal.RamBytes = 65536;
        MqttIdentity identity = MqttIdentity.Load(site.In("pki", "brokers", "ca.pem"), own.CertificateFile, own.KeyFile);
        return new SimulatedNode(settings, identity, ownsIdentity: true, new FleetSimPlace(index % FleetSimLoops.Lanes, 0), counts, Now);
    }
}
