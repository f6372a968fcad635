using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Interop.Tests;

/// <summary>Somebody with a certificate at a real broker, who tries what he wants; what counts is what is delivered.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, string Text)> heard = new();
    private readonly string clientId;
    private readonly X509Certificate2 own;
    private readonly X509Certificate2 ca;
    private readonly BrokerTrust trust;

    public BenchClient(PkiEntry entry, string clientId, string caFile)
    {
        this.clientId = clientId;
        string key = File.Exists(entry.KeyFile) ? entry.KeyFile : Path.Combine(Path.GetDirectoryName(entry.Folder)!, entry.Record.Name, PkiEntry.KeyName);
        own = TlsFiles.LoadOwn(entry.CertificateFile, key);
        ca = TlsFiles.LoadCa(caFile);
        trust = new BrokerTrust(ca, BrokerTrust.ServerUsage);
        client.ApplicationMessageReceivedAsync += e =>
        {
            heard.Enqueue((e.ApplicationMessage.Topic, System.Text.Encoding.UTF8.GetString(e.ApplicationMessage.Payload.ToArray())));
            return Task.CompletedTask;
        };
    }

    /// <summary>What the broker delivered, in order.</summary>
    public IReadOnlyList<(string Topic, string Text)> Heard => [.. heard];

    public bool IsConnected => client.IsConnected;

    /// <summary>Connects.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<string?> ConnectAsync(int port, string? willTopic = null, string? user = null, string? password = null)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer("localhost", port, System.Net.Sockets.AddressFamily.InterNetwork)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(clientId)
            .WithTimeout(TimeSpan.FromSeconds(30))
            .WithCleanSession()
            .WithTlsOptions(tls => tls.UseTls().WithTargetHost("localhost")
                .WithClientCertificates(new X509Certificate2Collection(own))
                .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors)));
        if (willTopic is not null)
        {
            builder.WithWillTopic(willTopic).WithWillPayload("will of " + clientId);
        }
        if (user is not null)
        {
            builder.WithCredentials(user, password);
        }
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(builder.Build(), TestContext.Current.CancellationToken);
            return result.ResultCode == MqttClientConnectResultCode.Success ? null : result.ResultCode.ToString();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure.Message + ": " + failure.InnerException?.Message;
        }
    }

    public async Task MustConnectAsync(int port, string? willTopic = null) => Assert.Null(await ConnectAsync(port, willTopic));

    /// <summary>Subscribes; whether the broker means it shows when it delivers. A broker may end the connection for it.</summary>
    public async Task SubscribeAsync(string filter)
    {
        try
        {
            await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtMostOnce, TestContext.Current.CancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Ended: then nothing is delivered either.
        }
    }

    /// <summary>Publishes with an answer (QoS 1) where the broker gives one, so that it is through when this returns.</summary>
    /// <returns>Whether the broker kept the connection.</returns>
    public async Task<bool> PublishAsync(string topic, string text)
    {
        try
        {
            await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(text)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), TestContext.Current.CancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends without DISCONNECT, so that the broker says the will.</summary>
    public void Break() => client.Dispose();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (client.IsConnected)
            {
                await client.DisconnectAsync();
            }
        }
        catch (Exception failure) when (failure is MQTTnet.Exceptions.MqttCommunicationException or ObjectDisposedException)
        {
            // It is over already.
        }
        client.Dispose();
        own.Dispose();
        ca.Dispose();
    }
}
