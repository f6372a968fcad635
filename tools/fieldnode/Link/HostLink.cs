using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FieldNode.Cli;

/// <summary>A host's connection to a broker: messages into a queue, failures into words.</summary>
internal sealed class HostLink : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly LinkOptions options;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Received> queue = new();
    private readonly SemaphoreSlim arrived = new(0);
    private BrokerTrust? trust;
    private X509Certificate2? own;
    private volatile bool closing;

    internal HostLink(LinkOptions options)
    {
        this.options = options;
        client.ApplicationMessageReceivedAsync += Take;
        client.DisconnectedAsync += NoteLoss;
    }

    /// <summary>Why the connection ended without our doing, or null.</summary>
    internal string? Lost { get; private set; }

    /// <summary>It is lost, and all that came before is taken.</summary>
    internal bool IsOver => Lost is not null && queue.IsEmpty;

    internal async Task ConnectAsync(CancellationToken cancellation)
    {
        MqttClientOptions settings = Build();
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(settings, cancellation);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new UserError(
                    $"{Where}: the broker refused us: {result.ResultCode}. Check certificate{(own is null ? "" : $" ({CertificateWords.Of(own)})")}, user and rights");
            }
        }
        catch (Exception failure) when (failure is not UserError && !cancellation.IsCancellationRequested)
        {
            throw new UserError($"{Where}: {Explain(failure)}", ExitStatus.Wrong, failure);
        }
    }

    internal async Task SubscribeAsync(string[] filters, CancellationToken cancellation)
    {
        foreach (string filter in filters)
        {
            if (!await TrySubscribeAsync(filter, cancellation))
            {
                throw new UserError(
                    $"{Where}: the broker does not let us subscribe to {filter}. Check the topic rights");
            }
        }
    }

    /// <summary>False: the broker refused it.</summary>
    internal async Task<bool> TrySubscribeAsync(string filter, CancellationToken cancellation)
    {
        MqttClientSubscribeResult result = await Guard(
            client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, cancellation));
        return result.Items.All(item => (int)item.ResultCode < 0x80);
    }

    internal Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation) => Guard(
        client.PublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = payload }, cancellation));

    /// <summary>Waits for a message, at most <paramref name="longest"/>. False: it is over.</summary>
    internal async Task<bool> WaitAsync(TimeSpan longest, CancellationToken end)
    {
        try
        {
            await arrived.WaitAsync(longest, end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        return Lost is null || !queue.IsEmpty;
    }

    internal bool TryTake([MaybeNullWhen(false)] out Received received) => queue.TryDequeue(out received);

    public async ValueTask DisposeAsync()
    {
        closing = true;
        if (client.IsConnected)
        {
            try
            {
                await client.DisconnectAsync();
            }
            catch (MqttCommunicationException)
            {
                // It went away by itself meanwhile, which is what we want.
            }
        }
        client.Dispose();
        own?.Dispose();
        arrived.Dispose();
    }

    /// <summary>A connection that breaks during a request is lost as at any other time.</summary>
    private async Task<T> Guard<T>(Task<T> request)
    {
        try
        {
            return await request;
        }
        catch (MqttCommunicationException failure)
        {
            throw new UserError($"connection to {Where} lost: {Lost ?? Explain(failure)}", ExitStatus.Wrong, failure);
        }
    }

    private string Where => $"{options.Host}:{options.Port}";

    private MqttClientOptions Build()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(options.ClientId ?? "fieldnode-host-" + Guid.NewGuid().ToString("N")[..8])
            .WithTimeout(Timeout)
            .WithCleanSession();
        if (options.User is not null)
        {
            builder.WithCredentials(
                options.User, options.PasswordFile is null ? "" : TlsFiles.LoadPassword(options.PasswordFile));
        }
        if (options.Plain)
        {
            return builder.Build();
        }
        if (options.CaFile is null)
        {
            throw new UserError(
                "--ca FILE is missing: which CA made the broker's certificate? (--plain for no TLS)", ExitStatus.Usage);
        }
        if (options.CertificateFile is null != options.KeyFile is null)
        {
            throw new UserError("--cert and --key go together: give both, or none", ExitStatus.Usage);
        }
        trust = new BrokerTrust(TlsFiles.LoadCa(options.CaFile), BrokerTrust.ServerUsage);
        own = options.CertificateFile is null ? null : TlsFiles.LoadOwn(options.CertificateFile, options.KeyFile!);
        return builder.WithTlsOptions(tls =>
        {
            tls.UseTls()
                .WithTargetHost(options.Host)
                .WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
                .WithCertificateValidationHandler(e => trust.Accepts(e.Certificate, e.SslPolicyErrors));
            if (own is not null)
            {
                tls.WithClientCertificates([own]);
            }
        }).Build();
    }

    private Task Take(MqttApplicationMessageReceivedEventArgs e)
    {
        queue.Enqueue(new Received(
            e.ApplicationMessage.Topic,
            e.ApplicationMessage.Payload.ToArray(),
            DateTime.UtcNow,
            e.ApplicationMessage.Retain));
        arrived.Release();
        return Task.CompletedTask;
    }

    private Task NoteLoss(MqttClientDisconnectedEventArgs e)
    {
        if (!closing && e.ClientWasConnected)
        {
            Lost = e.Exception is null ? "the broker closed it" : Explain(e.Exception, wasConnected: true);
            arrived.Release();
        }
        return Task.CompletedTask;
    }

    private string Explain(Exception failure, bool wasConnected = false)
    {
        if (trust?.Refusal is string refusal)
        {
            return "the broker is not trusted: " + refusal;
        }
        if (trust is not null && CertificateWords.Refused(failure, own, trust.Ca, DateTime.UtcNow) is string refused)
        {
            return refused;
        }
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "nothing listens there. Is the broker running, and is the port right?";
                case SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData,
                }:
                    return "the name has no address. Is it spelled right?";
                case SocketException
                {
                    SocketErrorCode: SocketError.NotConnected or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown,
                }:
                    continue; // it was there and ended: what that mostly means is said below
                case SocketException socket:
                    return socket.Message;
                case AuthenticationException tls:
                    return $"TLS failed: {(tls.InnerException ?? tls).Message}. "
                        + "Does the broker speak TLS 1.2 or later on this port?";
                case MqttCommunicationTimedOutException or TimeoutException or OperationCanceledException:
                    return $"no answer within {Timeout.TotalSeconds:0} s";
            }
        }
        string last = (failure.InnerException ?? failure).Message;
        if (wasConnected)
        {
            return last; // a session that stood says nothing of certificates
        }
        if (options.Plain)
        {
            return last + " (a port that wants TLS ends a plain connection like this)";
        }
        return own is null
            ? last + " (if it closes at once: it probably wants a certificate, --cert and --key)"
            : $"{last} (if it closes at once: it probably refused our certificate, {CertificateWords.Of(own)}. {CertificateWords.Wrong(own, DateTime.UtcNow) ?? "The broker's log says why"})";
    }
}
