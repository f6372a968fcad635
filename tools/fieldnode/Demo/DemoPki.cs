using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Cli;

/// <summary>
/// A certificate authority that lives as long as the demo, and what it signs; the CA's key never leaves memory.
/// </summary>
internal sealed class DemoPki : IDisposable
{
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private readonly string folder;

    internal DemoPki(string folder)
    {
        this.folder = folder;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=FieldNode demo CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Ca = request.CreateSelfSigned(DateTimeOffset.UtcNow - Slack, DateTimeOffset.UtcNow + Life);
        File.WriteAllText(CaFile, Ca.ExportCertificatePem());
    }

    internal X509Certificate2 Ca { get; }

    internal string CaFile => Path.Combine(folder, "ca.pem");

    internal string CertificateFile(string name) => Path.Combine(folder, name + ".pem");

    internal string KeyFile(string name) => Path.Combine(folder, name + ".key");

    /// <summary>Makes a certificate for a broker on this machine, with its key.</summary>
    internal X509Certificate2 IssueBroker()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        return Issue("localhost", BrokerTrust.ServerUsage, names.Build());
    }

    /// <summary>Makes a certificate for a client and writes it and its key as PEM files.</summary>
    internal void IssueClient(string name)
    {
        using X509Certificate2 certificate = Issue(name, BrokerTrust.ClientUsage, null);
        File.WriteAllText(CertificateFile(name), certificate.ExportCertificatePem());
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(KeyFile(name), key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => Ca.Dispose();

    private X509Certificate2 Issue(string name, string usageOid, X509Extension? alternativeNames)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usageOid)], false));
        if (alternativeNames is not null)
        {
            request.CertificateExtensions.Add(alternativeNames);
        }
        using X509Certificate2 signed = request.Create(
            Ca, DateTimeOffset.UtcNow - Slack, Ca.NotAfter, RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(
            whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
