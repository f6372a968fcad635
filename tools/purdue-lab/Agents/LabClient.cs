using System.Collections.Concurrent;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.PurdueLab;

/// <summary>Somebody at a broker, with a certificate or without, who tries what he wants. What counts is what is delivered.</summary>
internal sealed class LabClient : IAsyncDisposable
{
    private const int HeardMax = 20_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<string> heard = new();
    private readonly AgentArguments asked;

    internal LabClient(AgentArguments asked)
    {
        this.asked = asked;
        client.ApplicationMessageReceivedAsync += e =>
        {
            if (heard.Count < HeardMax)
            {
                heard.Enqueue(e.ApplicationMessage.Topic);
            }
            OnMessage?.Invoke(e.ApplicationMessage);
            return Task.CompletedTask;
        };
    }

    /// <summary>Called with each message, on a thread of the client's.</summary>
    internal Action<MqttApplicationMessage>? OnMessage { get; set; }

    /// <summary>Connects.</summary>
    /// <returns>Null, or why not.</returns>
    internal async Task<string?> ConnectAsync()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(asked.Text("host"), asked.Number("port", Plan.MqttPort))
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(asked.Maybe("clientId") ?? "lab-" + Guid.NewGuid().ToString("N")[..8])
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(5))
            .WithTimeout(Timeout)
            .WithCleanSession();
        if (asked.Maybe("willTopic") is { } will)
        {
            builder.WithWillTopic(will).WithWillPayload(asked.Text("will")).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }
        builder.WithTlsOptions(Tls);
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(builder.Build(), CancellationToken.None);
            return result.ResultCode == MqttClientConnectResultCode.Success ? null : result.ResultCode.ToString();
        }
        catch (Exception failure)
        {
            return failure.Message + (failure.InnerException is { } inner ? $" ({inner.Message})" : "");
        }
    }

    /// <summary>Subscribes; whether the broker means it shows when it delivers.</summary>
    internal async Task<bool> SubscribeAsync(string filter)
    {
        try
        {
            MqttClientSubscribeResult result = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
            return result.Items.All(item => (int)item.ResultCode < 0x80);
        }
        catch (Exception)
        {
            return false; // the broker has ended it
        }
    }

    /// <summary>Publishes as asked, once or many times.</summary>
    internal async Task<JsonObject> PublishAsync(AgentArguments a)
    {
        byte[] payload = a.Maybe("base64") is { } text ? Convert.FromBase64String(text)
            : a.Maybe("text") is { } words ? System.Text.Encoding.UTF8.GetBytes(words)
            : RandomNumberGenerator.GetBytes(a.Number("size", 0));
        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(a.Text("topic")).WithPayload(payload).WithRetainFlag(a.Is("retain"))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        int taken = 0;
        for (int times = a.Number("times", 1); times > 0; times--)
        {
            try
            {
                await client.PublishAsync(message);
                taken++;
                await Task.Delay(a.Number("everyMs", 0));
            }
            catch (Exception)
            {
                break; // the broker has ended it: who asks sees how many it took
            }
        }
        return new JsonObject { ["taken"] = taken };
    }

    /// <summary>What the broker delivered.</summary>
    internal JsonObject Heard() => new()
    {
        ["topics"] = new JsonArray([.. heard.GroupBy(topic => topic).Select(topic => (JsonNode)new JsonObject { ["topic"] = topic.Key, ["count"] = topic.Count() })]),
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DisconnectAsync();
        }
        catch (Exception)
        {
            // It is over already.
        }
        client.Dispose();
    }

    private void Tls(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(asked.Text("host")).WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
        if (asked.Maybe("ca") is { } ca)
        {
            var trust = new BrokerTrust(TlsFiles.LoadCa(ca), BrokerTrust.ServerUsage);
            tls.WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors));
        }
        else
        {
            tls.WithCertificateValidationHandler(_ => true); // whoever attacks does not care whom he talks to
        }
        if (asked.Maybe("cert") is { } certificate)
        {
            tls.WithClientCertificates(new X509Certificate2Collection(TlsFiles.LoadOwn(certificate, asked.Text("key"))));
        }
    }
}
