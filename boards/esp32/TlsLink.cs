using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using FieldNode.Mqtt;
using nanoFramework.M2Mqtt;

namespace FieldNode.Esp32
{
    /// <summary>
    /// TCP and TLS to the broker on nanoFramework.System.Net 1.11.60 (Socket, SslStream). What it knows of the runtime's source
    /// (nf-interpreter 1.17):
    /// <para>ssl_connect_internal.cpp runs the handshake in a native loop without a time-out, and connect blocks as well: all managed code
    /// stands still. Keep-alive options on the socket end that for a host that is dead; for one that lives and says nothing there is the
    /// external watchdog.</para>
    /// <para>ssl_available_internal.cpp counts only what is decrypted already, so readiness is asked of the socket too; and once a record
    /// has begun to come, a read waits for its end. ssl_write_internal.cpp spins until all is out: so at most 1 KB at a time.</para>
    /// <para>The stream's Dispose closes the socket's handle; the socket is not closed again after it.</para>
    /// </summary>
    public sealed class TlsLink : IMqttNetworkChannel, ILinkControl
    {
        private const int ChunkBytes = 1024;
        private const int IoTimeoutMs = 10000;
        // lwIP: TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT of lwip/sockets.h. System.Net does not name them; numbers that it does not
        // know go through to lwip_setsockopt (lwIP_Sockets.cpp, GetNativeTcpOption).
        private const int KeepIdle = 3;
        private const int KeepInterval = 4;
        private const int KeepCount = 5;
        private const int KeepIdleS = 15;
        private const int KeepIntervalS = 5;
        private const int KeepProbes = 3;

        private readonly LinkIdentity identity;
        private readonly SslProtocols protocols;
        private readonly Network network;
        private int server;
        private string host;
        private int port;
        private int attempt;
        private bool hasHeard;
        private Socket socket;
        private SslStream stream;

        /// <summary>A link with an identity. It does not try while the network has no address.</summary>
        public TlsLink(LinkIdentity identity, SslProtocols protocols, Network network)
        {
            this.identity = identity;
            this.protocols = protocols;
            this.network = network;
            FaultText = "";
        }

        /// <inheritdoc />
        public bool IsReady
        {
            get { return network.IsUp; }
        }

        /// <inheritdoc />
        public MqttFault Fault { get; private set; }

        /// <inheritdoc />
        public int FaultDetail { get; private set; }

        /// <inheritdoc />
        public string FaultText { get; private set; }

        /// <summary>The broker's certificate is always verified.</summary>
        public bool ValidateServerCertificate
        {
            get { return true; }
            set { }
        }

        /// <inheritdoc />
        public bool DataAvailable
        {
            get { return stream != null && IsReadable(); }
        }

        /// <inheritdoc />
        public void Aim(int newServer, string newHost, int newPort)
        {
            server = newServer;
            host = newHost;
            port = newPort;
        }

        /// <summary>Name look-up, TCP and TLS. Blocks; afterwards <see cref="Fault"/> says how it went. Does not throw.</summary>
        public void Connect()
        {
            Close();
            Fault = MqttFault.None;
            FaultText = "";
            hasHeard = false;
            attempt++;
            if (!network.IsUp)
            {
                SetFault(MqttFault.Unreachable, "no network");
                return;
            }

            IPAddress address = Find();
            if (address != null && Reach(address))
            {
                Authenticate();
            }
        }

        /// <summary>Sends all bytes, 1 KB at a time.</summary>
        /// <returns>The number of bytes, or 0 with <see cref="Fault"/> set.</returns>
        public int Send(byte[] buffer)
        {
            if (stream == null)
            {
                return 0;
            }

            try
            {
                for (int sent = 0; sent < buffer.Length; sent += ChunkBytes)
                {
                    int left = buffer.Length - sent;
                    stream.Write(buffer, sent, left < ChunkBytes ? left : ChunkBytes);
                }

                return buffer.Length;
            }
            catch (SocketException e)
            {
                bool late = e.ErrorCode == (int)SocketError.TimedOut;
                SetFault(late ? MqttFault.SendTimeout : MqttFault.ConnectionLost, "send: " + e.ErrorCode);
            }
            catch (Exception e)
            {
                SetFault(MqttFault.ConnectionLost, "send: " + e.Message);
            }

            return 0;
        }

