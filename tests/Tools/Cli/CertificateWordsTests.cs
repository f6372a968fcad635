using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class CertificateWordsTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("error:0A000415:SSL routines::sslv3 alert certificate expired", "(certificate expired). By the broker's clock it has ended: look at that clock")]
    [InlineData("error:0A000418:SSL routines::tlsv1 alert unknown ca", "(unknown ca). The broker does not know its CA (it is not of CN=Plant CA, the CA in --ca): take a certificate of the CA that the broker trusts")]
    [InlineData("error:0A000414:SSL routines::ssl/tls alert certificate revoked", "(certificate revoked). It was revoked: issue a new one")]
    public void What_the_broker_has_against_our_certificate_is_said_with_its_name_and_what_to_do(string openSsl, string words)
    {
        using X509Certificate2 own = Make("CN=host1", Now.AddDays(-9), Now.AddDays(9));
        Assert.Equal($"the broker refuses our certificate, CN=host1, valid 2026-05-23 to 2026-06-10 {words}", Refused(openSsl, own));
    }

    [Fact]
    public void What_can_be_seen_from_here_comes_first()
    {
        using X509Certificate2 old = Make("CN=host1", Now.AddDays(-9), Now.AddDays(-1));
        using X509Certificate2 early = Make("CN=host1", Now.AddDays(1), Now.AddDays(9));
        using X509Certificate2 server = Make("CN=host1", Now.AddDays(-9), Now.AddDays(9), BrokerTrust.ServerUsage);
        Assert.EndsWith("It has ended: renew it", Refused("alert certificate unknown", old));
        Assert.Contains("It is not valid yet: look at the clocks", Refused("alert bad certificate", early));
        Assert.Contains("its extended key usage needs clientAuth", Refused("alert unsupported certificate", server));
    }

    [Fact]
    public void Who_gave_none_is_told_to_give_one() =>
        Assert.Equal("the broker wants a certificate of us (certificate required): give --cert and --key", Refused("tlsv13 alert certificate required", null));

    [Theory]
    [InlineData("Unable to read data from the transport connection")]
    [InlineData("tlsv1 alert protocol version")]
    public void Any_other_failure_says_nothing_of_certificates(string message)
    {
        using X509Certificate2 own = Make("CN=host1", Now.AddDays(-9), Now.AddDays(9));
        Assert.Null(Refused(message, own));
    }

    private static string? Refused(string message, X509Certificate2? own)
    {
        using X509Certificate2 ca = Make("CN=Plant CA", Now.AddDays(-9), Now.AddDays(9));
        return CertificateWords.Refused(new IOException("outer", new CryptographicException(message)), own, ca, Now);
    }

    private static X509Certificate2 Make(string name, DateTime from, DateTime to, string usage = BrokerTrust.ClientUsage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        return request.CreateSelfSigned(from, to);
    }
}
