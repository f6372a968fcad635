using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Mqtt;
using FieldNode.Update;

namespace FieldNode.Esp32.Tests;

/// <summary>TCP and TLS to the broker: the order of calls, each failure's name, and what reads and writes make of the library.</summary>
public sealed class TlsLinkTests
{
    private readonly FakeChip chip = new();
    private readonly FakeInterface ethernet = new(NetworkInterfaceType.Ethernet) { Address = "10.1.2.3" };

    public TlsLinkTests() => chip.Interfaces.Add(ethernet);

    [Fact]
    public void An_attempt_looks_up_bounds_a_dead_host_and_verifies_before_a_byte_is_sent()
    {
        TlsLink link = Connected();

        Assert.Equal(MqttFault.None, link.Fault);
        Assert.Equal(
            [
                "look up broker.site", "option Socket 8=1", "option Tcp 3=15", "option Tcp 4=5", "option Tcp 5=3", "option Tcp 1=1",
                "receive timeout 10000", "send timeout 10000", "connect InterNetwork Stream Tcp 10.0.0.2:8883",
                "handshake broker.site CertificateRequired stored=False Tls12 PEM own PEM ca True",
            ],
            chip.Calls);
        Assert.True(link.ValidateServerCertificate);
        link.ValidateServerCertificate = false;
        Assert.True(link.ValidateServerCertificate);
    }

    [Fact]
    public void Each_attempt_looks_up_anew_and_takes_the_next_address()
    {
        TlsLink link = Connected();
        link.Connect();
        link.Connect();

        Assert.Equal(["10.0.0.2:8883", "10.0.0.1:8883", "10.0.0.2:8883"],
            chip.Calls.Where(call => call.StartsWith("connect", StringComparison.Ordinal)).Select(call => call.Split(' ')[^1]));
        Assert.Equal(3, chip.Calls.Count(call => call == "look up broker.site"));
        Assert.Equal(2, chip.Calls.Count(call => call == "dispose stream"));
        Assert.DoesNotContain("close socket", chip.Calls); // the stream closes the handle; twice would be somebody else's
    }

    [Fact]
    public void Without_a_network_nothing_is_tried()
    {
        ethernet.Address = "0.0.0.0";
        TlsLink link = Connected();

        Assert.Equal(MqttFault.Unreachable, link.Fault);
        Assert.Equal("no network", link.FaultText);
        Assert.Empty(chip.Calls);
    }

    [Fact]
    public void A_name_that_is_not_found_is_told_by_name()
    {
        chip.Addresses = null;
        TlsLink link = Connected();
        Assert.Equal(MqttFault.NameNotFound, link.Fault);
        Assert.Equal("broker.site", link.FaultText);
        chip.Addresses = [];
        link.Connect();

        Assert.Equal(MqttFault.NameNotFound, link.Fault);
    }

    [Theory]
    [InlineData(10061, MqttFault.ConnectionRefused)]
    [InlineData(10060, MqttFault.ConnectTimeout)]
    [InlineData(10054, MqttFault.ConnectionLost)]
    [InlineData(10065, MqttFault.Unreachable)]
    public void A_connect_that_fails_has_a_name_and_closes_its_socket_once(int code, MqttFault fault)
    {
        chip.ConnectThrows = new SocketException(code);
        TlsLink link = Connected();

        Assert.Equal(fault, link.Fault);
        Assert.Equal("connect: " + code, link.FaultText);
        link.Close();
        Assert.Single(chip.Calls, call => call == "close socket");
    }

    [Fact]
    public void A_handshake_that_fails_has_a_name_and_a_number_for_the_event_ring()
    {
        chip.HandshakeThrows = new Coded { ErrorCode = 0x0001 };
        TlsLink link = Connected();
        Assert.Equal(MqttFault.TlsExpired, link.Fault);
        Assert.Equal(WireDetail.Of(WireDetail.MbedFlags, 1), link.FaultDetail);
        Assert.Equal(-1, link.Receive(new byte[1]));
        Assert.Equal(0, link.Send(new byte[1]));
        chip.HandshakeThrows = new SocketException(10054); // firmware before July 2026
        link.Connect();
        Assert.Equal(MqttFault.TlsFailed, link.Fault);
        Assert.Equal(0, link.FaultDetail);
        chip.HandshakeThrows = null;
        link.Connect();

        Assert.Equal(MqttFault.None, link.Fault);
    }

    [Fact]
    public void Bytes_go_out_a_kilobyte_at_a_time()
    {
        TlsLink link = Connected();
        byte[] bytes = [.. Enumerable.Range(0, 2500).Select(i => (byte)i)];

        Assert.Equal(2500, link.Send(bytes));
        Assert.Equal([1024, 1024, 452], chip.Written.Select(part => part.Length));
        Assert.Equal(bytes, chip.Written.SelectMany(part => part));
    }

    [Theory]
    [InlineData(10060, MqttFault.SendTimeout)]
    [InlineData(10054, MqttFault.ConnectionLost)]
    public void A_send_that_fails_has_a_name(int code, MqttFault fault)
    {
        TlsLink link = Connected();
        chip.WriteThrows = new SocketException(code);

        Assert.Equal(0, link.Send([1]));
        Assert.Equal(fault, link.Fault);
    }

