using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Mqtt.Tests;

/// <summary>A root, an issuing CA below it, and brokers' certificates of that: as plants with a PKI of their own have them.</summary>
internal sealed class IssuingAuthority : IDisposable
{
    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="isCa">False: the certificate that is posing as an issuing CA is none.</param>
    /// <param name="endDays">When the issuing CA ends, in days from now.</param>
    public IssuingAuthority(bool isCa = true, int endDays = 90)
    {
        CertificateRequest root = new("CN=Plant root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
        Root = root.CreateSelfSigned(Days(-200), Days(200));

        CertificateRequest issuing = new("CN=Plant issuing CA", key, HashAlgorithmName.SHA256);
        issuing.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, isCa, 0, true));
        issuing.CertificateExtensions.Add(new X509KeyUsageExtension(isCa ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, true));
        issuing.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(issuing.PublicKey, false));
        Certificate = issuing.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), Days(-100), Days(endDays), Serial());
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>A certificate with its key.</summary>
    /// <param name="signer">Null: this authority; else another that bears its name.</param>
    public X509Certificate2 Issue(
        string host = "localhost", string usage = "1.3.6.1.5.5.7.3.1", int fromDays = -10, int endDays = 10, IssuingAuthority? signer = null)
    {
        using ECDsa leaf = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=broker", leaf, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        using X509Certificate2 made = request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa((signer ?? this).key),
            Days(fromDays), Days(endDays), Serial());
        return made.CopyWithPrivateKey(leaf);
    }

    public void Dispose()
    {
        Root.Dispose();
        Certificate.Dispose();
        rootKey.Dispose();
        key.Dispose();
    }

    private static byte[] Serial() => [0x40, .. RandomNumberGenerator.GetBytes(8)];

    private static DateTimeOffset Days(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
