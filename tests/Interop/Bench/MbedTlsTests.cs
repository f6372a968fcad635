using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A site's certificates in real handshakes of the boards' TLS library, and the number that a board sees for each refusal. -0x2700 is a certificate
/// that failed the check, with what failed in the flags; -0x7A00 one of a wrong use.
/// </summary>
public sealed class MbedTlsTests
{
    private const string Node = "node1";

    [Fact(Timeout = 120_000)]
    public async Task A_board_comes_through_to_CONNACK_with_nothing_but_the_brokers_issuing_CA()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        PkiEntry node = site.Entry(Node);
        foreach (string protocol in MbedTls.Protocols())
        {
            string said = MbedTls.Connect(site.Port, "localhost", node.TrustFile, node.CertificateFile, node.KeyFile, protocol);
            Assert.True(said == $"handshake 0x0000 flags 0x0000 TLSv{protocol} connack 0", $"{said}: {broker.Output}");
            TestContext.Current.TestOutputHelper?.WriteLine($"mbedTLS {MbedTls.Version()}, TLS {protocol}: {said}");
        }
        await SaidAsync(broker, $"u'{Node}'");
    }

    [Fact(Timeout = 120_000)]
    public Task A_broker_of_another_CA_is_0x2700_with_flag_0x08() => ExpectAsync("-0x2700 flags 0x0008", (site, server) =>
    {
        using CertificateAuthority other = CertificateAuthority.Create("Kiln brokers CA");
        using IssuedCertificate issued = other.IssueServer("localhost", "localhost");
        server.Take(issued, other.CertificatePem);
    });

    [Fact(Timeout = 120_000)]
    public Task A_brokers_certificate_by_the_nodes_CA_is_0x2700_with_flag_0x08() => ExpectAsync("-0x2700 flags 0x0008", (site, server) =>
    {
        using CertificateAuthority nodes = site.Unlock(PkiIssuer.Nodes);
        using IssuedCertificate issued = nodes.IssueServer("localhost", "localhost");
        server.Take(issued, nodes.CertificatePem);
    });

    [Fact(Timeout = 120_000)]
    public Task An_expired_one_is_0x2700_with_flag_0x01() => ExpectAsync("-0x2700 flags 0x0001",
        (site, server) => IssueByBrokersCa(site, server, options => options with { NotBefore = Days(-9), NotAfter = Days(-1) }));

    [Fact(Timeout = 120_000)]
    public Task One_that_is_not_valid_yet_is_0x2700_with_flag_0x200() => ExpectAsync("-0x2700 flags 0x0200",
        (site, server) => IssueByBrokersCa(site, server, options => options with { NotBefore = Days(1), NotAfter = Days(9) }));

    [Fact(Timeout = 120_000)]
    public Task One_for_another_host_is_0x2700_with_flag_0x04() => ExpectAsync("-0x2700 flags 0x0004",
        (site, server) => IssueByBrokersCa(site, server, options => options with { DnsNames = ["broker.plant.example"] }));

    [Fact(Timeout = 120_000)]
    public Task One_that_is_expired_and_for_another_host_has_both_flags() => ExpectAsync("-0x2700 flags 0x0005",
        (site, server) => IssueByBrokersCa(site, server,
            options => options with { DnsNames = ["broker.plant.example"], NotBefore = Days(-9), NotAfter = Days(-1) }));

    [Fact(Timeout = 120_000)]
    public Task One_for_clients_is_0x7A00_with_flag_0x1000() => ExpectAsync("-0x7a00 flags 0x1000",
        (site, server) => IssueByBrokersCa(site, server, options => options with { Usage = CertificateUsage.Client }));

    [Fact(Timeout = 120_000)]
    public Task A_nodes_certificate_that_poses_as_the_brokers_is_refused_for_its_CA_and_its_name() => ExpectAsync(
        "-0x2700 flags 0x100c", (site, server) => server.Take(site.Entry(Node)));

    [Fact(Timeout = 120_000)]
    public async Task Critical_name_constraints_are_read_by_OpenSSL_and_dotnet_and_not_by_mbedTLS_so_no_certificate_of_ours_has_any()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        using CertificateAuthority constrained = Constrained(site, out string above);
        using IssuedCertificate issued = constrained.IssueServer("localhost", "localhost");
        var server = new BenchTlsServer(site);
        server.Take(issued, constrained.CertificatePem);
        Assert.Contains("OK", PeerProcess.Run(Peers.Program("openssl"),
            ["verify", "-CAfile", above, "-untrusted", server.CaFile, "-purpose", "sslserver", server.CertificateFile]), StringComparison.Ordinal);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(PkiFolder.LoadCertificate(above));
        chain.ChainPolicy.ExtraStore.Add(constrained.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(issued.Certificate));

        foreach (string protocol in MbedTls.Protocols())
        {
            await server.StartAsync(protocol);
            string said = MbedTls.Connect(server.Port, "localhost", above, site.Entry(Node).CertificateFile, site.Entry(Node).KeyFile, protocol);
            server.Stop();
            Assert.DoesNotContain("connack", said, StringComparison.Ordinal);
            Assert.Matches("^handshake -0x(2562|7a00|2500|7780)", said);
            TestContext.Current.TestOutputHelper?.WriteLine($"mbedTLS {MbedTls.Version()}, TLS {protocol}, critical name constraints: {said}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plants_RSA_chain_over_a_nodes_and_a_brokers_certificate_holds_on_both_sides()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        using var plant = new RsaPlant(site);
        await site.PkiAsync("csr node9 --as node --group kiln");
        await site.PkiAsync("csr broker9 --as server --host localhost");
        foreach (string name in new[] { "node9", "broker9" })
        {
            string signed = plant.Sign(site.In("pki", "requests", name, "request.csr"), name == "broker9" ? ["localhost", "broker9"] : []);
            (int status, string told) = await site.TryAsync($"pki accept {signed} --chain {plant.ChainFile} --pki {site.In("pki")}");
            Assert.True(status == 0, told);
        }
        PkiEntry node = site.Entry("node9");
        PkiEntry broker = site.Entry("broker9");
        File.WriteAllText(site.In("plant.crl"), plant.EmptyCrl());
        (int written, string said) = await site.TryAsync($"broker mosquitto {site.Broker} --pki {site.In("pki")} --server broker9 --port {site.Port} "
            + $"--bind 127.0.0.1 --run-as {Environment.UserName} --crl {site.In("plant.crl")}");
        Assert.True(written == 0, said);
        PeerProcess mosquitto = await site.StartMosquittoAsIsAsync(Peers.Program("mosquitto"));
        foreach (string protocol in MbedTls.Protocols())
        {
            string connected = MbedTls.Connect(site.Port, "localhost", plant.RootFile, node.CertificateFile, node.KeyFile, protocol);
            Assert.True(connected == $"handshake 0x0000 flags 0x0000 TLSv{protocol} connack 0", connected + mosquitto.Output);
        }
        await SaidAsync(mosquitto, "u'node9'");
        Assert.True(broker.HasKey);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broker_that_refuses_the_nodes_certificate_resets_or_says_an_alert_and_never_gives_CONNACK()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        await site.PkiAsync("node lost --group kiln");
        await site.PkiAsync("revoke lost --reason key-compromise");
        PeerProcess broker = await site.StartMosquittoAsync();
        using CertificateAuthority other = CertificateAuthority.Create("Kiln nodes CA");
        using CertificateAuthority nodes = site.Unlock(PkiIssuer.Nodes);
        Save(site, "foreign", other.IssueClient(Node));
        Save(site, "expired", nodes.Issue(new CertificateRequestOptions { CommonName = Node, NotBefore = Days(-9), NotAfter = Days(-1) }));
        (string What, string Certificate, string Key)[] cases =
        [
            ("revoked", site.Entry("lost").CertificateFile, site.Entry("lost").KeyFile),
            ("another CA", site.In("foreign.pem"), site.In("foreign.key")),
            ("expired", site.In("expired.pem"), site.In("expired.key")),
            ("a broker's", site.Entry("localhost").CertificateFile, site.Entry("localhost").KeyFile),
        ];
        foreach ((string what, string certificate, string key) in cases)
        {
            foreach (string protocol in MbedTls.Protocols())
            {
                var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
                for (int i = 0; i < 10; i++)
                {
                    string said = MbedTls.Connect(site.Port, "localhost", site.Entry(Node).TrustFile, certificate, key, protocol);
                    // TLS 1.2: in the handshake, an alert (-0x7780), or the reset that overtakes it (-0x50), or the end (-0x7280, -0x4e).
                    // TLS 1.3: the client's handshake is done before the broker has judged.
                    Assert.Matches(protocol == "1.2" ? "^handshake -0x(7780|0050|7280|004e) flags 0x0000$"
                        : "^handshake (-0x7780|-0x0050|0x0000) flags 0x0000( TLSv1.3 (write -0x[0-9a-f]+ )?read -0x(7780|0050|7280|004e|004c))?$", said);
                    seen[said] = seen.GetValueOrDefault(said) + 1;
                }
                TestContext.Current.TestOutputHelper?.WriteLine($"mbedTLS {MbedTls.Version()}, TLS {protocol}, {what}: "
                    + string.Join("; ", seen.Select(one => $"{one.Value} x {one.Key}")));
            }
        }
        Assert.DoesNotContain("New client connected", broker.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broker_that_speaks_only_TLS_1_3_is_0x7780_to_a_board_of_1_2_as_one_that_refuses_its_certificate_is()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        PkiEntry node = site.Entry(Node);
        var server = new BenchTlsServer(site);
        IssueByBrokersCa(site, server, options => options);
        await server.StartAsync("1.3");
        string said = MbedTls.Connect(server.Port, "localhost", node.TrustFile, node.CertificateFile, node.KeyFile, "1.2");
        server.Stop();
        Assert.Equal("handshake -0x7780 flags 0x0000", said);
    }

    [Fact(Timeout = 120_000)]
    public async Task MbedTLS_as_a_server_reads_every_certificate_of_the_site_and_says_what_it_refuses()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        await site.PkiAsync("node lost --group kiln");
        await site.PkiAsync("revoke lost");
        PkiEntry broker = site.Entry("localhost");
        foreach (string protocol in MbedTls.Protocols())
        {
            int port = TestPort.Take();
            PeerProcess server = await MbedTls.ServeAsync(
                site, broker.ChainFile, broker.KeyFile, site.In("pki", "nodes", "ca.pem"), site.In("pki", "nodes", "crl.pem"), protocol, port);
            foreach ((string name, string expected) in new[]
            {
                (Node, "handshake 0x0000 flags 0x0000"), ("historian", "handshake 0x0000 flags 0x0000"), ("bench", "handshake 0x0000 flags 0x0000"),
                ("scada", "handshake 0x0000 flags 0x0000"), ("lost", "handshake -0x2700 flags 0x0002"), ("localhost", "handshake -0x2700 flags 0x1008"),
            })
            {
                int before = server.Output.Length;
                PkiEntry own = site.Entry(name);
                MbedTls.Connect(port, "localhost", site.In("pki", "brokers", "ca.pem"), own.CertificateFile, own.KeyFile, protocol);
                await Wait.UntilAsync(() => server.Output[before..].Contains('\n'), 20, () => $"the server's word on {name}");
                Assert.StartsWith(expected, server.Output[before..].Trim(), StringComparison.Ordinal);
            }
            server.Kill();
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_brokers_address_in_its_certificate_is_found_by_mbedTLS_from_3_5_on_only()
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        var server = new BenchTlsServer(site);
        IssueByBrokersCa(site, server, options => options with { DnsNames = [], Addresses = [System.Net.IPAddress.Loopback] });
        bool finds = System.Version.Parse(MbedTls.Version()) >= new Version(3, 5);
        foreach (string protocol in MbedTls.Protocols())
        {
            await server.StartAsync(protocol);
            string said = MbedTls.Connect(
                server.Port, "127.0.0.1", site.Entry(Node).TrustFile, site.Entry(Node).CertificateFile, site.Entry(Node).KeyFile, protocol);
            server.Stop();
            Assert.StartsWith(finds ? "handshake 0x0000 flags 0x0000" : "handshake -0x2700 flags 0x0004", said, StringComparison.Ordinal);
        }
    }

    // What a process prints comes a moment after it was done.
    private static Task SaidAsync(PeerProcess broker, string words) => Wait.UntilAsync(
        () => broker.Output.Contains(words, StringComparison.Ordinal), 20, () => $"'{words}'; the broker said: {broker.Output}");

    private static async Task ExpectAsync(string code, Action<BenchSite, BenchTlsServer> fault)
    {
        MbedTls.Need();
        await using BenchSite site = await SiteAsync();
        PkiEntry node = site.Entry(Node);
        var server = new BenchTlsServer(site);
        fault(site, server);
        foreach (string protocol in MbedTls.Protocols())
        {
            await server.StartAsync(protocol);
            string said = MbedTls.Connect(server.Port, "localhost", node.TrustFile, node.CertificateFile, node.KeyFile, protocol);
            Assert.True(said == "handshake " + code, $"TLS {protocol}: {said}; {server.Output}");
            server.Stop();
        }
    }

    private static void IssueByBrokersCa(BenchSite site, BenchTlsServer server, Func<CertificateRequestOptions, CertificateRequestOptions> change)
    {
        using CertificateAuthority brokers = site.Unlock(PkiIssuer.Brokers);
        using IssuedCertificate issued = brokers.Issue(change(new CertificateRequestOptions
        {
            CommonName = "localhost", Usage = CertificateUsage.Server, DnsNames = ["localhost"],
        }));
        server.Take(issued, brokers.CertificatePem);
    }

    // A CA of the site's root that has what RFC 5280 section 4.2.1.10 says, critical as it demands.
    private static CertificateAuthority Constrained(BenchSite site, out string rootFile)
    {
        using ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Strict root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        rootRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(rootRequest.PublicKey, false));
        using X509Certificate2 root = rootRequest.CreateSelfSigned(Days(-1), Days(90));
        rootFile = site.In("strict-root.pem");
        File.WriteAllText(rootFile, root.ExportCertificatePem());

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Strict CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        // permittedSubtrees { dNSName "localhost" }
        byte[] name = [0x82, 9, .. "localhost"u8];
        request.CertificateExtensions.Add(new X509Extension("2.5.29.30",
            [0x30, (byte)(name.Length + 4), 0xA0, (byte)(name.Length + 2), 0x30, (byte)name.Length, .. name], critical: true));
        X509Certificate2 certificate = request.Create(root, Days(-1), Days(80), CertificateAuthority.NewSerial());
        string encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1));
        return CertificateAuthority.Open(certificate, encrypted, "x");
    }

    private static void Save(BenchSite site, string name, IssuedCertificate issued)
    {
        issued.Save(site.In(name + ".pem"), site.In(name + ".key"));
        issued.Dispose();
    }

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);

    private static Task<BenchSite> SiteAsync() =>
        BenchSite.CreateAsync($"node {Node} --group kiln", "host historian", "maintenance bench", "writer scada --rebirth");
}