    [Fact]
    public void Reading_takes_what_is_there_and_never_waits()
    {
        TlsLink link = Connected();
        byte[] buffer = new byte[8];
        Assert.Equal(0, link.Receive(buffer));
        chip.Decrypted.Enqueue([1, 2]); // decrypted already: the socket has nothing left
        Assert.True(link.DataAvailable);
        Assert.Equal(2, link.Receive(buffer));
        chip.IsSocketReadable = true;
        chip.Decrypted.Enqueue([3]);
        Assert.Equal(1, link.Receive(buffer));
        chip.ReadThrows = new SocketException(10060); // a record that began and did not end
        Assert.Equal(0, link.Receive(buffer));
        chip.ReadThrows = null;

        Assert.Equal(-1, link.Receive(buffer)); // readable, and nothing to read: the end
    }

    [Fact]
    public void A_refusal_of_our_certificate_that_comes_behind_the_handshake_is_told_from_a_lost_link()
    {
        TlsLink link = Connected(SslProtocols.Tls12 | SslProtocols.Tls13);
        chip.IsSocketReadable = true;
        chip.ReadThrows = new SocketException(10054);
        Assert.Equal(-1, link.Receive(new byte[8]));
        Assert.Equal(MqttFault.TlsRefusedUs, link.Fault);

        chip.ReadThrows = null;
        link.Connect();
        chip.Decrypted.Enqueue([1]);
        link.Receive(new byte[8]);
        chip.ReadThrows = new SocketException(10054);
        link.Receive(new byte[8]);

        Assert.Equal(MqttFault.ConnectionLost, link.Fault);
    }

    [Theory]
    [InlineData("ca.pem", "", "ca.pem: 0 bytes")]
    [InlineData("ca.pem", "XYZ", "ca.pem is not usable")]
    [InlineData("node.pem", "XYZ", "node.pem is not usable")]
    [InlineData("node.key", "XYZ", "node.key is not usable")]
    [InlineData("node.key", null, "node.key is missing")]
    public void A_file_that_cannot_be_used_is_named(string file, string? content, string fault)
    {
        WriteFiles();
        chip.Files.Remove(file);
        if (content != null)
        {
            chip.Files[file] = Encoding.ASCII.GetBytes(content);
        }

        Assert.Contains(fault, Assert.ThrowsAny<Exception>(Load).Message);
    }

    [Fact]
    public void Der_and_pem_with_its_nul_are_taken_as_they_are()
    {
        WriteFiles();
        chip.Files["ca.pem"] = [0x30, 1, 0];
        chip.Files["node.pem"] = [.. "PEM x"u8, 0];

        LinkIdentity identity = Load();

        Assert.Equal("DER", identity.AuthorityOf(0).Text);
        Assert.Equal("PEM x", identity.Own.Text);
    }

    /// <summary>Only one that the slot brought, and that is for it: the node's own certificate goes with the node's own key.</summary>
    [Fact]
    public void A_certificate_that_was_brought_for_a_new_key_is_used_with_that_key()
    {
        WriteFiles();
        using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters all = made.ExportParameters(true);
        Assert.True(new NewKey(new FlashStore(FlashStore.UsualFolder)).Keep(all.D!, [.. all.Q.X!, .. all.Q.Y!], [1]));
        string pem = new CertificateRequest("CN=n", made, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)).ExportCertificatePem();
        byte[] brought = Encoding.ASCII.GetBytes(pem);

        Assert.Equal(made.ExportECPrivateKeyPem(), KeyWith(brought).TrimEnd());
        Assert.Equal("PEM key", KeyWith([.. "PEM another"u8]));
        Assert.Equal("PEM key", KeyWith(null));
    }

    private static string KeyWith(byte[]? brought)
    {
        HandOver? told = brought is null ? null : HandOver.Unpack([new[] { 1, 0, 1 }, new[] { "node.pem" }, new object[] { brought }]);
        return LinkIdentity.Load(new NodeFiles(told), ["ca.pem"], "node.pem", "node.key", new NewKey(new FlashStore(FlashStore.UsualFolder))).Own.Key;
    }

    private TlsLink Connected(SslProtocols protocols = SslProtocols.Tls12)
    {
        WriteFiles();
        var network = new Network(new BoardSettings(), null);
        network.Step(0);
        var link = new TlsLink(Load(), protocols, network);
        link.Aim(0, "broker.site", 8883);
        link.Connect();
        return link;
    }

    private LinkIdentity Load() => LinkIdentity.Load(new NodeFiles(null), ["ca.pem"], "node.pem", "node.key", new NewKey(new FlashStore(FlashStore.UsualFolder)));

    private void WriteFiles()
    {
        chip.Files["ca.pem"] = [.. "PEM ca"u8];
        chip.Files["node.pem"] = [.. "PEM own"u8];
        chip.Files["node.key"] = [.. "PEM key"u8];
    }

    private sealed class Coded : Exception
    {
        public int ErrorCode { get; init; }
    }
}
