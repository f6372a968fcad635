using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Cli;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A primary host at one broker, as Sparkplug 3.0.0 (5.3, 6.4.28) wants it: retained STATE, online after CONNECT and offline by its will, both
/// with the same time.
/// </summary>
internal sealed class ScadaHost : IAsyncDisposable
{
    public const string Id = "SCADA";
    private const string Topic = "spBv1.0/STATE/" + Id;

    private readonly IMqttClient client;
    private readonly X509Certificate2 certificate;

    private ScadaHost(IMqttClient client, X509Certificate2 certificate)
    {
        this.client = client;
        this.certificate = certificate;
    }

    /// <summary>Connects to the stage's broker and says that it is online.</summary>
    public static async Task<ScadaHost> StartAsync(Stage stage)
    {
        LinkOptions link = stage.HostOptions();
        var trust = new BrokerTrust(TlsFiles.LoadCa(link.CaFile!), BrokerTrust.ServerUsage);
        X509Certificate2 certificate = TlsFiles.LoadOwn(link.CertificateFile!, link.KeyFile!);
        var host = new ScadaHost(new MqttClientFactory().CreateMqttClient(), certificate);
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await host.client.ConnectAsync(
            new MqttClientOptionsBuilder()
                .WithTcpServer(link.Host, link.Port).WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(Id).WithCleanSession()
                .WithWillTopic(Topic).WithWillPayload(State(online: false, nowMs)).WithWillRetain()
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithTlsOptions(tls => tls
                    .UseTls().WithTargetHost(link.Host).WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
                    .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors))
                    .WithClientCertificates([certificate]))
                .Build(),
            TestContext.Current.CancellationToken);
        await host.SayAsync(online: true, nowMs);
        return host;
    }

    /// <summary>Leaves as a host should: says that it is offline, then goes.</summary>
    public async Task LeaveAsync()
    {
        await SayAsync(online: false, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await client.DisconnectAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// With a DISCONNECT and no word: the test is over. By its will it would say that it is offline, and the node would be judged by an NDEATH
    /// that it can no longer send, as it is killed next.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            await client.DisconnectAsync(cancellationToken: CancellationToken.None);
        }
        client.Dispose();
        certificate.Dispose();
    }

    private static byte[] State(bool online, long atMs) =>
        Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{atMs}}}""");

    private Task SayAsync(bool online, long atMs) => client.PublishAsync(
        new MqttApplicationMessageBuilder()
            .WithTopic(Topic).WithPayload(State(online, atMs)).WithRetainFlag()
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
        TestContext.Current.CancellationToken);
}
