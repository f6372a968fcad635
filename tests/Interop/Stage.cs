using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A temporary folder with certificates and a node file, the node as a process, and a host that listens. Between the node and its brokers stands
/// a tap: whatever the test is about, the passive checker of tests/Conformance grades the node's sessions, and the stage ends with a failed test
/// if a statement was broken.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Group = "plant";
    public const string NodeName = "node1";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<IDisposable> owned = [];
    private readonly List<NodeTap> taps = [];
    private HostLink? link;

    public Stage()
    {
        Folder = Directory.CreateTempSubdirectory("fieldnode-interop-").FullName;
        Ca.Save(In("ca.pem"));
        using IssuedCertificate broker = Ca.IssueServer("localhost", "localhost", "127.0.0.1");
        broker.Save(In("broker.pem"), In("broker.key"));
        foreach (string name in new[] { NodeName, "host" })
        {
            using IssuedCertificate client = Ca.IssueClient(name);
            client.Save(In(name + ".pem"), In(name + ".key"));
        }
    }

    /// <summary>Who issued the certificates of the broker, the node and the host.</summary>
    public CertificateAuthority Ca { get; } = CertificateAuthority.Create("interop CA");

    public string Folder { get; }

    public int Port { get; } = TestPort.Take();

    public HostModel Model { get; } = new(new HostOptions { JoinsLate = true });

    /// <summary>Every message that the host got, in order.</summary>
    public List<(HostMessage Message, byte[] Payload)> Heard { get; } = [];

    /// <summary>Where the node's further brokers are, in the order of its list; those that are missing are on this stage.</summary>
    public List<Stage> OtherSites { get; } = [];

    /// <summary>Sees the node's packets beside the judge; to be set before the node starts.</summary>
    public WireWitness? Witness { get; set; }

    /// <summary>Grades the node's sessions; there is one as soon as there is a node.</summary>
    public SessionJudge? Judge { get; private set; }

    /// <summary>Cuts the node's connections.</summary>
    public void CutWires() => taps.ForEach(tap => tap.Cut());

    public EdgeDevice? Device(string name) => Model.Find(Group, NodeName)?.FindDevice(name);

    public string In(string file) => Path.Combine(Folder, file);

    /// <summary>Ends with the stage; last in, first out.</summary>
    public T Own<T>(T peer) where T : IDisposable
    {
        owned.Add(peer);
        return peer;
    }

    /// <summary>Starts the node. Settings that are not given are the defaults; the change is made to them before they are written.</summary>
    /// <param name="straight">
    /// Nothing may stand between node and broker, for TLS itself is what the test is about. What the host hears is graded then, and no more.
    /// </param>
    public PeerProcess StartNode(
        LineSettings[]? lines = null, DeviceSettings[]? devices = null, SparkplugSettings? sparkplug = null,
        Action<NodeSettings>? change = null, bool straight = false)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = Group, Node = NodeName, Lines = lines, Devices = devices, Sparkplug = sparkplug,
            Broker = new BrokerSettings
            {
                Host = "localhost", Port = Port, CaFile = In("ca.pem"),
                CertificateFile = In(NodeName + ".pem"), KeyFile = In(NodeName + ".key"), KeepAliveS = 5,
            },
        };
        change?.Invoke(settings);
        Judge ??= new SessionJudge(settings, !straight) { Witness = Witness };
        if (!straight)
        {
            Tap(settings);
        }
        File.WriteAllText(In("node.json"), JsonSerializer.Serialize(settings, Json));
        return RunNode();
    }

    /// <summary>Runs the node file that is there.</summary>
    public PeerProcess RunNode() => Own(PeerProcess.Start("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"),
        "run", "--config", In("node.json"), "--state", In("state"),
    ]));

    /// <summary>A tap to the stage's broker, as a node's is: for clients that are no <c>fieldnode run</c>.</summary>
    public int TapPort(NodeSettings settings)
    {
        Judge ??= new SessionJudge(settings, isTapped: true);
        return TapOf(1, this, settings.Broker.Port);
    }

    /// <summary>As if the node's last session had used this number.</summary>
    public void UseUpBdSeq(int last)
    {
        var store = new BdSeqStore(new DiskFlashStore(In("state")));
        while (store.Last != last)
        {
            Assert.True(store.Next() >= 0);
        }
    }

    /// <summary>How a host reaches the broker.</summary>
    public LinkOptions HostOptions(string user = "host") => new()
    {
        Host = "localhost", Port = Port, CaFile = In("ca.pem"), CertificateFile = In(user + ".pem"), KeyFile = In(user + ".key"),
    };

    public async Task ListenAsync()
    {
        if (link is not null)
        {
            await link.DisposeAsync();
            Model.LinkLost();
        }
        link = new HostLink(HostOptions());
        await link.ConnectAsync(TestContext.Current.CancellationToken);
        await link.SubscribeAsync(["spBv1.0/#"], TestContext.Current.CancellationToken);
    }

    public Task SendAsync(string topic, byte[] payload) =>
        link!.PublishAsync(topic, payload, TestContext.Current.CancellationToken);

    /// <summary>Takes what comes until the condition holds.</summary>
    public Task HearUntilAsync(Func<bool> condition, string what, PeerProcess node, double seconds = 30) =>
        Wait.UntilAsync(() => Drain() && condition(), seconds,
            () => $"{what}; heard {string.Join(", ", Heard.TakeLast(8).Select(h => h.Message.Topic))}; "
                + $"findings {string.Join(", ", Model.Findings)}; the node said: {node.Output}");

    public async ValueTask DisposeAsync()
    {
        if (link is not null)
        {
            await link.DisposeAsync();
        }
        for (int i = owned.Count - 1; i >= 0; i--)
        {
            owned[i].Dispose();
        }
        Ca.Dispose();
        Directory.Delete(Folder, recursive: true);
        Judge?.ThrowIfBroken(hasBirths: Heard.Any(h => h.Message.Parts is { Type: MessageType.NBirth, Group: Group, Node: NodeName }));
    }

    private void Tap(NodeSettings settings)
    {
        settings.Broker.Port = TapOf(1, this, settings.Broker.Port);
        for (int i = 0; i < (settings.OtherBrokers?.Length ?? 0); i++)
        {
            OtherBrokerSettings other = settings.OtherBrokers![i];
            other.Port = TapOf(i + 2, i < OtherSites.Count ? OtherSites[i] : this, other.Port);
        }
    }

    private int TapOf(int number, Stage site, int port)
    {
        var files = new TapFiles(In(NodeName + ".pem"), In(NodeName + ".key"), In("ca.pem"), site.In("broker.pem"), site.In("broker.key"), site.In("ca.pem"));
        taps.Add(Own(new NodeTap(files, port, Judge!, SessionJudge.ServerName(number))));
        return taps[^1].Port;
    }

    private bool Drain()
    {
        while (link!.TryTake(out Received received))
        {
            Judge?.TellHeard(received.Topic, received.Payload, received.Utc, received.Retained);
            Heard.Add((Model.Consume(received.Topic, received.Payload, received.Utc, received.Retained), received.Payload));
        }
        return true;
    }
}
