using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Mqtt.Tests;

/// <summary>Each way in which TLS can fail has its own fault, and its reason in words.</summary>
public sealed class MqttNetWireTlsTests : IDisposable
{
    private readonly TestPki pki = new();

    [Fact]
    public async Task A_broker_with_a_certificate_from_another_authority_is_untrusted()
    {
        using IssuedCertificate foreign = pki.ForeignCa.IssueServer("broker", "localhost");
        await Expect(foreign, MqttFault.TlsUntrusted, "Foreign CA");
    }

    [Fact]
    public async Task An_authority_that_only_has_the_name_of_ours_is_untrusted()
    {
        using CertificateAuthority twin = CertificateAuthority.Create("Test CA");
        using IssuedCertificate forged = twin.IssueServer("broker", "localhost");
        await Expect(forged, MqttFault.TlsUntrusted, "does not come from our CA");
    }

    [Fact]
    public async Task A_foreign_certificate_that_has_also_expired_for_another_host_is_untrusted_first()
    {
        using IssuedCertificate foreign = pki.ForeignCa.Issue(Server(o => o with
        {
            DnsNames = ["other"], NotAfter = Days(-1),
        }));
        await Expect(foreign, MqttFault.TlsUntrusted, "does not come from our CA");
    }

    [Fact]
    public async Task An_expired_broker_certificate_is_named()
    {
        using IssuedCertificate expired = pki.Ca.Issue(Server(o => o with { NotAfter = Days(-1) }));
        await Expect(expired, MqttFault.TlsExpired, "expired at");
    }

