using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;

namespace FieldNode.Mqtt.Tests;

public sealed class CertificateAuthorityTests : IDisposable
{
    private readonly TestPki pki = new();

    [Fact]
    public void What_it_issues_chains_to_it_and_says_what_was_asked_for()
    {
        DateTimeOffset until = DateTimeOffset.UtcNow.AddDays(400);
        using IssuedCertificate issued = pki.Ca.Issue(new CertificateRequestOptions
        {
            CommonName = "a=b, \"c\"", NotAfter = until,
        });
        X509Certificate2 certificate = issued.Certificate;
        Assert.Equal("a=b, \"c\"", certificate.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Equal(until.ToUnixTimeSeconds(), new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds());
        Assert.True(certificate.HasPrivateKey);
        Assert.False(pki.Ca.Certificate.HasPrivateKey);

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(pki.Ca.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(certificate));
    }

    [Fact]
    public void Its_revocation_list_names_the_certificates_that_count_no_more()
    {
        using IssuedCertificate lost = pki.Ca.IssueClient("lost");
        string pem = pki.Ca.RevocationListPem(lost);
        CertificateRevocationListBuilder list = CertificateRevocationListBuilder.LoadPem(pem, out var number);
        Assert.Equal(1, number);
        Assert.True(list.RemoveEntry(lost.Certificate.SerialNumberBytes.Span));
        Assert.False(list.RemoveEntry(pki.Broker.Certificate.SerialNumberBytes.Span));
    }

    [Fact]
    public void Two_certificates_of_one_name_differ_in_their_serial_number()
    {
        using IssuedCertificate one = pki.Ca.IssueClient("n");
        using IssuedCertificate two = pki.Ca.IssueClient("n");
        Assert.NotEqual(one.Certificate.SerialNumber, two.Certificate.SerialNumber);
    }

    [Fact]
    public void Only_the_owner_may_read_a_saved_key_even_where_a_file_was_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        File.WriteAllText(pki.KeyFile, "");
        using IssuedCertificate issued = pki.Ca.IssueClient("n");
        issued.Save(pki.CertFile, pki.KeyFile);
        Assert.True(!OperatingSystem.IsWindows()
            && File.GetUnixFileMode(pki.KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    public void Dispose() => pki.Dispose();
}