        /// <inheritdoc />
        public int Receive(byte[] buffer)
        {
            return Receive(buffer, 0);
        }

        /// <summary>Takes what is there; the time-out does not count, it never waits for a first byte.</summary>
        /// <returns>Bytes, 0 if there are none, -1 at the end of the connection.</returns>
        public int Receive(byte[] buffer, int timeout)
        {
            if (stream == null)
            {
                return -1;
            }

            try
            {
                if (!IsReadable())
                {
                    return 0;
                }

                int got = stream.Read(buffer, 0, buffer.Length);
                hasHeard = hasHeard || got > 0;
                return got > 0 ? got : -1;
            }
            catch (SocketException e)
            {
                if (e.ErrorCode == (int)SocketError.TimedOut)
                {
                    return 0; // a record began and did not end; the session's own time-outs judge that
                }

                // In TLS 1.3 our side is done before the broker has seen our certificate: its refusal comes as the first thing to read.
                SetFault(hasHeard ? MqttFault.ConnectionLost : MqttFault.TlsRefusedUs, "receive: " + e.ErrorCode);
            }
            catch (Exception e)
            {
                SetFault(MqttFault.ConnectionLost, "receive: " + e.Message);
            }

            return -1;
        }

        /// <inheritdoc />
        public void Close()
        {
            SslStream oldStream = stream;
            Socket oldSocket = socket;
            stream = null;
            socket = null;
            try
            {
                if (oldStream != null)
                {
                    oldStream.Dispose();
                }
                else if (oldSocket != null)
                {
                    oldSocket.Close();
                }
            }
            catch (Exception)
            {
                // The peer was faster.
            }
        }

        /// <summary>A client accepts nobody.</summary>
        public void Accept()
        {
        }

        private bool IsReadable()
        {
            return stream.DataAvailable || socket.Poll(0, SelectMode.SelectRead);
        }

        /// <summary>At each attempt anew: a broker may move. Each attempt takes the next of its addresses.</summary>
        private IPAddress Find()
        {
            try
            {
                IPAddress[] addresses = Dns.GetHostEntry(host).AddressList;
                if (addresses != null && addresses.Length > 0)
                {
                    return addresses[attempt % addresses.Length];
                }
            }
            catch (Exception)
            {
                // Told below.
            }

            SetFault(MqttFault.NameNotFound, host);
            return null;
        }

        private bool Reach(IPAddress address)
        {
            try
            {
                socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
                socket.SetSocketOption(SocketOptionLevel.Tcp, (SocketOptionName)KeepIdle, KeepIdleS);
                socket.SetSocketOption(SocketOptionLevel.Tcp, (SocketOptionName)KeepInterval, KeepIntervalS);
                socket.SetSocketOption(SocketOptionLevel.Tcp, (SocketOptionName)KeepCount, KeepProbes);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1);
                socket.ReceiveTimeout = IoTimeoutMs;
                socket.SendTimeout = IoTimeoutMs;
                socket.Connect(new IPEndPoint(address, port));
                return true;
            }
            catch (SocketException e)
            {
                SetFault(TlsFaults.OfConnect(e.ErrorCode), "connect: " + e.ErrorCode);
            }
            catch (Exception e)
            {
                SetFault(MqttFault.Unreachable, "connect: " + e.Message);
            }

            Close();
            return false;
        }

        private void Authenticate()
        {
            try
            {
                stream = new SslStream(socket);
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.UseStoredDeviceCertificate = false;
                stream.AuthenticateAsClient(host, identity.Own, identity.AuthorityOf(server), protocols);
                return;
            }
            catch (Exception e)
            {
                int code = TlsFaults.CodeOf(e);
                SetFault(TlsFaults.OfHandshake(code), "handshake: " + code);
                FaultDetail = TlsFaults.DetailOf(code);
            }

            Close();
        }

        private void SetFault(MqttFault fault, string text)
        {
            Fault = fault;
            FaultText = text;
            FaultDetail = 0;
        }
    }
}
