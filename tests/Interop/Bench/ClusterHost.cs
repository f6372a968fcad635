using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using FieldNode.Cli.FleetSim;
using FieldNode.Cli.Pki;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Counts which numbers of which node it was given. With all members of a cluster it is a host that keeps its session (clean session 0, QoS 1: a quorum queue) and goes from
/// member to member as nodes do; with one member it is a connection with a clean session and QoS 0, a queue at that member. Decoded by Google.Protobuf, as a stranger would.
/// </summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock guard = new();
    private readonly Dictionary<string, HashSet<int>> held = [];
    private readonly Dictionary<string, ulong> aliases = [];
    private readonly CancellationTokenSource ending = new();
    private readonly X509Certificate2 own;
    private readonly BrokerTrust trust;
    private readonly string clientId;
    private readonly int[] ports;
    private readonly Task life;

    internal ClusterHost(BenchSite site, string name, string clientId, params int[] ports)
    {
        PkiEntry entry = site.Entry(name);
        own = TlsFiles.LoadOwn(entry.CertificateFile, entry.KeyFile);
        trust = new BrokerTrust(TlsFiles.LoadCa(site.In("pki", "brokers", "ca.pem")), BrokerTrust.ServerUsage);
        this.clientId = clientId;
        this.ports = ports;
        life = Task.Run(LiveAsync);
    }

    /// <summary>How often it was connected.</summary>
    internal int Sessions { get; private set; }

    private bool KeepsSession => ports.Length > 1;

    internal bool Has(string node, int number)
    {
        lock (guard)
        {
            return held.TryGetValue(node, out HashSet<int>? known) && known.Contains(number);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await life;
        own.Dispose();
        ending.Dispose();
    }

    private async Task LiveAsync()
    {
        for (int turn = 0; !ending.IsCancellationRequested; turn++)
        {
            using IMqttClient client = new MqttClientFactory().CreateMqttClient();
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            client.DisconnectedAsync += _ =>
            {
                lost.TrySetResult();
                return Task.CompletedTask;
            };
            client.ApplicationMessageReceivedAsync += e =>
            {
                Take(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload.ToArray());
                return Task.CompletedTask;
            };
            try
            {
                await client.ConnectAsync(Options(ports[turn % ports.Length]), ending.Token);
                await client.SubscribeAsync($"spBv1.0/{BenchSite.Group}/#", KeepsSession ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce, ending.Token);
                Sessions++;
                await lost.Task.WaitAsync(ending.Token);
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or InvalidOperationException)
            {
                await Task.Delay(Pause, CancellationToken.None); // before the next member, as a host in the field would
            }
        }
    }

    private MqttClientOptions Options(int port) => new MqttClientOptionsBuilder()
        .WithTcpServer("localhost", port, System.Net.Sockets.AddressFamily.InterNetwork)
        .WithProtocolVersion(MqttProtocolVersion.V311)
        .WithClientId(clientId)
        .WithCleanSession(!KeepsSession)
        .WithKeepAlivePeriod(TimeSpan.FromSeconds(60)) // a killed member's sockets close at once; a busy machine must not end a connection
        .WithTlsOptions(tls => tls.UseTls().WithTargetHost("localhost").WithClientCertificates(new X509Certificate2Collection(own))
            .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors)))
        .Build();

    private void Take(string topic, byte[] payload)
    {
        if (SparkplugTopic.Parse(topic, out _) is not { Type: MessageType.DBirth or MessageType.DData, Device: CountingSlave.Device } parts)
        {
            return;
        }
        lock (guard)
        {
            foreach (Metric metric in Payload.Parser.ParseFrom(payload).Metrics)
            {
                if (parts.Type == MessageType.DBirth && metric.Name == CountingSlave.Tag)
                {
                    aliases[parts.Node] = metric.Alias;
                }
                if (aliases.TryGetValue(parts.Node, out ulong alias) && metric.Alias == alias && metric.ValueCase == Metric.ValueOneofCase.IntValue)
                {
                    (held.TryGetValue(parts.Node, out HashSet<int>? known) ? known : held[parts.Node] = []).Add((int)metric.IntValue);
                }
            }
        }
    }
}
