using System.Security.Cryptography;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Tools.Tests;

public sealed class CrlFactsTests
{
    [Theory]
    [InlineData(2030)]
    [InlineData(2060)] // from 2050 on another form of time (RFC 5280 section 4.1.2.5)
    public void Issuer_and_next_update_are_read(int year)
    {
        using CertificateAuthority ca = CertificateAuthority.Create("Plant CA");
        var due = new DateTimeOffset(year, 2, 3, 4, 5, 6, TimeSpan.Zero);
        CrlFacts facts = CrlFacts.Of(ca.RevocationListPem([], 1, DateTimeOffset.UtcNow, due));
        Assert.Equal(due, facts.NextUpdate);
        Assert.Equal(ca.Certificate.SubjectName.RawData, facts.Issuer);
    }

    [Fact]
    public void What_is_no_list_is_told()
    {
        Assert.Throws<CryptographicException>(() => CrlFacts.Of("no PEM"));
        using CertificateAuthority ca = CertificateAuthority.Create("Plant CA");
        Assert.Throws<CryptographicException>(() => CrlFacts.Of(PemEncoding.WriteString("X509 CRL", [0x30, 0x03, 0x02, 0x01, 0x01])));
    }
}
