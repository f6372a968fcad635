using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace FieldNode.Cli;

/// <summary>
/// MQTTnet's broker on 127.0.0.1: TLS 1.2 or later, a client certificate of our CA demanded, topic rights by the
/// certificate's subject.
/// </summary>
internal sealed class DemoBroker : IAsyncDisposable
{
    private const string NameKey = "certificate name";
    private const int PortTries = 5;

    private readonly TopicRights rights;
    private readonly MqttServer server;
    private readonly IssuedCertificate certificate;
    private readonly ConcurrentQueue<string> refusals = new();

    private DemoBroker(MqttServer server, IssuedCertificate certificate, TopicRights rights, DemoJudge judge, int port)
    {
        Conformance = judge;
        this.server = server;
        this.certificate = certificate;
        this.rights = rights;
        Port = port;
        server.ValidatingConnectionAsync += ValidateAsync;
        server.InterceptingPublishAsync += InterceptPublishAsync;
        server.InterceptingSubscriptionAsync += InterceptSubscriptionAsync;
    }

    internal int Port { get; }

    /// <summary>Grades the node's sessions.</summary>
    internal DemoJudge Conformance { get; }

    /// <summary>What was refused, in words.</summary>
    internal IReadOnlyCollection<string> Refusals => refusals;

    /// <summary>Starts on a port that is free; MQTTnet does not tell which one it got, so it is chosen first.</summary>
    internal static async Task<DemoBroker> StartAsync(DemoCertificates certificates, TopicRights rights)
    {
        IssuedCertificate certificate = certificates.IssueBroker();
        for (int attempt = 1; ; attempt++)
        {
            int port = LoopbackPort.Free();
            var judge = new DemoJudge();
            var factory = new MqttServerFactory();
            MqttServer server = factory.CreateMqttServer(Options(certificates, certificate, port),
                factory.DefaultServerAdapters.Select(make => new WatchedAdapter(make(factory), judge)));
            var broker = new DemoBroker(server, certificate, rights, judge, port);
            try
            {
                await broker.server.StartAsync();
                return broker;
            }
            catch (SocketException failure) when (attempt == PortTries)
            {
                throw new UserError(
                    $"the broker cannot listen on 127.0.0.1:{port}: {failure.Message}", ExitStatus.Wrong, failure);
            }
            catch (SocketException)
            {
                broker.server.Dispose(); // someone took the port in between; the next one
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        server.Dispose();
        certificate.Dispose();
    }

    private static MqttServerOptions Options(DemoCertificates certificates, IssuedCertificate certificate, int port)
    {
        var trust = new BrokerTrust(certificates.Ca, BrokerTrust.ClientUsage);
        return new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithEncryptedEndpoint()
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
            .WithEncryptedEndpointPort(port)
            .WithEncryptionCertificate(certificate.Certificate)
            .WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13)
            .WithClientCertificate(
                (_, theirs, _, _) => trust.Accepts(theirs, System.Net.Security.SslPolicyErrors.None), false)
            .Build();
    }

    private Task ValidateAsync(ValidatingConnectionEventArgs e)
    {
        string? name = e.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false);
        if (!rights.Knows(name))
        {
            refusals.Enqueue($"connect of {name ?? "(no certificate)"}");
            e.ReasonCode = MqttConnectReasonCode.NotAuthorized;
            return Task.CompletedTask;
        }
        e.SessionItems[NameKey] = name;
        return Task.CompletedTask;
    }

    private Task InterceptPublishAsync(InterceptingPublishEventArgs e)
    {
        string? name = e.SessionItems[NameKey] as string;
        if (!rights.MayPublish(name, e.ApplicationMessage.Topic))
        {
            refusals.Enqueue($"publish of {name} on {e.ApplicationMessage.Topic}");
            e.ProcessPublish = false;
            e.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        }
        return Task.CompletedTask;
    }

    private Task InterceptSubscriptionAsync(InterceptingSubscriptionEventArgs e)
    {
        string? name = e.SessionItems[NameKey] as string;
        if (!rights.MaySubscribe(name, e.TopicFilter.Topic))
        {
            refusals.Enqueue($"subscription of {name} to {e.TopicFilter.Topic}");
            e.ProcessSubscription = false;
            e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }
        return Task.CompletedTask;
    }
}
