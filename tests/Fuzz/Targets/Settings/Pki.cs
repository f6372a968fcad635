using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Fuzz;

/// <summary>A CA and a certificate of it, to begin with.</summary>
internal static class Pki
{
    internal static (string Ca, string Certificate, string Key) Make()
    {
        using ECDsa caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=CA", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var issuer = ca.CreateSelfSigned(from, from.AddYears(20));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = new CertificateRequest("CN=N", key, HashAlgorithmName.SHA256);
        own.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var certificate = own.Create(issuer, from, from.AddYears(10), [1, 2, 3]);
        return (issuer.ExportCertificatePem() + "\n", certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
