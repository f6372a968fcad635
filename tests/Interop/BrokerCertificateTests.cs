using System.Text.RegularExpressions;
using FieldNode.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A broker whose certificate has a fault gets no byte of MQTT; the node's log names the fault. Held against openssl s_server and mosquitto,
/// in TLS 1.2 and 1.3 each.
/// </summary>
public sealed class BrokerCertificateTests
{
    // OpenSSL finds it itself, or the peer tells: which of them is first depends on its version.
    private const string OldVersion = @"^the broker (speaks only TLS versions below 1\.2|sent the TLS alert protocol_version \(70\))$";

    private static readonly string[] Programs = [TlsPeer.OpenSsl, TlsPeer.Mosquitto];

    [Fact(Timeout = 240_000)]
    public Task A_certificate_of_another_CA_is_refused() => ExpectAsync(MqttFault.TlsUntrusted, "does not come from our CA", stage =>
    {
        using CertificateAuthority foreign = CertificateAuthority.Create("another CA");
        using IssuedCertificate issued = foreign.IssueServer("localhost", "localhost");
        Save(stage, issued);
    });

    [Fact(Timeout = 240_000)]
    public Task A_certificate_of_a_CA_that_only_bears_our_CAs_name_is_refused() =>
        ExpectAsync(MqttFault.TlsUntrusted, "does not come from our CA", stage =>
        {
            using CertificateAuthority twin = CertificateAuthority.Create("interop CA");
            using IssuedCertificate issued = twin.IssueServer("localhost", "localhost");
            Save(stage, issued);
        });

    [Fact(Timeout = 240_000)]
    public Task An_expired_certificate_is_refused() => ExpectAsync(MqttFault.TlsExpired, "expired at",
        stage => Issue(stage, options => options with { NotBefore = Days(-9), NotAfter = Days(-1) }));

    [Fact(Timeout = 240_000)]
    public Task A_certificate_that_is_not_valid_yet_is_refused() => ExpectAsync(MqttFault.TlsNotYetValid, "is valid from",
        stage => Issue(stage, options => options with { NotBefore = Days(1), NotAfter = Days(9) }));

    [Fact(Timeout = 240_000)]
    public Task A_certificate_for_another_host_is_refused() =>
        ExpectAsync(MqttFault.TlsNameMismatch, "is for broker.plant.example, not for localhost",
            stage => Issue(stage, options => options with { DnsNames = ["broker.plant.example"] }));

    [Fact(Timeout = 240_000)]
    public Task A_certificate_for_another_use_is_refused() =>
        ExpectAsync(MqttFault.TlsWrongUsage, "(extended key usage): it is for Code Signing", IssueForCodeSigning);

    [Fact(Timeout = 240_000)]
    public Task A_nodes_certificate_that_poses_as_the_brokers_is_refused() =>
        ExpectAsync(MqttFault.TlsWrongUsage, "it is for clients, such as nodes",
            stage => Issue(stage, options => options with { CommonName = "node2", Usage = CertificateUsage.Client }));

    [Fact(Timeout = 240_000)]
    public async Task A_broker_that_speaks_TLS_1_1_only_is_refused()
    {
        TlsPeer.Need();
        await Task.WhenAll(Programs.Select(program => RefuseAsync(program, "1.1", MqttFault.TlsVersion, OldVersion, _ => { })));
    }

    // Else the tests above could not fail: what they look for is there when nothing is wrong.
    [Fact(Timeout = 240_000)]
    public async Task A_sound_certificate_is_believed_and_CONNECT_goes_out()
    {
        TlsPeer.Need();
        await Task.WhenAll(Combinations().Select(async one =>
        {
            await using var stage = new Stage();
            File.Copy(stage.In("ca.pem"), stage.In("client-ca.pem"));
            TlsPeer peer = await TlsPeer.StartAsync(stage, one.Program, one.Version);
            Assert.Equal((one.Version == "1.2", one.Version == "1.3"), (Speaks(stage, "1.2"), Speaks(stage, "1.3")));
            Assert.False(peer.GotMqtt);
            PeerProcess node = await peer.StartNodeAsync(stage);
            await Wait.UntilAsync(() => peer.GotMqtt, 120, () => $"CONNECT at {one}; the node said: {node.Output}; the peer: {peer.Output}");
            await peer.HearBirthAsync(stage, node);
        }));
    }

