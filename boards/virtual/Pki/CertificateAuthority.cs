using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>
/// A certificate authority with its key: of the demo and of tests, where the key lives in memory only, or of a site, whose folder keeps it
/// encrypted. ECDSA P-256 throughout. No extension that mbedTLS refuses (it takes no critical name constraints).
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>Length of a new certificate's serial number: 128 random bits (RFC 5280 section 4.1.2.2 allows 20 octets).</summary>
    public const int SerialBytes = 16;

    /// <summary>Rounds of PBKDF2 for a kept key. Slow on purpose, for who tries passwords on a stolen file: some 0.2 s on a PC.</summary>
    public const int Iterations = 600_000;

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

    /// <summary>Makes a new authority that signs for ends only.</summary>
    /// <param name="commonName">Its common name.</param>
    /// <param name="notBefore">Null: an hour ago.</param>
    /// <param name="notAfter">Null: 30 days from now.</param>
    public static CertificateAuthority Create(
        string commonName, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return CreateRoot(new AuthorityOptions
        {
            CommonName = commonName, NotBefore = notBefore ?? now.AddHours(-1), NotAfter = notAfter ?? now.AddDays(30), IssuersBelow = 0,
        });
    }

    /// <summary>Makes a new authority that signs itself.</summary>
    public static CertificateAuthority CreateRoot(AuthorityOptions options)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = CertificateForm.Authority(options, new PublicKey(key), issuer: null);
        using X509Certificate2 certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), options.NotBefore, options.NotAfter, NewSerial());
        return new CertificateAuthority(key, X509CertificateLoader.LoadCertificate(certificate.RawData));
    }

    /// <summary>An authority whose certificate and key were kept.</summary>
    /// <param name="certificate">Its certificate; this object takes it.</param>
    /// <param name="encryptedKeyPem">The PKCS#8 key as <see cref="EncryptedKeyPem"/> made it.</param>
    /// <param name="password">Opens the key.</param>
    /// <exception cref="CryptographicException">The password is wrong, or the file is no such key.</exception>
    /// <exception cref="ArgumentException">The key is not the certificate's, or not encrypted.</exception>
    public static CertificateAuthority Open(X509Certificate2 certificate, string encryptedKeyPem, ReadOnlySpan<char> password)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromEncryptedPem(encryptedKeyPem, password);
            if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            {
                throw new ArgumentException("the key is not the one of the certificate", nameof(encryptedKeyPem));
            }
            return new CertificateAuthority(key, certificate);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Makes an authority below this one, with a key of its own.</summary>
    public CertificateAuthority CreateIssuing(AuthorityOptions options)
    {
        ECDsa below = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateAuthority(below, SignAuthority(new PublicKey(below), options));
    }

    /// <summary>A certificate for an authority below this one that has a key already.</summary>
    public X509Certificate2 SignAuthority(PublicKey subjectKey, AuthorityOptions options) =>
        Sign(CertificateForm.Authority(options, subjectKey, Certificate), options.NotBefore, options.NotAfter, NewSerial());

    /// <summary>The private key, encrypted (PKCS#8, PBES2 with AES-256 and PBKDF2-SHA256), as PEM.</summary>
    public string EncryptedKeyPem(ReadOnlySpan<char> password, int iterations = Iterations) => key.ExportEncryptedPkcs8PrivateKeyPem(
        password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations)) + "\n";

    /// <summary>A request (PKCS#10) for a certificate of this authority by another one, as PEM.</summary>
    public string SigningRequestPem() => new CertificateRequest(Certificate.SubjectName, key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions =
        {
            new X509BasicConstraintsExtension(true, true, 0, true), CertificateForm.SignsOthers(),
            new X509SubjectKeyIdentifierExtension(Certificate.PublicKey, false),
        },
    }.CreateSigningRequestPem() + "\n";

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

    /// <summary>Issues a certificate with a new key as asked for; a window outside of the authority's own is possible.</summary>
    public IssuedCertificate Issue(CertificateRequestOptions options)
    {
        using ECDsa leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Sign(new PublicKey(leafKey), options);
        return new IssuedCertificate(certificate.CopyWithPrivateKey(leafKey));
    }

    /// <summary>Issues a certificate for a key that somebody else has.</summary>
    public X509Certificate2 Sign(PublicKey subjectKey, CertificateRequestOptions options)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return Sign(CertificateForm.End(options, subjectKey, Certificate),
            options.NotBefore ?? now.AddHours(-1), options.NotAfter ?? now.AddDays(30), options.Serial ?? NewSerial());
    }

    /// <summary>A serial number: 128 random bits, not zero.</summary>
    public static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[^1] |= (byte)(serial.All(b => b == 0) ? 1 : 0);
        return serial;
    }

    /// <summary>The authority's list of certificates that count no more (CRL, RFC 5280 section 5), as PEM; valid for 30 days.</summary>
    public string RevocationListPem(params IssuedCertificate[] revoked)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return RevocationListPem(
            [.. revoked.Select(one => new RevokedSerial(one.Certificate.SerialNumberBytes, now, X509RevocationReason.Unspecified))],
            number: 1, now.AddHours(-1), now.AddDays(30));
    }

    /// <summary>The same with all that it says.</summary>
    /// <param name="revoked">What counts no more.</param>
    /// <param name="number">Number of the list; each list of an authority has a higher one.</param>
    /// <param name="from">When it was made.</param>
    /// <param name="until">When the next one is due: who checks against a list that is older refuses everybody.</param>
    public string RevocationListPem(
        IReadOnlyList<RevokedSerial> revoked, System.Numerics.BigInteger number, DateTimeOffset from, DateTimeOffset until)
    {
        CertificateRevocationListBuilder list = new();
        foreach (RevokedSerial one in revoked)
        {
            list.AddEntry(one.Serial.Span, one.Utc, one.Reason);
        }

        byte[] der = list.Build(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            number,
            until,
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false),
            from);
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

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset until, byte[] serial) =>
        request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, until, serial);
}
