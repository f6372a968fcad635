using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>A certificate that a plant's own CA signed, held against all that a board or a broker would refuse.</summary>
internal sealed class PlantCertificate
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    // x509_get_crt_ext of mbedTLS 2.28 and 3.6: all other critical extensions make a certificate unreadable for it.
    private static readonly string[] KnownToMbedTls =
    [
        "2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.17", "2.5.29.32", "2.16.840.1.113730.1.1",
    ];

    private readonly string file;
    private readonly DateTimeOffset now;

    /// <param name="file">The certificate.</param>
    /// <param name="chainFile">The CAs above it, up to the root.</param>
    /// <param name="now">The dates must hold then.</param>
    /// <exception cref="UserError">A file cannot be read, or the chain does not hold.</exception>
    internal PlantCertificate(string file, string chainFile, DateTimeOffset now)
    {
        this.file = file;
        this.now = now;
        NamedFile.MustBeThere(file, "It must be the certificate that the plant's CA signed");
        NamedFile.MustBeThere(chainFile, "--chain wants the plant's CAs, up to the root");
        Certificate = PkiFolder.LoadCertificate(file);
        try
        {
            Above.ImportFromPem(RegularFile.ReadAllText(chainFile));
        }
        catch (CryptographicException failure)
        {
            throw new UserError($"{chainFile}: no certificates in PEM form", ExitStatus.Usage, failure);
        }
        CheckChain(chainFile);
        CheckForm(Certificate);
        foreach (X509Certificate2 above in Above)
        {
            CheckForm(above);
        }
    }

    internal X509Certificate2 Certificate { get; }

    /// <summary>From the one that signed up to the root.</summary>
    internal X509Certificate2Collection Above { get; } = [];

    /// <summary>The CAs above it without the root, as PEM.</summary>
    internal string AboveWithoutRoot => string.Concat(Above.Where(one => !IsRoot(one)).Select(one => one.ExportCertificatePem() + "\n"));

    /// <summary>The CAs above it, as PEM.</summary>
    internal string AbovePem => string.Concat(Above.Select(one => one.ExportCertificatePem() + "\n"));

    internal bool HasKey(PublicKey key) =>
        Certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());

    /// <exception cref="UserError">It is not for what was asked for.</exception>
    internal void MustBeFor(PkiRecord asked)
    {
        string name = Certificate.GetNameInfo(X509NameType.SimpleName, false);
        if (name != asked.Name)
        {
            throw Refused($"it is for '{name}', and asked for was '{asked.Name}'");
        }
        if (Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority))
        {
            throw Refused("it is a CA's, and not one of an end");
        }
        if (Certificate.Extensions.OfType<X509KeyUsageExtension>().Any(e => (e.KeyUsages & X509KeyUsageFlags.DigitalSignature) == 0))
        {
            throw Refused("its key usage has no digitalSignature");
        }
        string use = asked.Role == PkiRole.Server ? ServerAuth : ClientAuth;
        string[] uses = [.. Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value!))];
        if (!uses.Contains(use))
        {
            throw Refused($"its extended key usage has no {(asked.Role == PkiRole.Server ? "serverAuth" : "clientAuth")}");
        }
        if (asked.Role != PkiRole.Server && uses.Contains(ServerAuth))
        {
            throw Refused("its extended key usage has serverAuth: it could pose as a broker");
        }
        foreach (string host in asked.Hosts ?? [])
        {
            if (!Certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false))
            {
                throw Refused($"it does not name the host {host}");
            }
        }
    }

    /// <exception cref="UserError">It is no certificate for an issuing CA.</exception>
    internal void MustBeCa()
    {
        if (!Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority)
            || !Certificate.Extensions.OfType<X509KeyUsageExtension>().Any(
                e => (e.KeyUsages & (X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)) == (X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)))
        {
            throw Refused("it is for a CA's key, and not a CA's certificate with keyCertSign and cRLSign");
        }
        if (!Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any())
        {
            throw Refused("it has no subject key identifier, which a CA's certificate must have (RFC 5280 section 4.2.1.2)");
        }
    }

    private void CheckChain(string chainFile)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Above);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        if (!chain.Build(Certificate))
        {
            X509ChainStatusFlags flags = ChainOfTrust.Flags(chain, Above, now.LocalDateTime);
            throw Refused((flags & X509ChainStatusFlags.NotTimeValid) != 0
                ? $"it is valid from {PkiClock.Words(Certificate.NotBefore)} to {PkiClock.Words(Certificate.NotAfter)}, or a CA of its is not valid now"
                : $"it does not chain to a root in {chainFile} ({string.Join(", ", chain.ChainStatus.Select(s => s.Status))})");
        }
        X509Certificate2[] order = [.. chain.ChainElements.Skip(1).Select(element => Above.First(
            one => one.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)))];
        Above.Clear();
        Above.AddRange(order);
    }

    private void CheckForm(X509Certificate2 certificate)
    {
        if (!ReadableCertificate.Is(certificate))
        {
            throw Refused("it, or a CA above it, has an extension that cannot be read");
        }
        X509Extension? unknown = certificate.Extensions.FirstOrDefault(e => e.Critical && !KnownToMbedTls.Contains(e.Oid?.Value));
        if (unknown is not null)
        {
            throw Refused($"the critical extension {unknown.Oid?.Value} ({unknown.Oid?.FriendlyName}) of {certificate.Subject}: "
                + "mbedTLS on a board reads no certificate that has it");
        }
        if (SigningRequest.KeyFault(certificate.PublicKey) is { } fault)
        {
            throw Refused($"{certificate.Subject} has {fault}");
        }
        string? signature = certificate.SignatureAlgorithm.FriendlyName;
        if (!IsRoot(certificate) && signature?.Contains("sha1", StringComparison.OrdinalIgnoreCase) != false)
        {
            throw Refused($"{certificate.Subject} is signed with {signature ?? certificate.SignatureAlgorithm.Value}");
        }
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private UserError Refused(string why) => new($"{file}: refused: {why}");
}
