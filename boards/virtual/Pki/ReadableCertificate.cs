using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>
/// Whether what a certificate says of itself can be read. .NET takes a certificate whose extensions are broken, and throws when one of them is asked.
/// </summary>
public static class ReadableCertificate
{
    /// <summary>True if each of its extensions that anybody here asks can be read.</summary>
    public static bool Is(X509Certificate2 certificate)
    {
        try
        {
            foreach (X509Extension extension in certificate.Extensions)
            {
                _ = extension switch
                {
                    X509BasicConstraintsExtension constraints => constraints.CertificateAuthority ? 1 : 0,
                    X509EnhancedKeyUsageExtension uses => uses.EnhancedKeyUsages.Count,
                    X509KeyUsageExtension usage => (int)usage.KeyUsages,
                    X509SubjectAlternativeNameExtension names => names.EnumerateDnsNames().Count() + names.EnumerateIPAddresses().Count(),
                    _ => 0,
                };
            }
            _ = certificate.Subject + certificate.Issuer;
            _ = certificate.NotAfter - certificate.NotBefore;
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
