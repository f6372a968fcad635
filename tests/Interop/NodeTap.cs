using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Stands between the node and a broker and reads along: to the node it is the broker, with the broker's certificate, and to the broker it is the
/// node, with the node's. Every byte is passed on as it came. A broker that is not there is not there for the node, either: the node's TLS
/// handshake begins after the broker's is done.
/// </summary>
internal sealed class NodeTap : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Stage stage;
    private readonly string brokerHost;
    private readonly int brokerPort;
    private readonly Func<PacketWatch> watchNext;
    private readonly Action<Exception> blind;

    /// <param name="brokerHost">As the node file has it.</param>
    /// <param name="watchNext">What reads along on the next connection.</param>
    /// <param name="blind">Called if a connection could not be read along: no packets of MQTT.</param>
    public NodeTap(Stage stage, string brokerHost, int brokerPort, Func<PacketWatch> watchNext, Action<Exception> blind)
    {
        this.stage = stage;
        this.brokerHost = brokerHost;
        this.brokerPort = brokerPort;
        this.watchNext = watchNext;
        this.blind = blind;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the node connects.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient node = await listener.AcceptTcpClientAsync(ending.Token);
                _ = ServeAsync(node);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient node)
    {
        using TcpClient nodeSide = node;
        try
        {
            using var broker = new TcpClient { NoDelay = true };
            node.NoDelay = true;
            await broker.ConnectAsync(IPAddress.Loopback, brokerPort, ending.Token);
            await using SslStream toBroker = await BeTheNodeAsync(broker);
            await using SslStream toNode = await BeTheBrokerAsync(node);
            using PacketWatch watch = watchNext();
            await await Task.WhenAny(
                PassAsync(toNode, toBroker, watch.FromNode),
                PassAsync(toBroker, toNode, watch.ToNode));
        }
        catch (Exception end) when (end is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, or never came; the other goes with it.
        }
        catch (Exception unread)
        {
            blind(unread);
        }
    }

    private async Task<SslStream> BeTheNodeAsync(TcpClient broker)
    {
        var trust = new BrokerTrust(TlsFiles.LoadCa(stage.In("ca.pem")), BrokerTrust.ServerUsage);
        X509Certificate2 own = TlsFiles.LoadOwn(stage.In(Stage.NodeName + ".pem"), stage.In(Stage.NodeName + ".key"));
        var stream = new SslStream(broker.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = brokerHost, ClientCertificates = [own],
            RemoteCertificateValidationCallback = (_, theirs, _, errors) => trust.Accepts(theirs, errors),
        }, ending.Token);
        return stream;
    }

    private async Task<SslStream> BeTheBrokerAsync(TcpClient node)
    {
        var trust = new BrokerTrust(TlsFiles.LoadCa(stage.In("ca.pem")), BrokerTrust.ClientUsage);
        var stream = new SslStream(node.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = TlsFiles.LoadOwn(stage.In("broker.pem"), stage.In("broker.key")), ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, theirs, _, _) => trust.Accepts(theirs, SslPolicyErrors.None),
        }, ending.Token);
        return stream;
    }

    private async Task PassAsync(SslStream from, SslStream to, Action<ReadOnlyMemory<byte>> seen)
    {
        byte[] buffer = new byte[16_384];
        for (int count; (count = await from.ReadAsync(buffer, ending.Token)) > 0;)
        {
            seen(buffer.AsMemory(0, count)); // before the other end can answer it
            await to.WriteAsync(buffer.AsMemory(0, count), ending.Token);
        }
    }
}
