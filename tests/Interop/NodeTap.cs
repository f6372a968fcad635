using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Stands between the node and a broker and reads along: to the node it is the broker, with the broker's certificate, and to the broker it is the
/// node, with the node's. Every byte is passed on as it came. A broker that is not there is not there for the node, either: the tap listens only
/// while the broker does, and the node's TLS handshake begins after the broker's is done.
/// </summary>
internal sealed class NodeTap : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly object guard = new();
    private readonly CancellationTokenSource ending = new();
    private readonly TapFiles files;
    private readonly int brokerPort;
    private readonly SessionJudge judge;
    private readonly string server;
    private readonly HashSet<TcpClient> open = [];
    private TcpListener? listener;

    /// <param name="files">Certificates of both ends.</param>
    /// <param name="brokerPort">Where the broker listens, or what leads to it.</param>
    /// <param name="judge">Whom to tell.</param>
    /// <param name="server">The broker's name in what is told.</param>
    public NodeTap(TapFiles files, int brokerPort, SessionJudge judge, string server)
    {
        this.files = files;
        this.brokerPort = brokerPort;
        this.judge = judge;
        this.server = server;
        Follow();
        _ = FollowAsync();
    }

    /// <summary>Where the node connects.</summary>
    public int Port { get; } = TestPort.Take();

    public void Dispose()
    {
        ending.Cancel();
        Close();
    }

    /// <summary>Cuts what is connected, with a reset on both sides, as a dying router does.</summary>
    public void Cut()
    {
        lock (guard)
        {
            foreach (TcpClient socket in open)
            {
                socket.Client?.Close(0); // at once, with a reset
            }
            open.Clear();
        }
    }

    private async Task FollowAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            Follow();
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    // No connection is made to find out: a broker's log shows the node and nobody else.
    private void Follow()
    {
        bool isThere = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(end => end.Port == brokerPort);
        if (!isThere)
        {
            Close();
            return;
        }
        lock (guard)
        {
            if (listener is null && !ending.IsCancellationRequested)
            {
                listener = new TcpListener(IPAddress.Loopback, Port);
                listener.Start();
                _ = AcceptAsync(listener);
            }
        }
    }

    private void Close()
    {
        lock (guard)
        {
            listener?.Dispose();
            listener = null;
        }
    }

    private async Task AcceptAsync(TcpListener open)
    {
        try
        {
            while (true)
            {
                TcpClient client = await open.AcceptTcpClientAsync(ending.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed: the broker is gone, or the test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient nodeSide = client;
        using var broker = new TcpClient { NoDelay = true };
        try
        {
            client.NoDelay = true;
            lock (guard)
            {
                open.Add(client);
                open.Add(broker);
            }
            await broker.ConnectAsync(IPAddress.Loopback, brokerPort, ending.Token);
            await using SslStream toBroker = await BeTheNodeAsync(broker);
            await using SslStream toNode = await BeTheBrokerAsync(client);
            using PacketWatch watch = await judge.WatchAsync(server, ending.Token);
            await await Task.WhenAny(
                PassAsync(toNode, toBroker, watch.FromNode),
                PassAsync(toBroker, toNode, watch.ToNode, Close)); // before the node learns of it: its next attempt is refused, as the broker would
        }
        catch (Exception end) when (end is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, or never came; the other goes with it.
        }
        catch (Exception) when (WasCut(client))
        {
            // Cut before its streams were made.
        }
        catch (Exception unread)
        {
            judge.Blind(unread);
        }
        finally
        {
            lock (guard)
            {
                open.Remove(client);
                open.Remove(broker);
            }
        }
    }

    // Cut() closes the sockets and forgets them, between any two steps of ServeAsync.
    private bool WasCut(TcpClient client)
    {
        lock (guard)
        {
            return !open.Contains(client);
        }
    }

    private async Task<SslStream> BeTheNodeAsync(TcpClient broker)
    {
        var trust = new BrokerTrust(TlsFiles.LoadCa(files.BrokerCa), BrokerTrust.ServerUsage);
        X509Certificate2 own = TlsFiles.LoadOwn(files.Node, files.NodeKey);
        var stream = new SslStream(broker.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", ClientCertificates = [own],
            RemoteCertificateValidationCallback = (_, theirs, _, errors) => trust.Accepts(theirs, errors),
        }, ending.Token);
        return stream;
    }

    private async Task<SslStream> BeTheBrokerAsync(TcpClient client)
    {
        var trust = new BrokerTrust(TlsFiles.LoadCa(files.NodeCa), BrokerTrust.ClientUsage);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = TlsFiles.LoadOwn(files.Broker, files.BrokerKey), ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, theirs, _, _) => trust.Accepts(theirs, SslPolicyErrors.None),
        }, ending.Token);
        return stream;
    }

    private async Task PassAsync(SslStream from, SslStream to, Action<ReadOnlyMemory<byte>> seen, Action? over = null)
    {
        byte[] buffer = new byte[16_384];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, ending.Token)) > 0;)
            {
                seen(buffer.AsMemory(0, count)); // before the other end can answer it
                await to.WriteAsync(buffer.AsMemory(0, count), ending.Token);
            }
        }
        finally
        {
            over?.Invoke();
        }
    }
}
