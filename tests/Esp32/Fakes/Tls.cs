using FieldNode.Esp32.Tests;

namespace System.Net
{
    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress)
        {
            FakeChip.Current.Calls.Add("look up " + hostNameOrAddress);
            return FakeChip.Current.Addresses == null
                ? throw new Sockets.SocketException(11001)
                : new IPHostEntry { AddressList = FakeChip.Current.Addresses };
        }
    }
}

namespace System.Net.Sockets
{
    /// <summary>Its numbers are those of Winsock; .NET has those of the operating system.</summary>
    public sealed class SocketException(int errorCode) : Exception
    {
        public int ErrorCode => errorCode;
    }

    /// <summary>As nanoFramework's: what is done with it is written down.</summary>
    public sealed class Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        private readonly FakeChip chip = FakeChip.Current;

        public int ReceiveTimeout { set => chip.Calls.Add("receive timeout " + value); }

        public int SendTimeout { set => chip.Calls.Add("send timeout " + value); }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue) =>
            chip.Calls.Add($"option {optionLevel} {(int)optionName}={optionValue}");

        public void Connect(EndPoint remoteEP)
        {
            chip.Calls.Add($"connect {addressFamily} {socketType} {protocolType} {remoteEP}");
            if (chip.ConnectThrows != null)
            {
                throw chip.ConnectThrows;
            }
        }

        public bool Poll(int microSeconds, SelectMode mode) => microSeconds == 0 && chip.IsSocketReadable;

        public void Close() => chip.Calls.Add("close socket");
    }
}

namespace System.Net.Security
{
    [Flags]
    public enum SslProtocols
    {
        None = 0, Tls12 = 3072, Tls13 = 12288,
    }

    public enum SslVerification
    {
        NoVerification = 1, VerifyPeer = 2, CertificateRequired = 4,
    }

    public sealed class SslStream(Sockets.Socket socket)
    {
        private readonly FakeChip chip = FakeChip.Current;

        public SslVerification SslVerification { get; set; } = SslVerification.NoVerification;
        public bool UseStoredDeviceCertificate { get; set; } = true;
        public bool DataAvailable => chip.Decrypted.Count > 0;

        public void AuthenticateAsClient(string targetHost, System.Security.Cryptography.X509Certificates.X509Certificate clientCertificate,
            System.Security.Cryptography.X509Certificates.X509Certificate ca, SslProtocols enabledSslProtocols)
        {
            chip.Calls.Add($"handshake {targetHost} {SslVerification} stored={UseStoredDeviceCertificate} {enabledSslProtocols} "
                + $"{clientCertificate.Text} {ca.Text} {socket != null}");
            if (chip.HandshakeThrows != null)
            {
                throw chip.HandshakeThrows;
            }
        }

        public int Read(byte[] buffer, int offset, int size)
        {
            if (chip.ReadThrows != null)
            {
                throw chip.ReadThrows;
            }

            byte[] next = chip.Decrypted.Count > 0 ? chip.Decrypted.Dequeue() : [];
            next.CopyTo(buffer, offset);
            return next.Length;
        }

        public void Write(byte[] buffer, int offset, int size)
        {
            if (chip.WriteThrows != null)
            {
                throw chip.WriteThrows;
            }

            chip.Written.Add(buffer.AsSpan(offset, size).ToArray());
        }

        public void Dispose() => chip.Calls.Add("dispose stream");
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    /// <summary>mbedTLS takes PEM with a NUL at its end, or DER.</summary>
    public class X509Certificate(byte[] certificate)
    {
        public string Text { get; } = Parse(certificate);

        protected static string Parse(byte[] bytes) => bytes[0] == 0x30 ? "DER"
            : bytes[^1] == 0 && !bytes[..^1].Contains((byte)0) ? Decoded(bytes) : throw new ArgumentException("PEM without NUL");

        private static string Decoded(byte[] bytes)
        {
            string text = System.Text.Encoding.ASCII.GetString(bytes, 0, bytes.Length - 1);
            return text.StartsWith("PEM", StringComparison.Ordinal) || text.StartsWith("-----BEGIN", StringComparison.Ordinal) ? text : throw new ArgumentException("no certificate");
        }
    }

    public sealed class X509Certificate2(byte[] rawData, byte[] key, string password) : X509Certificate(rawData)
    {
        public string Key { get; } = Parse(key) + password;
        public DateTime NotAfter => DateTime.UnixEpoch.AddMilliseconds(FakeChip.Current.CertificateEndMs);
    }
}
