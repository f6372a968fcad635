using System.Diagnostics;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Many shipped nodes in one process at a real broker, each with its own certificate over TLS. Their clocks follow the wall clock; a few threads step them. What is
/// modelled is said at <see cref="UpdatableNode"/>.
/// </summary>
internal sealed class VirtualField : IDisposable
{
    private const int Threads = 6;
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
                    if (behindMs > 0)
                    {
                        nodes[i].Run(Math.Min(behindMs, 1000)); // a thread that waited for a handshake makes up for it by and by
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
