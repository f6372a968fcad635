// nanoFramework.System.Net 1.11.60. The listening half of Socket is here so that the lint can be shown a call of it; device code that
// calls it does not pass.

namespace System.Net
{
    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress) => throw null;
    }

    public class IPHostEntry
    {
        public IPHostEntry() => throw null;
        public IPAddress[] AddressList => throw null;
    }

    public class IPAddress
    {
        public static readonly IPAddress Any;
        public IPAddress(byte[] address) => throw null;
        public Sockets.AddressFamily AddressFamily => throw null;
    }

    public abstract class EndPoint
    {
        protected EndPoint() => throw null;
    }

    public class IPEndPoint : EndPoint
    {
        public IPEndPoint(IPAddress address, int port) => throw null;
    }
}

namespace System.Net.Sockets
{
    public class Socket : IDisposable
    {
        public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType) => throw null;
        public int ReceiveTimeout { get => throw null; set => throw null; }
        public int SendTimeout { get => throw null; set => throw null; }
        public void Bind(EndPoint localEP) => throw null;
        public void Connect(EndPoint remoteEP) => throw null;
        public void Close() => throw null;
        public void Listen(int backlog) => throw null;
        public Socket Accept() => throw null;
        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue) => throw null;
        public bool Poll(int microSeconds, SelectMode mode) => throw null;
        void IDisposable.Dispose() => throw null;
    }

    public class NetworkStream : IO.Stream
    {
        public NetworkStream(Socket socket) => throw null;
        public virtual bool DataAvailable => throw null;
        public override void Flush() => throw null;
        public override int Read(byte[] buffer, int offset, int count) => throw null;
        public override void Write(byte[] buffer, int offset, int count) => throw null;
    }

    public class SocketException : Exception
    {
        public SocketException(SocketError errorCode) => throw null;
        public int ErrorCode => throw null;
    }

    public enum AddressFamily
    {
        InterNetwork = 2,
        InterNetworkV6 = 23,
    }

    public enum SocketType
    {
        Stream = 1,
        Dgram = 2,
    }

    public enum ProtocolType
    {
        Tcp = 6,
        Udp = 17,
    }

    public enum SelectMode
    {
        SelectRead = 0,
        SelectWrite = 1,
        SelectError = 2,
    }

    public enum SocketOptionLevel
    {
        Socket = 65535,
        Tcp = 6,
    }

    public enum SocketOptionName
    {
        KeepAlive = 8,
        NoDelay = 1,
    }

    public enum SocketError
    {
        Success = 0,
        SocketError = -1,
        ConnectionAborted = 10053,
        ConnectionReset = 10054,
        TimedOut = 10060,
        ConnectionRefused = 10061,
    }
}

namespace System.Net.Security
{
    public class SslStream : Sockets.NetworkStream
    {
        public SslStream(Sockets.Socket socket) : base(socket) => throw null;
        public SslVerification SslVerification { get => throw null; set => throw null; }
        public bool UseStoredDeviceCertificate { get => throw null; set => throw null; }
        public override bool DataAvailable => throw null;
        public void AuthenticateAsClient(
            string targetHost,
            System.Security.Cryptography.X509Certificates.X509Certificate clientCertificate,
            System.Security.Cryptography.X509Certificates.X509Certificate ca,
            SslProtocols enabledSslProtocols) => throw null;
        public void AuthenticateAsServer(
            System.Security.Cryptography.X509Certificates.X509Certificate serverCertificate,
            SslProtocols enabledSslProtocols) => throw null;
    }

    public enum SslProtocols
    {
        None = 0,
        Tls12 = 3072,
        Tls13 = 12288,
    }

    public enum SslVerification
    {
        NoVerification = 1,
        VerifyPeer = 2,
        CertificateRequired = 4,
        VerifyClientOnce = 8,
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        public X509Certificate(byte[] certificate) => throw null;
    }

    public class X509Certificate2 : X509Certificate
    {
        public X509Certificate2(byte[] rawData, byte[] key, string password) : base(rawData) => throw null;
        public DateTime NotAfter => throw null;
    }
}

namespace System.Net.NetworkInformation
{
    public class NetworkInterface
    {
        protected NetworkInterface(int interfaceIndex) => throw null;
        public string IPv4Address => throw null;
        public bool IsDhcpEnabled => throw null;
        public NetworkInterfaceType NetworkInterfaceType => throw null;
        public static NetworkInterface[] GetAllNetworkInterfaces() => throw null;
        public void EnableStaticIPv4(string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress) => throw null;
        public void EnableDhcp() => throw null;
        public void EnableStaticIPv4Dns(string[] dnsAddresses) => throw null;
    }

    public enum NetworkInterfaceType
    {
        Unknown = 1,
        Ethernet = 6,
        Wireless80211 = 71,
        WirelessAP = 72,
    }

    public class WirelessAPConfiguration
    {
        public WirelessAPConfiguration(uint id) => throw null;
        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => throw null;
    }
}
