using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;

namespace FieldNode.Cli;

/// <summary>Certificates and passwords from files; whatever is wrong with one is said with its name.</summary>
internal static class TlsFiles
{
    internal static X509Certificate2 LoadCa(string path)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(System.Text.Encoding.ASCII.GetBytes(Read(path, "--ca")));
        }
        catch (CryptographicException failure)
        {
            throw new UserError(
                $"{path}: no certificate in PEM form. --ca wants the CA's certificate", ExitStatus.Usage, failure);
        }
    }

    internal static X509Certificate2 LoadOwn(string certificatePath, string keyPath)
    {
        string certificate = Read(certificatePath, "--cert");
        string key = Read(keyPath, "--key");
        if (key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new UserError($"{keyPath}: the key is encrypted. Give a file with the plain key", ExitStatus.Usage);
        }
        try
        {
            using X509Certificate2 pem = X509Certificate2.CreateFromPem(certificate, key);
            // Windows cannot use a key that lives in memory only for TLS; the round trip makes it one that it can use.
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new UserError(
                $"{certificatePath}, {keyPath}: not a certificate and its private key in PEM form ({failure.Message})",
                ExitStatus.Usage, failure);
        }
    }

    /// <summary>The first line of the file.</summary>
    internal static string LoadPassword(string path) => Read(path, "--password-file").Split('\n')[0].TrimEnd('\r');

    private static string Read(string path, string option)
    {
        try
        {
            return RegularFile.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{option} {path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }
}
