using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>
/// A certificate authority whose key lives in memory: for the demo and for tests. ECDSA P-256 throughout.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa key;

    private CertificateAuthority(ECDsa key, X509Certificate2 certificate)
    {
        this.key = key;
        Certificate = certificate;
    }

    /// <summary>The authority's own certificate, without its key. Belongs to this object.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's own certificate as PEM.</summary>
    public string CertificatePem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>Makes a new authority.</summary>
    /// <param name="commonName">Its common name.</param>
    /// <param name="notBefore">Null: an hour ago.</param>
    /// <param name="notAfter">Null: 30 days from now.</param>
    public static CertificateAuthority Create(
        string commonName, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Subject(commonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));

        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 withKey = request.CreateSelfSigned(
            notBefore ?? now.AddHours(-1), notAfter ?? now.AddDays(30));
        return new CertificateAuthority(key, X509CertificateLoader.LoadCertificate(withKey.RawData));
    }

    /// <summary>Issues a broker's certificate for host names and addresses.</summary>
    public IssuedCertificate IssueServer(string commonName, params string[] hosts) =>
        Issue(new CertificateRequestOptions
        {
            CommonName = commonName,
            Usage = CertificateUsage.Server,
            DnsNames = [.. hosts.Where(host => !IPAddress.TryParse(host, out _))],
            Addresses = [.. hosts.Where(host => IPAddress.TryParse(host, out _)).Select(IPAddress.Parse)],
        });

    /// <summary>Issues a certificate for a node or a host.</summary>
    public IssuedCertificate IssueClient(string commonName) =>
        Issue(new CertificateRequestOptions { CommonName = commonName, Usage = CertificateUsage.Client });

    /// <summary>Issues a certificate as asked for; a window outside of the authority's own is possible.</summary>
    public IssuedCertificate Issue(CertificateRequestOptions options)
    {
        using ECDsa leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Subject(options.CommonName), leafKey, HashAlgorithmName.SHA256);
        AddExtensions(request, options);

        // RFC 5280 section 4.1.2.2: positive, at most 20 octets.
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);

        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.Create(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            options.NotBefore ?? now.AddHours(-1),
            options.NotAfter ?? now.AddDays(30),
            serial);
        return new IssuedCertificate(certificate.CopyWithPrivateKey(leafKey));
    }

    /// <summary>The authority's list of certificates that count no more (CRL, RFC 5280 section 5), as PEM; valid for 30 days.</summary>
    public string RevocationListPem(params IssuedCertificate[] revoked)
    {
        CertificateRevocationListBuilder list = new();
        foreach (IssuedCertificate one in revoked)
        {
            list.AddEntry(one.Certificate);
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        byte[] der = list.Build(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            crlNumber: 1,
            nextUpdate: now.AddDays(30),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false),
            thisUpdate: now.AddHours(-1));
        return PemEncoding.WriteString("X509 CRL", der) + "\n";
    }

    /// <summary>Writes the authority's certificate (never its key) as PEM.</summary>
    public void Save(string certificateFile) => File.WriteAllText(certificateFile, CertificatePem);

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }

    private static X500DistinguishedName Subject(string commonName)
    {
        X500DistinguishedNameBuilder builder = new();
        builder.AddCommonName(commonName);
        return builder.Build();
    }

    private void AddExtensions(CertificateRequest request, CertificateRequestOptions options)
    {
        string usage = options.Usage == CertificateUsage.Server ? ServerAuth : ClientAuth;
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        if (options.DnsNames.Count + options.Addresses.Count == 0)
        {
            return;
        }

        SubjectAlternativeNameBuilder names = new();
        foreach (string name in options.DnsNames)
        {
            names.AddDnsName(name);
        }

        foreach (IPAddress address in options.Addresses)
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
    }
}
