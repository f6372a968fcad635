using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;

namespace FieldNode.Virtual.Tests;

/// <summary>Found by fuzzing `check`: .NET loads such certificates, and throws when they are asked.</summary>
public sealed class ReadableCertificateTests
{
    [Theory]
    [InlineData("2.5.29.37", "30030A0101")]
    [InlineData("2.5.29.19", "30030A0101")]
    [InlineData("2.5.29.17", "30038701")]
    public void An_extension_that_cannot_be_read_is_found(string oid, string hex) => Assert.False(ReadableCertificate.Is(With(new X509Extension(oid, Convert.FromHexString(hex), false))));

    [Fact]
    public void Those_that_are_right_and_those_that_nobody_knows_are_readable()
    {
        Assert.True(ReadableCertificate.Is(With(new X509BasicConstraintsExtension(true, true, 1, true))));
        Assert.True(ReadableCertificate.Is(With(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false))));
        Assert.True(ReadableCertificate.Is(With(new X509Extension("1.2.3.4", [0xFF], false))));
    }

    private static X509Certificate2 With(X509Extension extension)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=N", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(extension);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(56), DateTimeOffset.UnixEpoch.AddYears(66));
    }
}
