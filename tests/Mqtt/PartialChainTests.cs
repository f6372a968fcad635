using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Mqtt.Tests;

/// <summary>
/// A CA file that holds only the issuing CA, over real TLS: taken as an authority by itself, as the board's mbedTLS takes it, and
/// everything else is checked as ever.
/// </summary>
public sealed class PartialChainTests : IDisposable
{
    private readonly TestPki pki = new();
    private readonly IssuingAuthority authority = new();

    public static TheoryData<string> Sent => ["leaf", "leaf, issuing", "leaf, issuing, root"];

    [Theory]
    [MemberData(nameof(Sent))]
    public void A_broker_below_the_issuing_CA_is_believed_whatever_it_sends_of_its_chain(string sent)
    {
        using X509Certificate2 leaf = authority.Issue();
        Assert.Equal((MqttFault.None, ""), Open(authority.Certificate, leaf, Extras(sent)));
        if (sent != "leaf")
        {
            Assert.Equal((MqttFault.None, ""), Open(authority.Root, leaf, Extras(sent)));
        }
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Its_name_dates_and_use_are_checked_as_ever(string sent)
    {
        void Refused(X509Certificate2 leaf, MqttFault fault)
        {
            using (leaf)
            {
                (MqttFault got, string words) = Open(authority.Certificate, leaf, Extras(sent));
                Assert.True(fault == got, $"{fault} expected, {got}: {words}");
            }
        }

        Refused(authority.Issue(host: "other.site"), MqttFault.TlsNameMismatch);
        Refused(authority.Issue(endDays: -1), MqttFault.TlsExpired);
        Refused(authority.Issue(fromDays: 1), MqttFault.TlsNotYetValid);
        Refused(authority.Issue(usage: "1.3.6.1.5.5.7.3.2"), MqttFault.TlsWrongUsage);
        using IssuingAuthority twin = new();
        Refused(twin.Issue(), MqttFault.TlsUntrusted);
        Refused(authority.Issue(signer: twin), MqttFault.TlsUntrusted);
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void An_issuing_CA_that_has_ended_or_is_none_is_no_authority(string sent)
    {
        using IssuingAuthority ended = new(endDays: -1);
        using X509Certificate2 late = ended.Issue();
        Assert.Equal(MqttFault.TlsExpired, Open(ended.Certificate, late, Extras(sent, ended)).Fault);

        using IssuingAuthority none = new(isCa: false);
        using X509Certificate2 forged = none.Issue();
        Assert.Equal(MqttFault.TlsUntrusted, Open(none.Certificate, forged, Extras(sent, none)).Fault);
    }

    [Fact]
    public void A_brokers_own_certificate_in_the_CA_file_makes_it_no_authority()
    {
        using X509Certificate2 leaf = authority.Issue();
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(leaf.RawData);
        Assert.Equal(MqttFault.TlsUntrusted, Open(bare, leaf, []).Fault);
    }

    [Fact]
    public async Task OpenSSL_as_a_broker_below_the_issuing_CA_is_believed()
    {
        using X509Certificate2 leaf = authority.Issue();
        string In(string name, string text)
        {
            string path = Path.Combine(pki.Folder, name);
            File.WriteAllText(path, text);
            return path;
        }

        using ECDsa key = leaf.GetECDsaPrivateKey()!;
        using OpenSslServer server = await OpenSslServer.Start(pki, "-cert", In("leaf.pem", leaf.ExportCertificatePem()),
            "-key", In("leaf.key", key.ExportPkcs8PrivateKeyPem()),
            "-cert_chain", In("chain.pem", authority.Certificate.ExportCertificatePem() + "\n" + authority.Root.ExportCertificatePem()));
        using MqttIdentity identity = Identity(authority.Certificate);
        using MqttNetWire wire = new(pki.Options with { Identity = identity });
        MqttFault fault = wire.Open(0, "localhost", server.Port);
        Assert.True(fault == MqttFault.None, $"{fault}: {wire.LastFaultText}");
    }

    public void Dispose()
    {
        authority.Dispose();
        pki.Dispose();
    }

    private X509Certificate2Collection Extras(string sent, IssuingAuthority? of = null)
    {
        X509Certificate2Collection extras = [];
        if (sent.Contains("issuing", StringComparison.Ordinal))
        {
            extras.Add((of ?? authority).Certificate);
        }

        if (sent.Contains("root", StringComparison.Ordinal))
        {
            extras.Add((of ?? authority).Root);
        }

        return extras;
    }

    private (MqttFault Fault, string Words) Open(X509Certificate2 ca, X509Certificate2 leaf, X509Certificate2Collection extras)
    {
        SslStreamCertificateContext context = SslStreamCertificateContext.Create(leaf, extras, offline: true);
        using RawBroker broker = new(async (socket, ct) =>
        {
            await using SslStream tls = new(new NetworkStream(socket));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, ct);
            await Task.Delay(Timeout.Infinite, ct);
        });
        using MqttIdentity identity = Identity(ca);
        using MqttNetWire wire = new(pki.Options with { Identity = identity });
        return (wire.Open(0, "localhost", broker.Port), wire.LastFaultText);
    }

    private MqttIdentity Identity(X509Certificate2 ca)
    {
        string file = Path.Combine(pki.Folder, "only-issuing.pem");
        File.WriteAllText(file, ca.ExportCertificatePem());
        return MqttIdentity.Load(file, pki.CertFile, pki.KeyFile);
    }
}
