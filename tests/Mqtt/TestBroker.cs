using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;
using MQTTnet;
using MQTTnet.Server;

namespace FieldNode.Mqtt.Tests;

/// <summary>
/// MQTTnet's server on 127.0.0.1: TLS, a client certificate from our authority demanded, everything published is
/// recorded.
/// </summary>
public sealed class TestBroker : IAsyncDisposable
{
    private readonly MqttServer server;
    private readonly List<(string Topic, byte[] Payload, int Qos, bool Retain)> published = [];

    private TestBroker(MqttServer server, int port)
    {
        this.server = server;
        Port = port;
    }

    public int Port { get; }

    public static async Task<TestBroker> Start(
        TestPki pki, IssuedCertificate? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        int port = TestPort.Take();
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithEncryptedEndpoint()
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointPort(port)
            .WithEncryptionSslProtocol(protocols)
            .WithEncryptionCertificate((certificate ?? pki.Broker).Certificate)
            .WithClientCertificate((_, client, _, _) => ComesFrom(pki.Ca, client), false)
            .Build();
        MqttServer server = new MqttServerFactory().CreateMqttServer(options);
        TestBroker broker = new(server, port);
        server.InterceptingPublishAsync += broker.Record;
        await server.StartAsync();
        return broker;
    }

    /// <summary>What clients published so far.</summary>
    public (string Topic, byte[] Payload, int Qos, bool Retain)[] Published()
    {
        lock (published)
        {
            return [.. published];
        }
    }

    /// <summary>Publishes from the broker itself.</summary>
    public Task Publish(string topic, byte[] payload, int qos) => server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel((MQTTnet.Protocol.MqttQualityOfServiceLevel)qos)
            .Build())
        {
            SenderClientId = "broker",
        });

    /// <summary>Ends the connections of all clients.</summary>
    public async Task DisconnectAll()
    {
        foreach (MqttClientStatus client in await server.GetClientsAsync())
        {
            await client.DisconnectAsync(new MqttServerClientDisconnectOptions());
        }
    }

    /// <summary>Refuses each client with this return code.</summary>
    public void Refuse(MQTTnet.Protocol.MqttConnectReasonCode reason) => server.ValidatingConnectionAsync += e =>
    {
        e.ReasonCode = reason;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        server.Dispose();
    }

    private static bool ComesFrom(CertificateAuthority ca, X509Certificate? client)
    {
        if (client == null)
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build((X509Certificate2)client);
    }

    private Task Record(InterceptingPublishEventArgs e)
    {
        MqttApplicationMessage message = e.ApplicationMessage;
        lock (published)
        {
            published.Add((message.Topic, System.Buffers.BuffersExtensions.ToArray(message.Payload),
                (int)message.QualityOfServiceLevel, message.Retain));
        }

        return Task.CompletedTask;
    }
}
