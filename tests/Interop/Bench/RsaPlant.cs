using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Interop.Tests;

/// <summary>A plant's own CAs: a root and an issuing CA, RSA of 2048 bits.</summary>
internal sealed class RsaPlant : IDisposable
{
    private readonly BenchSite site;
    private readonly RSA rootKey = RSA.Create(2048);
    private readonly RSA key = RSA.Create(2048);
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 certificate;

    public RsaPlant(BenchSite site)
    {
        this.site = site;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        root = Request("CN=Plant root", rootKey).CreateSelfSigned(now.AddDays(-20), now.AddYears(10));
        certificate = Request("CN=Plant issuing CA", key).Create(root, now.AddDays(-10), now.AddYears(9), [1, .. RandomNumberGenerator.GetBytes(15)]);
        File.WriteAllText(RootFile, root.ExportCertificatePem() + "\n");
        File.WriteAllText(ChainFile, certificate.ExportCertificatePem() + "\n" + root.ExportCertificatePem() + "\n");
    }

    public string RootFile => site.In("plant-root.pem");

    public string ChainFile => site.In("plant-chain.pem");

    /// <summary>Signs a request with what it asks for.</summary>
    /// <returns>The certificate's file.</returns>
    public string Sign(string requestFile, string[] hosts)
    {
        CertificateRequest request = CertificateRequest.LoadSigningRequestPem(File.ReadAllText(requestFile), HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        Assert.Equal(hosts.Length > 0, request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().Any());
        using X509Certificate2 signed = request.Create(certificate.SubjectName, Signer(), DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddDays(300), [1, .. RandomNumberGenerator.GetBytes(15)]);
        string file = site.In("signed.pem");
        File.WriteAllText(file, signed.ExportCertificatePem() + "\n");
        return file;
    }

    public string EmptyCrl() => PemEncoding.WriteString("X509 CRL", new CertificateRevocationListBuilder().Build(
        certificate.SubjectName, Signer(), 1, DateTimeOffset.UtcNow.AddDays(30), HashAlgorithmName.SHA256,
        X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false), DateTimeOffset.UtcNow.AddHours(-1))) + "\n";

    public void Dispose()
    {
        root.Dispose();
        certificate.Dispose();
        rootKey.Dispose();
        key.Dispose();
    }

    private X509SignatureGenerator Signer() => X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    private static CertificateRequest Request(string subject, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