    private static bool Speaks(Stage stage, string version)
    {
        try
        {
            string said = PeerProcess.Run(Peers.Program(TlsPeer.OpenSsl),
            [
                "s_client", "-connect", $"127.0.0.1:{stage.Port}", "-CAfile", stage.In("ca.pem"), "-cert", stage.In("host.pem"),
                "-key", stage.In("host.key"), "-tls" + version.Replace('.', '_'),
            ]);
            return said.Contains($"New, TLSv{version}, Cipher is", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false; // it ended with a status: no handshake
        }
    }

    private static IEnumerable<(string Program, string Version)> Combinations() =>
        Programs.SelectMany(program => new[] { "1.2", "1.3" }, (program, version) => (program, version));

    private static async Task ExpectAsync(MqttFault fault, string words, Action<Stage> spoil)
    {
        TlsPeer.Need();
        await Task.WhenAll(Combinations().Select(one => RefuseAsync(one.Program, one.Version, fault, Regex.Escape(words), spoil)));
    }

    private static async Task RefuseAsync(string program, string version, MqttFault fault, string words, Action<Stage> spoil)
    {
        await using var stage = new Stage();
        File.Copy(stage.In("ca.pem"), stage.In("client-ca.pem"));
        spoil(stage);
        TlsPeer peer = await TlsPeer.StartAsync(stage, program, version);
        PeerProcess node = stage.StartNode(straight: true);
        // Two attempts: by the second, the peer has had the time to print what the first may have sent.
        await Wait.UntilAsync(() => NodeLog.Offline(node.Output).Count > 1 && peer.SawSomeone, 120,
            () => $"the node to refuse {program} with TLS {version}; it said: {node.Output}; the peer: {peer.Output}");

        Assert.All(NodeLog.Offline(node.Output), end =>
        {
            Assert.Equal($"{fault}", end.Fault);
            Assert.Matches(words, end.Words);
        });
        Assert.False(peer.GotMqtt, $"{program} with TLS {version} got MQTT: {peer.Output}");
        Assert.DoesNotContain("born", node.Output, StringComparison.Ordinal);
    }

    private static void Issue(Stage stage, Func<CertificateRequestOptions, CertificateRequestOptions> change)
    {
        using IssuedCertificate issued = stage.Ca.Issue(change(new CertificateRequestOptions
        {
            CommonName = "localhost", Usage = CertificateUsage.Server, DnsNames = ["localhost"],
        }));
        Save(stage, issued);
    }

    private static void Save(Stage stage, IssuedCertificate issued) => issued.Save(stage.In("broker.pem"), stage.In("broker.key"));

    // Our PKI knows servers and clients only; openssl makes an authority and what else it shall be.
    private static void IssueForCodeSigning(Stage stage)
    {
        void OpenSsl(params string[] arguments) => PeerProcess.Run(Peers.Program(TlsPeer.OpenSsl), arguments);
        string[] newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        OpenSsl(["req", "-x509", .. newKey, "-keyout", stage.In("made.key"), "-out", stage.In("ca.pem"), "-subj", "/CN=made CA", "-days", "9"]);
        OpenSsl(["req", .. newKey, "-keyout", stage.In("broker.key"), "-out", stage.In("broker.csr"), "-subj", "/CN=localhost"]);
        File.WriteAllText(stage.In("broker.ext"),
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\nsubjectAltName=DNS:localhost\n");
        OpenSsl("x509", "-req", "-in", stage.In("broker.csr"), "-CA", stage.In("ca.pem"), "-CAkey", stage.In("made.key"),
            "-CAcreateserial", "-extfile", stage.In("broker.ext"), "-days", "9", "-out", stage.In("broker.pem"));
    }

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
