using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>A certificate together with its private key.</summary>
public sealed class IssuedCertificate : IDisposable
{
    internal IssuedCertificate(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate, with its key. Belongs to this object.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as PEM.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>The private key (PKCS#8, not encrypted) as PEM.</summary>
    public string KeyPem()
    {
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>
    /// Writes certificate and key (PKCS#8, not encrypted) as PEM; on Unix only the owner may read the key.
    /// </summary>
    public void Save(string certificateFile, string keyFile)
    {
        DurableFile.Write(certificateFile, CertificatePem);
        DurableFile.WriteSecret(keyFile, KeyPem());
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
