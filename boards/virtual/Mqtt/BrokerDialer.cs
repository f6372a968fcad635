using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using FieldNode.Mqtt;

namespace FieldNode.Virtual.Mqtt;

/// <summary>Name look-up, TCP connect and TLS handshake, each with its time-out and its faults.</summary>
internal sealed class BrokerDialer(MqttNetOptions options)
{
    /// <summary>A connection, or null and why not. Blocks.</summary>
    public BrokerConnection? Dial(int server, string host, int port, out WireFailure failure)
    {
        Socket? socket = null;
        failure = default;
        try
        {
            using CancellationTokenSource connectLimit = new(options.ConnectTimeoutMs);
            IPAddress[] addresses = LookUp(host, connectLimit.Token, ref failure);
            socket = addresses.Length == 0 ? null : ConnectTcp(addresses, port, connectLimit.Token, ref failure);
            if (socket == null)
            {
                return null;
            }

            Prepare(socket);
            NetworkStream network = new(socket, ownsSocket: true);
            Stream? stream = options.PlainTcp ? network : Handshake(network, options.IdentityFor(server)!, host, ref failure);
            if (stream == null)
            {
                socket.Dispose();
                return null;
            }

            return new BrokerConnection(socket, stream, options);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or ArgumentException)
        {
            // What is left: the peer reset the connection between two of our steps, or the host name is malformed.
            socket?.Dispose();
            failure = new WireFailure(MqttFault.ConnectionLost, TlsFailure.Innermost(e));
            return null;
        }
    }

    private static IPAddress[] LookUp(string host, CancellationToken limit, ref WireFailure failure)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            return [literal];
        }

        if (host.Length == 0)
        {
            // The resolver takes an empty name for this machine.
            failure = new WireFailure(MqttFault.NameNotFound, "the host name is empty");
            return [];
        }

        try
        {
            IPAddress[] addresses = Dns.GetHostAddressesAsync(host, limit).WaitAsync(limit).GetAwaiter().GetResult();
            if (addresses.Length == 0)
            {
                failure = new WireFailure(MqttFault.NameNotFound, $"{host} has no address");
            }

            return addresses;
        }
        catch (SocketException e)
        {
            failure = new WireFailure(MqttFault.NameNotFound, $"{host}: {e.Message}");
        }
        catch (ArgumentException)
        {
            failure = new WireFailure(MqttFault.NameNotFound, $"{host} is not a host name");
        }
        catch (OperationCanceledException)
        {
            failure = new WireFailure(MqttFault.NameNotFound, $"{host}: the name look-up took too long");
        }

        return [];
    }

    private Socket? ConnectTcp(IPAddress[] addresses, int port, CancellationToken limit, ref WireFailure failure)
    {
        // Each address gets its share of the time, so that a dead IPv6 route does not eat it all.
        int shareMs = Math.Max(1, options.ConnectTimeoutMs / addresses.Length);
        foreach (IPAddress address in addresses)
        {
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using CancellationTokenSource share = CancellationTokenSource.CreateLinkedTokenSource(limit);
            share.CancelAfter(shareMs);
            try
            {
                socket.ConnectAsync(address, port, share.Token).AsTask().GetAwaiter().GetResult();
                return socket;
            }
            catch (SocketException e)
            {
                failure = new WireFailure(FaultOf(e.SocketErrorCode), $"{address}:{port}: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                failure = new WireFailure(MqttFault.ConnectTimeout, $"{address}:{port}: no answer in {shareMs} ms");
            }

            socket.Dispose();
        }

        return null;
    }

    private static MqttFault FaultOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => MqttFault.ConnectionRefused,
        SocketError.TimedOut => MqttFault.ConnectTimeout,
        SocketError.ConnectionReset or SocketError.ConnectionAborted => MqttFault.ConnectionLost,
        _ => MqttFault.Unreachable,
    };

    private void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendTimeout = options.SendTimeoutMs;

        // The stack finds a dead peer after 15 + 3 * 5 s, also while we wait for nothing.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private SslStream? Handshake(NetworkStream network, MqttIdentity identity, string host, ref WireFailure failure)
    {
        BrokerCertificateCheck check = new(identity, host);
        SslStream stream = new(network, leaveInnerStreamOpen: false);
        SslClientAuthenticationOptions tls = new()
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = identity.Context,
            CertificateChainPolicy = check.Policy(),
            RemoteCertificateValidationCallback = check.Accept,
            AllowRenegotiation = false,
            AllowTlsResume = false,
        };
        try
        {
            using CancellationTokenSource limit = new(options.HandshakeTimeoutMs);
            stream.AuthenticateAsClientAsync(tls, limit.Token).GetAwaiter().GetResult();
            return stream;
        }
        catch (OperationCanceledException)
        {
            failure = new WireFailure(MqttFault.TlsTimeout, $"no TLS handshake in {options.HandshakeTimeoutMs} ms");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException
            or System.ComponentModel.Win32Exception or System.Security.Cryptography.CryptographicException)
        {
            failure = check.Failure ?? HandshakeFailure(e, identity);
        }

        stream.Dispose();
        return null;
    }

    private static WireFailure HandshakeFailure(Exception e, MqttIdentity identity)
    {
        if (TlsFailure.FromTls(e) is { } tls)
        {
            return tls.Fault == MqttFault.TlsRefusedUs
                ? tls with { Text = $"{tls.Text}; ours is {identity.Description}" }
                : tls;
        }

        return e is IOException
            ? new WireFailure(MqttFault.ConnectionLost,
                $"the connection ended during the TLS handshake, as a port does that speaks no TLS: {TlsFailure.Innermost(e)}")
            : new WireFailure(MqttFault.TlsFailed, $"TLS failed: {TlsFailure.Innermost(e)}");
    }
}
