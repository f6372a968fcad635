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

    /// <summary>
    /// Writes certificate and key (PKCS#8, not encrypted) as PEM; on Unix only the owner may read the key.
    /// </summary>
    public void Save(string certificateFile, string keyFile)
    {
        File.WriteAllText(certificateFile, CertificatePem);
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        SaveSecret(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static void SaveSecret(string file, string text)
    {
        // The mode is set when the file is made: it is at no time readable for others.
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(file);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(file, options);
        writer.Write(text);
    }
}
