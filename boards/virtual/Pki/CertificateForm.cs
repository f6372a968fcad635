using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FieldNode.Virtual.Pki;

/// <summary>
/// What a certificate says of its subject, and in which extensions. Only such as mbedTLS, OpenSSL and .NET all take: basic constraints, key
/// usage, extended key usage, key identifiers, alternative names.
/// </summary>
internal static class CertificateForm
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    /// <summary>A certificate for an end: node, host or broker.</summary>
    internal static CertificateRequest End(CertificateRequestOptions options, PublicKey key, X509Certificate2 issuer)
    {
        CertificateRequest request = new(
            Subject(options.CommonName, options.Organization, options.OrganizationalUnit), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(Use(options.Usage, critical: true));
        AddKeyIdentifiers(request, issuer);
        if (options.DnsNames.Count + options.Addresses.Count == 0)
        {
            return request;
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
        return request;
    }

    /// <summary>A certificate for an authority.</summary>
    /// <param name="issuer">Null: it signs itself.</param>
    internal static CertificateRequest Authority(AuthorityOptions options, PublicKey key, X509Certificate2? issuer)
    {
        CertificateRequest request = new(Subject(options.CommonName, options.Organization, null), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, options.IssuersBelow, true));
        request.CertificateExtensions.Add(SignsOthers());
        if (options.Usage is CertificateUsage usage)
        {
            // OpenSSL and .NET hold what is issued to it: a nodes' authority that is stolen makes no broker's certificate for them.
            request.CertificateExtensions.Add(Use(usage, critical: false));
        }

        AddKeyIdentifiers(request, issuer);
        return request;
    }

    internal static X509KeyUsageExtension SignsOthers() => new(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true);

    private static X509EnhancedKeyUsageExtension Use(CertificateUsage usage, bool critical) =>
        new([new Oid(usage == CertificateUsage.Server ? ServerAuth : ClientAuth)], critical);

    private static void AddKeyIdentifiers(CertificateRequest request, X509Certificate2? issuer)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        }
    }

    private static X500DistinguishedName Subject(string commonName, string? organization, string? unit)
    {
        X500DistinguishedNameBuilder builder = new();
        builder.AddCommonName(commonName);
        if (unit is not null)
        {
            builder.AddOrganizationalUnitName(unit);
        }

        if (organization is not null)
        {
            builder.AddOrganizationName(organization);
        }

        return builder.Build();
    }
}