    [Fact]
    public async Task A_broker_certificate_that_is_not_valid_yet_is_named()
    {
        using IssuedCertificate early = pki.Ca.Issue(Server(o => o with { NotBefore = Days(1), NotAfter = Days(2) }));
        await Expect(early, MqttFault.TlsNotYetValid, "is valid from");
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_a_name_mismatch()
    {
        using IssuedCertificate other = pki.Ca.IssueServer("localhost", "broker.plant.example", "10.0.0.7");
        await Expect(other, MqttFault.TlsNameMismatch, "is for broker.plant.example, 10.0.0.7, not for localhost");
    }

    [Fact]
    public async Task A_host_given_as_an_address_needs_that_address_in_the_certificate()
    {
        using IssuedCertificate named = pki.Ca.IssueServer("broker", "localhost");
        await using TestBroker wrong = await TestBroker.Start(pki, named);
        using MqttNetWire wire = new(pki.Options);
        Assert.Equal(MqttFault.TlsNameMismatch, wire.Open(0, "127.0.0.1", wrong.Port));

        await using TestBroker right = await TestBroker.Start(pki);
        Assert.Equal(MqttFault.None, wire.Open(0, "127.0.0.1", right.Port));
    }

    [Fact]
    public async Task A_nodes_certificate_posing_as_a_broker_is_of_wrong_usage()
    {
        using IssuedCertificate node = pki.Ca.Issue(Server(o => o with { Usage = CertificateUsage.Client }));
        await Expect(node, MqttFault.TlsWrongUsage, "not one for a server (extended key usage): it is for clients, such as nodes");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_broker_that_closes_on_our_certificate_probably_refused_it(SslProtocols protocol)
    {
        await using TestBroker broker = await TestBroker.Start(pki, protocols: protocol);
        using MqttIdentity stranger = pki.ForeignIdentity();
        using LiveSession live = new(pki.Options with { Identity = stranger }, broker.Port);
        Assert.Equal(MqttFault.TlsRefusedUs, await live.FirstFault());
        Assert.Equal("broker closed: it probably refused our certificate", live.Wire.LastFaultText);
        Assert.Equal(0, live.Listener.Online);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_broker_that_sends_an_alert_about_our_certificate_is_quoted(string version)
    {
        using OpenSslServer server = await OpenSslServer.Start(pki, version, "-Verify", "2", "-verify_return_error");
        using MqttIdentity stranger = pki.ForeignIdentity();
        using LiveSession live = new(pki.Options with { Identity = stranger }, server.Port);
        Assert.Equal(MqttFault.TlsRefusedUs, await live.FirstFault());
        Assert.Contains("the broker sent the TLS alert unknown_ca (48); ours is CN=stranger, valid until",
            live.Wire.LastFaultText);
    }

    [Fact]
    public async Task Our_own_expired_certificate_is_refused_with_its_alert()
    {
        string cert = Path.Combine(pki.Folder, "old.pem");
        string key = Path.Combine(pki.Folder, "old.key");
        using (IssuedCertificate old = pki.Ca.Issue(new CertificateRequestOptions
        {
            CommonName = "old", NotBefore = Days(-9), NotAfter = Days(-1),
        }))
        {
            old.Save(cert, key);
        }

        using OpenSslServer server = await OpenSslServer.Start(pki, "-Verify", "2", "-verify_return_error");
        using MqttIdentity identity = MqttIdentity.Load(pki.CaFile, cert, key);
        using LiveSession live = new(pki.Options with { Identity = identity }, server.Port);
        Assert.Equal(MqttFault.TlsRefusedUs, await live.FirstFault());
        Assert.Contains("certificate_expired (45); ours is CN=old", live.Wire.LastFaultText);
    }

    [Theory]
    [InlineData("-tls1_1")]
    [InlineData("-tls1")]
    public async Task A_broker_that_speaks_only_old_tls_is_named(string version)
    {
        using OpenSslServer server = await OpenSslServer.Start(pki, version, "-cipher", "DEFAULT:@SECLEVEL=0");
        using MqttNetWire wire = new(pki.Options);
        Assert.Equal(MqttFault.TlsVersion, wire.Open(0, "localhost", server.Port));
        Assert.NotEqual("", wire.LastFaultText);
    }

    [Fact]
    public void A_broker_that_takes_tcp_and_never_speaks_tls_is_given_up()
    {
        using RawBroker silent = new((_, _) => Task.CompletedTask);
        using MqttNetWire wire = new(pki.Options with { HandshakeTimeoutMs = 300 });
        long beforeMs = Environment.TickCount64;
        Assert.Equal(MqttFault.TlsTimeout, wire.Open(0, "localhost", silent.Port));
        Assert.InRange(Environment.TickCount64 - beforeMs, 250, 10_000);
        Assert.Contains("300 ms", wire.LastFaultText);
    }

    [Fact]
    public void A_peer_that_speaks_something_else_is_told_apart()
    {
        using RawBroker ssh = new(async (socket, ct) =>
            await socket.SendAsync("SSH-2.0-OpenSSH_9.6\r\n"u8.ToArray(), ct));
        using MqttNetWire wire = new(pki.Options);
        Assert.Equal(MqttFault.TlsFailed, wire.Open(0, "localhost", ssh.Port));
        Assert.Contains("TLS", wire.LastFaultText);
    }

    [Fact]
    public void A_peer_that_closes_within_the_handshake_is_a_lost_connection()
    {
        using RawBroker closing = new(async (socket, ct) =>
        {
            await socket.ReceiveAsync(new byte[100], ct);
            socket.Close();
        });
        using MqttNetWire wire = new(pki.Options);
        Assert.Equal(MqttFault.ConnectionLost, wire.Open(0, "localhost", closing.Port));
        Assert.Contains("during the TLS handshake", wire.LastFaultText);
    }

    [Fact]
    public async Task A_tls_broker_that_never_sends_a_connack_is_given_up()
    {
        using RawBroker broker = new(async (socket, ct) =>
        {
            await using SslStream tls = new(new NetworkStream(socket));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = pki.Broker.Certificate,
            }, ct);
            await Task.Delay(Timeout.Infinite, ct);
        });
        using LiveSession live = new(pki.Options, broker.Port, ackTimeoutMs: 1000);
        Assert.Equal(MqttFault.NoConnAck, await live.FirstFault());
    }

    [Fact]
    public async Task A_key_that_tls_finds_too_short_is_our_own_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only OpenSSL refuses short keys of our own");
        using RSA key = RSA.Create(1024);
        CertificateRequest request = new("CN=short", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 weak = request.CreateSelfSigned(Days(-1), Days(1));
        string cert = Path.Combine(pki.Folder, "weak.pem");
        string keyFile = Path.Combine(pki.Folder, "weak.key");
        await File.WriteAllTextAsync(cert, weak.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using TestBroker broker = await TestBroker.Start(pki);
        using MqttIdentity identity = MqttIdentity.Load(pki.CaFile, cert, keyFile);
        using MqttNetWire wire = new(pki.Options with { Identity = identity });
        MqttFault fault = wire.Open(0, "localhost", broker.Port);
        Assert.True(fault == MqttFault.TlsOwnCertificate, $"{fault}: {wire.LastFaultText}");
        Assert.Contains("key too small", wire.LastFaultText);
    }

    public void Dispose() => pki.Dispose();

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);

    private static CertificateRequestOptions Server(
        Func<CertificateRequestOptions, CertificateRequestOptions> change) =>
        change(new CertificateRequestOptions
        {
            CommonName = "broker", Usage = CertificateUsage.Server, DnsNames = ["localhost"], NotBefore = Days(-9),
        });

    private async Task Expect(IssuedCertificate certificate, MqttFault fault, string words)
    {
        foreach (SslProtocols protocol in (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13])
        {
            await using TestBroker broker = await TestBroker.Start(pki, certificate, protocol);
            using MqttNetWire wire = new(pki.Options);
            Assert.Equal(fault, wire.Open(0, "localhost", broker.Port));
            Assert.Contains(words, wire.LastFaultText);
            Assert.Equal(MqttFault.NotOpen, wire.Ping());
        }
    }
}
