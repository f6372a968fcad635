using FieldNode.Mqtt;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A broker that refuses the node's certificate: in TLS 1.2 by an alert within the handshake. In TLS 1.3 the node is done before the broker
/// has judged: CONNECT may be out, PUBLISH never, and the log names the alert, or that the broker closed. Held against openssl s_server and
/// mosquitto.
/// </summary>
public sealed class NodeCertificateTests
{
    private const string ProbablyRefused = "broker closed: it probably refused our certificate";

    public static TheoryData<string, string> Combinations() => new()
    {
        { TlsPeer.OpenSsl, "1.2" }, { TlsPeer.OpenSsl, "1.3" }, { TlsPeer.Mosquitto, "1.2" }, { TlsPeer.Mosquitto, "1.3" },
    };

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Combinations))]
    public async Task A_certificate_of_another_CA_is_refused(string program, string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        using CertificateAuthority foreign = CertificateAuthority.Create("another CA");
        using IssuedCertificate node = foreign.IssueClient(Stage.NodeName);
        Save(stage, node);
        await ExpectAsync(stage, program, version, "unknown_ca (48)");
    }

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Combinations))]
    public async Task An_expired_certificate_is_refused(string program, string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        using IssuedCertificate node = stage.Ca.Issue(new CertificateRequestOptions
        {
            CommonName = Stage.NodeName, NotBefore = DateTimeOffset.UtcNow.AddDays(-9), NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
        });
        Save(stage, node);
        await ExpectAsync(stage, program, version, "certificate_expired (45)");
    }

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Combinations))]
    public async Task A_revoked_certificate_is_refused(string program, string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        using IssuedCertificate node = stage.Ca.IssueClient(Stage.NodeName);
        Save(stage, node);
        File.WriteAllText(stage.In("crl.pem"), stage.Ca.RevocationListPem(node));
        await ExpectAsync(stage, program, version, "certificate_revoked (44)", stage.In("crl.pem"));
    }

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Combinations))]
    public async Task A_certificate_that_is_not_on_the_list_of_revoked_ones_is_taken(string program, string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        using IssuedCertificate other = stage.Ca.IssueClient("lost");
        File.WriteAllText(stage.In("crl.pem"), stage.Ca.RevocationListPem(other));
        TlsPeer peer = await TlsPeer.StartAsync(stage, program, version, stage.In("crl.pem"));
        PeerProcess node = await peer.StartNodeAsync(stage);
        await Wait.UntilAsync(() => peer.GotMqtt, 120, () => $"CONNECT; the node said: {node.Output}; the peer: {peer.Output}");
        await peer.HearBirthAsync(stage, node);
    }

    // A node always has a certificate (the settings demand it), so this is the wire alone.
    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Combinations))]
    public async Task No_certificate_is_refused(string program, string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        TlsPeer peer = await TlsPeer.StartAsync(stage, program, version);
        using MqttIdentity none = MqttIdentity.WithoutCertificate(stage.In("ca.pem"));
        using var wire = new MqttNetWire(new MqttNetOptions { Identity = none });
        MqttFault fault = await FirstFaultAsync(wire, stage.Port);

        // TLS 1.2 has no alert of its own for that (RFC 5246, section 7.4.6).
        (MqttFault, string) alert = version == "1.2"
            ? (MqttFault.TlsFailed, "handshake_failure (40)")
            : (MqttFault.TlsRefusedUs, "certificate_required (116); ours is none");
        Assert.True((fault == alert.Item1 && wire.LastFaultText.Contains(alert.Item2, StringComparison.Ordinal))
            || (version == "1.3" && fault == MqttFault.TlsRefusedUs && wire.LastFaultText == ProbablyRefused),
            $"{fault}: {wire.LastFaultText}");
        Assert.False(peer.GotMqtt, peer.Output);
    }

    [Theory(Timeout = 240_000)]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public async Task A_broker_that_ends_without_a_word_before_CONNACK_probably_refused_our_certificate(string version)
    {
        TlsPeer.Need();
        await using Stage stage = Ready();
        TlsPeer peer = await TlsPeer.StartAsync(stage, TlsPeer.OpenSsl, version);
        PeerProcess node = stage.StartNode(straight: true);
        await Wait.UntilAsync(() => peer.GotMqtt, 120, () => "CONNECT; the node said: " + node.Output);
        peer.Kill();
        await Wait.UntilAsync(() => NodeLog.Offline(node.Output).Count > 0, 30, () => "the end; the node said: " + node.Output);
        Assert.Equal(($"{MqttFault.TlsRefusedUs}", ProbablyRefused), NodeLog.Offline(node.Output)[0]);
        Assert.DoesNotContain("born", node.Output, StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(Stage stage, string program, string version, string alert, string? crlFile = null)
    {
        TlsPeer peer = await TlsPeer.StartAsync(stage, program, version, crlFile);
        bool hears = program == TlsPeer.Mosquitto;
        if (hears)
        {
            await stage.ListenAsync();
        }
        PeerProcess node = stage.StartNode(straight: true);

        // Two attempts, so that the second is refused like the first.
        await Wait.UntilAsync(() => NodeLog.Offline(node.Output).Count >= 2, 120,
            () => $"two refusals; the node said: {node.Output}; the peer: {peer.Output}");
        foreach ((string fault, string words) in NodeLog.Offline(node.Output))
        {
            Assert.Equal($"{MqttFault.TlsRefusedUs}", fault);
            bool named = words.StartsWith($"the broker sent the TLS alert {alert}; ours is CN={Stage.NodeName}, valid until", StringComparison.Ordinal);
            Assert.True(named || (version == "1.3" && words == ProbablyRefused), words);
        }
        Assert.DoesNotContain("born", node.Output, StringComparison.Ordinal);
        if (!hears)
        {
            Assert.False(peer.GotMqtt, peer.Output);
            return;
        }

        // The host is the only one that mosquitto let in, and it heard neither a birth nor a will.
        await stage.SendAsync("spBv1.0/end", [1]);
        await stage.HearUntilAsync(() => stage.Heard.Count > 0, "the host's own word", node);
        Assert.Equal("spBv1.0/end", stage.Heard[0].Message.Topic);
        Assert.DoesNotContain("as " + Stage.NodeName, peer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"u'{Stage.NodeName}'", peer.Output, StringComparison.Ordinal);
    }

    private static async Task<MqttFault> FirstFaultAsync(MqttNetWire wire, int port)
    {
        MqttFault fault = await Task.Run(() => wire.Open(0, "localhost", port));
        fault = fault == MqttFault.None ? wire.Connect("plant1-node1", null, null, "will", [1, 2, 3], 3, 30) : fault;
        var packet = new MqttInbound();
        DateTime end = DateTime.UtcNow.AddSeconds(20);
        while (fault == MqttFault.None && DateTime.UtcNow < end)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            fault = wire.TryReceive(packet);
        }
        return fault;
    }

    private static Stage Ready()
    {
        var stage = new Stage();
        File.Copy(stage.In("ca.pem"), stage.In("client-ca.pem"));
        return stage;
    }

    private static void Save(Stage stage, IssuedCertificate issued) =>
        issued.Save(stage.In(Stage.NodeName + ".pem"), stage.In(Stage.NodeName + ".key"));
}
