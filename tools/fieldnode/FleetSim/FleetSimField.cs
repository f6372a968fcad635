using System.Globalization;
using FieldNode.Settings;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Cli.FleetSim;

/// <summary>The nodes of a run, and the loops that turn them.</summary>
internal sealed class FleetSimField : IDisposable
{
    private readonly FleetSimOptions options;
    private readonly FleetSimCounts counts;
    private readonly Func<long> nowMs;
    private readonly FleetSimLoops loops;
    private SimulatedNode[] nodes = [];
    private MqttIdentity? shared;

    internal FleetSimField(FleetSimOptions options, FleetSimCounts counts, Func<long> nowMs)
    {
        this.options = options;
        this.counts = counts;
        this.nowMs = nowMs;
        loops = new FleetSimLoops(options, nowMs);
    }

    /// <summary>Nodes that have not ended.</summary>
    internal int Running => loops.Running;

    /// <summary>Metrics that the journals gave up.</summary>
    internal long Dropped => nodes.Sum(node => node.Node.Edge.Journal?.Dropped ?? 0);

    /// <summary>Makes all nodes; nothing is connected yet.</summary>
    /// <param name="link">The broker.</param>
    /// <param name="certificates">Makes one for each node; null: all have that of the link.</param>
    internal void Make(LinkOptions link, FleetSimCertificates? certificates)
    {
        shared = certificates is null ? MqttIdentity.Load(link.CaFile!, link.CertificateFile!, link.KeyFile!) : null;
        var random = new Random(options.Nodes); // the same field each time
        FleetSimPlace[] places = [.. Enumerable.Range(0, options.Nodes).Select(i => new FleetSimPlace(
            i % FleetSimLoops.Lanes, (long)(random.NextDouble() * options.StartSpread.TotalMilliseconds)))];
        nodes = new SimulatedNode[options.Nodes];
        Parallel.For(0, options.Nodes, i =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"sim-{i + 1:00000}");
            var broker = new BrokerSettings
            {
                Host = link.Host, Port = link.Port, ClientId = name, CaFile = "ca", CertificateFile = "cert", KeyFile = "key", ConnectDelayMaxMs = options.ConnectDelayMaxMs,
            };
            nodes[i] = new SimulatedNode(
                SimulatedNode.Settings(name, broker, options.PeriodMs), shared ?? certificates!.Identity(name), shared is null, places[i], counts, nowMs);
        });
    }

    /// <summary>The supply comes.</summary>
    internal void Start() => loops.Start(nodes);

    internal void ThrowIfFailed() => loops.ThrowIfFailed();

    /// <summary>Asks each node for a clean end.</summary>
    internal void Stop() => Array.ForEach(nodes, node => node?.Stop());

    public void Dispose()
    {
        loops.Dispose();
        Array.ForEach(nodes, node => node?.Dispose());
        shared?.Dispose();
    }
}
