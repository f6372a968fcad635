using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary>Certificates by name, and what a broker has against ours.</summary>
internal static partial class CertificateWords
{
    private const int NamesMax = 8; // of a server that nobody has judged yet
    private const string ClientUsage = BrokerTrust.ClientUsage;

    /// <summary>"CN=node1 of CN=Trial CA, valid 2026-01-01 to 2027-01-01"; of itself it is without the second name.</summary>
    internal static string Of(X509Certificate2 certificate) => string.Create(CultureInfo.InvariantCulture,
        $"{Name(certificate.SubjectName)}{(certificate.Subject == certificate.Issuer ? "" : " of " + Name(certificate.IssuerName))}, valid {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");

    /// <summary>The names that a broker's certificate is good for: what may stand in --host.</summary>
    internal static string NamesOf(X509Certificate2 certificate)
    {
        try
        {
            string[] names =
            [
                .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                    .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString()))).Take(NamesMax + 1),
            ];
            return names.Length == 0 ? "no name at all (it has no subjectAltName)"
                : string.Join(", ", names.Take(NamesMax)) + (names.Length > NamesMax ? " and more" : "");
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return "names that cannot be read";
        }
    }

    /// <summary>
    /// What the broker said against our certificate (a TLS alert; RFC 8446, section 6), with what can be seen wrong with it from here, and what to do; null if it said
    /// nothing of the kind.
    /// </summary>
    internal static string? Refused(Exception failure, X509Certificate2? own, X509Certificate2 ca, DateTime utc)
    {
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            if (AlertText().Match(at.Message) is { Success: true } alert)
            {
                return Said(alert.Groups[1].Value.ToLowerInvariant(), own, ca, utc);
            }
        }
        return null;
    }

    /// <summary>What is wrong with our certificate as far as it can be seen from here, or null.</summary>
    internal static string? Wrong(X509Certificate2 own, DateTime utc)
    {
        if (own.NotAfter.ToUniversalTime() < utc)
        {
            return "It has ended: renew it";
        }
        if (own.NotBefore.ToUniversalTime() > utc)
        {
            return "It is not valid yet: look at the clocks of this machine and of who issued it";
        }
        if (!ReadableCertificate.Is(own))
        {
            return "It has an extension that cannot be read: issue a new one";
        }
        X509EnhancedKeyUsageExtension? use = own.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        return use is not null && !use.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(oid => oid.Value == ClientUsage)
            ? "It is not made for clients: its extended key usage needs clientAuth"
            : null;
    }

    private static string? Said(string alert, X509Certificate2? own, X509Certificate2 ca, DateTime utc)
    {
        bool isOfCertificate = alert.Contains("certificate", StringComparison.Ordinal) || alert is "unknown ca" or "access denied" or "decrypt error";
        if (own is null)
        {
            return isOfCertificate || alert == "handshake failure" ? $"the broker wants a certificate of us ({alert}): give --cert and --key" : null;
        }
        if (!isOfCertificate)
        {
            return null;
        }
        string foreign = own.Issuer == ca.Subject ? "" : $" (it is not of {Name(ca.SubjectName)}, the CA in --ca)";
        string what = Wrong(own, utc) ?? alert switch
        {
            "unknown ca" => $"The broker does not know its CA{foreign}: take a certificate of the CA that the broker trusts",
            "certificate revoked" => "It was revoked: issue a new one",
            "certificate expired" => "By the broker's clock it has ended: look at that clock",
            _ => $"Look whether the broker trusts its CA{foreign}, and into the broker's log",
        };
        return $"the broker refuses our certificate, {Of(own)} ({alert}). {what}";
    }

    private static string Name(X500DistinguishedName name) => name.Name.Length == 0 ? "(no name)" : name.Name.Length <= 120 ? name.Name : name.Name[..119] + "…";

    /// <summary>As OpenSSL has it: "tlsv1 alert unknown ca", "ssl/tls alert certificate expired", "tlsv13 alert certificate required".</summary>
    [GeneratedRegex(@"\balert ([a-z][a-z ]*[a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex AlertText();
}
