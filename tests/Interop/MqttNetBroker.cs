using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace FieldNode.Interop.Tests;

/// <summary>
/// MQTTnet's server in this process: TLS 1.2 or later, a certificate of our CA demanded, its common name is the user, and the rights
/// are those of the demo's broker.
/// </summary>
/// <param name="group">Group of which the node may publish and subscribe.</param>
internal sealed class MqttNetBroker(Stage stage, string group = Stage.Group) : IBroker
{
    private const string NameKey = "certificate name";

    private readonly TopicRights rights = new(group, Stage.NodeName, "host");
    private readonly List<string> refusals = [];
    private X509Certificate2? certificate;
    private MqttServer? server;

    public string Output
    {
        get
        {
            lock (refusals)
            {
                return string.Join('\n', refusals);
            }
        }
    }

    public async Task StartAsync()
    {
        certificate ??= X509Certificate2.CreateFromPemFile(stage.In("broker.pem"), stage.In("broker.key"));
        var trust = new BrokerTrust(TlsFiles.LoadCa(stage.In("ca.pem")), BrokerTrust.ClientUsage);
        server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithEncryptedEndpoint()
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
            .WithEncryptedEndpointPort(stage.Port)
            .WithEncryptionCertificate(certificate)
            .WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13)
            .WithClientCertificate(
                (_, theirs, _, _) => trust.Accepts(theirs, System.Net.Security.SslPolicyErrors.None), false)
            .Build());
        server.ValidatingConnectionAsync += Validate;
        server.InterceptingPublishAsync += Judge;
        server.InterceptingSubscriptionAsync += Judge;
        await server.StartAsync();
    }

    /// <summary>As near to a kill as a server in one's own process can be: sockets closed, sessions forgotten.</summary>
    public async Task KillAsync()
    {
        using MqttServer killed = server!;
        server = null;
        await killed.StopAsync();
    }

    public void Dispose()
    {
        server?.StopAsync().GetAwaiter().GetResult();
        server?.Dispose();
        certificate?.Dispose();
    }

    private Task Validate(ValidatingConnectionEventArgs e)
    {
        string? name = e.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false);
        if (!rights.Knows(name))
        {
            return Refuse($"connect of {name}", () => e.ReasonCode = MqttConnectReasonCode.NotAuthorized);
        }
        e.SessionItems[NameKey] = name;
        return Task.CompletedTask;
    }

    private Task Judge(InterceptingPublishEventArgs e)
    {
        var name = e.SessionItems[NameKey] as string;
        return rights.MayPublish(name, e.ApplicationMessage.Topic)
            ? Task.CompletedTask
            : Refuse($"publish of {name} on {e.ApplicationMessage.Topic}", () => e.ProcessPublish = false);
    }

    private Task Judge(InterceptingSubscriptionEventArgs e)
    {
        var name = e.SessionItems[NameKey] as string;
        return rights.MaySubscribe(name, e.TopicFilter.Topic)
            ? Task.CompletedTask
            : Refuse($"subscription of {name} to {e.TopicFilter.Topic}",
                () => e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized);
    }

    private Task Refuse(string what, Action refuse)
    {
        lock (refusals)
        {
            refusals.Add(what);
        }
        refuse();
        return Task.CompletedTask;
    }
}
