using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class CertificateJudgeTests : IDisposable
{
    private readonly SoundFile file = new();
    private static DateTimeOffset Now => SoundFile.Now;

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(-5, "broker.certificateFile: CN=node1 (", ") ended 5 days ago — issue a new one")]
    [InlineData(12, "warning: broker.certificateFile: CN=node1 (", ") ends in 12 days — issue a new one")]
    public void A_nodes_certificate_that_ended_or_ends_soon_is_told_with_subject_and_days(int days, string begin, string then)
    {
        using var _ = file.Issue(new CertificateRequestOptions { CommonName = "node1", NotBefore = Now.AddDays(-30), NotAfter = Now.AddDays(days).AddHours(days < 0 ? -1 : 1) });
        string said = Assert.Single(file.Lines());
        Assert.StartsWith(begin + Now.AddDays(-30).UtcDateTime.ToString("yyyy-MM-dd"), said, StringComparison.Ordinal);
        Assert.Contains(then, said, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_valid_yet_and_a_clock_that_is_not_set_are_told()
    {
        using var _ = file.Issue(new CertificateRequestOptions { CommonName = "node1", NotBefore = Now.AddDays(3) });
        Assert.Contains("is not valid yet: this machine's clock shows", Assert.Single(file.Lines()), StringComparison.Ordinal);
        SettingsWarning clock = Assert.Single(CertificateJudge.Of(file.Model(), DateTimeOffset.UnixEpoch));
        Assert.Equal("warning: broker: this machine's clock shows 1970-01-01, so no certificate's days were judged — set the clock, and check again", clock.ToString());
    }

    [Fact]
    public void A_leaf_as_CA_is_told()
    {
        File.Copy(file.PathOf("pki/node.pem"), file.PathOf("pki/ca.pem"), overwrite: true);
        string said = Assert.Single(file.Lines());
        Assert.StartsWith("broker.caFile: CN=node1 (", said, StringComparison.Ordinal);
        Assert.Contains(") is no CA — put the certificate of the CA there", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_beside_the_CA_is_only_a_warning()
    {
        File.AppendAllText(file.PathOf("pki/ca.pem"), File.ReadAllText(file.PathOf("pki/node.pem")));
        Assert.StartsWith("warning: broker.caFile: CN=node1 (", Assert.Single(file.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_brokers_certificate_as_CA_and_as_the_nodes_is_called_so()
    {
        using IssuedCertificate server = file.Issue(new CertificateRequestOptions { CommonName = "broker.example", Usage = CertificateUsage.Server });
        Assert.Contains("is a server's certificate: brokers refuse it from a node", Assert.Single(file.Lines()), StringComparison.Ordinal);
        File.WriteAllText(file.PathOf("pki/ca.pem"), server.CertificatePem);
        Assert.Contains(file.Lines(), line => line.StartsWith("broker.caFile: ", StringComparison.Ordinal) && line.Contains("is no CA, but a server's own certificate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_CA_that_ends_is_told_too()
    {
        using CertificateAuthority old = CertificateAuthority.Create("Old CA", Now.AddDays(-400), Now.AddDays(-2).AddHours(-1));
        old.Save(file.PathOf("pki/ca.pem"));
        Assert.Contains("broker.caFile: CN=Old CA (", Assert.Single(file.Lines()), StringComparison.Ordinal);
        File.AppendAllText(file.PathOf("pki/ca.pem"), file.Ca.CertificatePem);
        Assert.StartsWith("warning: broker.caFile: CN=Old CA (", Assert.Single(file.Lines()), StringComparison.Ordinal); // the other one does
    }

    [Fact]
    public void The_order_of_a_chain_is_judged()
    {
        using CertificateAuthority root = CertificateAuthority.CreateRoot(Authority("Root"));
        using CertificateAuthority issuing = root.CreateIssuing(Authority("Issuing"));
        using IssuedCertificate node = file.Issue(new CertificateRequestOptions { CommonName = "node1" }, issuing);
        File.WriteAllText(file.PathOf("pki/node.pem"), node.CertificatePem + issuing.CertificatePem + root.CertificatePem);
        Assert.Empty(file.Lines());
        File.WriteAllText(file.PathOf("pki/node.pem"), node.CertificatePem + root.CertificatePem + issuing.CertificatePem);
        Assert.Contains("stands behind CN=node1, which it did not sign", Assert.Single(file.Lines()), StringComparison.Ordinal);
        File.WriteAllText(file.PathOf("pki/node.pem"), issuing.CertificatePem + node.CertificatePem);
        SettingsFault fault = Assert.Single(file.Read().Faults);
        Assert.Equal("broker.certificateFile", fault.Path);
        Assert.Contains("CN=Issuing (", fault.Value, StringComparison.Ordinal);
        Assert.StartsWith("first the certificate of the key, CN=node1 (", fault.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_the_certificates_and_one_of_another_kind_are_faults_with_its_subject()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file.PathOf("pki/node.key"), other.ExportPkcs8PrivateKeyPem());
        Assert.Contains("an EC key, which is not that of CN=node1 (", Assert.Single(file.Read().Faults).Value, StringComparison.Ordinal);
        using RSA rsa = RSA.Create(2048);
        File.WriteAllText(file.PathOf("pki/node.key"), rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("an RSA key, which is not that of CN=node1 (", Assert.Single(file.Read().Faults).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_RSA_key_is_told()
    {
        using RSA rsa = RSA.Create(1024);
        var request = new CertificateRequest("CN=small", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 small = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(200));
        File.WriteAllText(file.PathOf("pki/node.pem"), small.ExportCertificatePem());
        File.WriteAllText(file.PathOf("pki/node.key"), rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("an RSA key of 1024 bits, which brokers refuse", Assert.Single(file.Lines()), StringComparison.Ordinal);
    }

    private static AuthorityOptions Authority(string name) => new() { CommonName = name, NotBefore = Now.AddDays(-10), NotAfter = Now.AddDays(400), IssuersBelow = name == "Root" ? 1 : 0 };
}
