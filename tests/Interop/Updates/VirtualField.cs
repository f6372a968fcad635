using System.Diagnostics;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Many shipped nodes in one process at a real broker, each with its own certificate over TLS. Their clocks follow the wall clock, each of many threads steps a few of them. What is
/// modelled is said at <see cref="UpdatableNode"/>.
/// </summary>
internal sealed class VirtualField : IDisposable
{
    private const int Threads = 40; // a handshake holds up the nodes of its thread, and none besides
    private const int BlindFromMs = 500;
    private const int TurnMs = 10;

    private readonly List<UpdatableNode> nodes = [];
    private readonly List<IDisposable> owned = [];
    private readonly List<Thread> threads = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly long utc0 = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private volatile bool isOver;
    private Exception? failure;

    internal IReadOnlyList<UpdatableNode> Nodes => nodes;

    /// <summary>Does something to a node on its own thread, many times a second.</summary>
    internal Action<UpdatableNode>? Weather { get; set; }

    internal UpdatableNode Add(BenchSite site, string name, int loader = Loader.BootChoice.LoaderVersion)
    {
        PkiEntry own = site.Entry(name);
        MqttIdentity identity = MqttIdentity.Load(site.In("pki", "brokers", "ca.pem"), own.CertificateFile, own.KeyFile);
        var wire = new MqttNetWire(new MqttNetOptions { Identity = identity });
        owned.Add(wire);
        owned.Add(identity);
        NodeSettings settings = UpdatableNode.Settings(BenchSite.Group, name);
        (settings.Broker.Host, settings.Broker.Port, settings.Broker.KeepAliveS) = ("localhost", site.Port, 20);
        var node = new UpdatableNode(settings, utc0, loader, _ => wire);
        nodes.Add(node);
        return node;
    }

    internal void Start()
    {
        for (int i = 0; i < Threads; i++)
        {
            int first = i;
            var thread = new Thread(() => Drive(first)) { IsBackground = true, Name = $"nodes {i}" };
            threads.Add(thread);
            thread.Start();
        }
    }

    internal void ThrowIfFailed() => Assert.True(failure is null, $"{failure}");

    public void Dispose()
    {
        isOver = true;
        threads.ForEach(thread => thread.Join(30_000));
        owned.ForEach(one => one.Dispose());
    }

    private void Drive(int first)
    {
        try
        {
            while (!isOver)
            {
                for (int i = first; i < nodes.Count && !isOver; i += Threads)
                {
                    Weather?.Invoke(nodes[i]);
                    long behindMs = clock.ElapsedMilliseconds - nodes[i].Node.Clock.NowMs;
                    if (behindMs > BlindFromMs)
                    {
                        // Its thread waited for a handshake: the node stood still, and its clock jumps, as on a board. To step through that time at once would let time-outs
                        // run out before a broker can answer, and what an attempt took is paid for 19 times.
                        nodes[i].Node.PassTime(behindMs - TurnMs);
                        behindMs = TurnMs;
                    }
                    if (behindMs > 0)
                    {
                        nodes[i].Run(behindMs);
                    }
                }
                Thread.Sleep(TurnMs);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }
    }
}
