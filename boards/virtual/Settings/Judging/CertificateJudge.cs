using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// What is wrong with certificates whose files can be read: dates, what they are for, what signs them, the order of a chain. Key and certificate
/// that do not belong together are a fault of the file, and <see cref="BrokerFiles"/> has it.
/// </summary>
internal static class CertificateJudge
{
    /// <summary>A node tells the same days before its certificate ends (event 18).</summary>
    internal const int SoonDays = 60;

    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Ec = "1.2.840.10045.2.1";
    private const string Sha1Rsa = "1.2.840.113549.1.1.5";
    private const string Sha1Ec = "1.2.840.10045.4.1";
    private const int RsaBitsMin = 2048; // OpenSSL's security level 2, the default of brokers
    private const int ClockFloorYear = 2026;

    /// <summary>Judges the files of all brokers.</summary>
    /// <param name="settings">The names of files in it are absolute.</param>
    /// <param name="now">Time to judge dates at.</param>
    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings, DateTimeOffset now)
    {
        bool isClockSet = now.Year >= ClockFloorYear;
        if (!isClockSet)
        {
            yield return new SettingsWarning("broker", $"this machine's clock shows {now:yyyy-MM-dd}, so no certificate's days were judged", "set the clock, and check again");
        }

        DateTimeOffset? at = isClockSet ? now : null;
        foreach (SettingsWarning warning in Authorities("broker.caFile", settings.Broker.CaFile, at).Concat(Own("broker.certificateFile", settings.Broker.CertificateFile, at)))
        {
            yield return warning;
        }

        for (int i = 0; i < (settings.OtherBrokers?.Length ?? 0); i++)
        {
            if (settings.OtherBrokers![i].CaFile is { } file)
            {
                foreach (SettingsWarning warning in Authorities($"otherBrokers[{i}].caFile", file, at))
                {
                    yield return warning;
                }
            }
        }
    }

    /// <summary>True for the kinds of keys that a broker and a board can use.</summary>
    internal static bool IsKnownKey(X509Certificate2 certificate) => certificate.PublicKey.Oid.Value is Rsa or Ec;

    private static List<SettingsWarning> Authorities(string path, string file, DateTimeOffset? at)
    {
        var found = new List<SettingsWarning>();
        X509Certificate2Collection all = Read(file);
        foreach (X509Certificate2 certificate in all)
        {
            if (!IsAuthority(certificate))
            {
                found.Add(new SettingsWarning(path, $"{CertificateWords.Of(certificate)} is no CA{(IsServer(certificate) ? ", but a server's own certificate" : "")}",
                    "put the certificate of the CA there that signed the broker's", StopsWork: !all.Any(IsAuthority)));
            }

            bool isNeeded = !all.Any(other => other != certificate && IsAuthority(other) && (at is not { } now || (now >= other.NotBefore && now <= other.NotAfter)));
            Judge(found, path, certificate, at, isNeeded, "put the CA's new certificate there, beside the old one while both are in use");
        }

        Dispose(all);
        return found;
    }

    private static List<SettingsWarning> Own(string path, string file, DateTimeOffset? at)
    {
        var found = new List<SettingsWarning>();
        X509Certificate2Collection all = Read(file);
        if (all.Count == 0)
        {
            return found;
        }

        X509Certificate2 own = all[0];
        if (IsAuthority(own))
        {
            found.Add(new SettingsWarning(path, $"{CertificateWords.Of(own)} is a CA", "put the node's own certificate there, and keep the CA's key off the node", StopsWork: true));
        }
        else if (Uses(own) is { } uses && !uses.Contains(ClientAuth))
        {
            found.Add(new SettingsWarning(path, $"{CertificateWords.Of(own)} is {(IsServer(own) ? "a server's certificate" : "not for TLS clients")}: brokers refuse it from a node",
                "issue one with extendedKeyUsage=clientAuth (fieldnode pki issue does)", StopsWork: true));
        }

        foreach (X509Certificate2 certificate in all)
        {
            Judge(found, path, certificate, at, true, "issue a new one (fieldnode pki renew), and put it there");
        }

        Order(found, path, all);
        Dispose(all);
        return found;
    }

    private static void Judge(List<SettingsWarning> found, string path, X509Certificate2 certificate, DateTimeOffset? at, bool isNeeded, string todo)
    {
        if (WeakKey(certificate) is { } why)
        {
            found.Add(new SettingsWarning(path, $"{CertificateWords.Of(certificate)} has {why}", "issue one that is signed with SHA-256, with a key of EC P-256 or P-384, or RSA of 2048 bits or more"));
        }

        if (at is not { } now)
        {
            return;
        }

        DateTimeOffset from = certificate.NotBefore;
        DateTimeOffset until = certificate.NotAfter;
        string words = CertificateWords.Of(certificate);
        if (now < from)
        {
            found.Add(new SettingsWarning(path, $"{words} is not valid yet: this machine's clock shows {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC", "set the clock, or wait", StopsWork: isNeeded));
        }
        else if (now > until)
        {
            found.Add(new SettingsWarning(path, $"{words} ended {CertificateWords.Days(now - until)} ago", todo, StopsWork: isNeeded));
        }
        else if ((until - now).TotalDays < SoonDays)
        {
            found.Add(new SettingsWarning(path, $"{words} ends in {CertificateWords.Days(until - now)}", todo));
        }
    }

    // RFC 5246, section 7.4.2: each certificate certifies the one before it. OpenSSL sorts them, mbedTLS does not.
    private static void Order(List<SettingsWarning> found, string path, X509Certificate2Collection all)
    {
        for (int i = 1; i < all.Count; i++)
        {
            if (!all[i].SubjectName.RawData.AsSpan().SequenceEqual(all[i - 1].IssuerName.RawData))
            {
                found.Add(new SettingsWarning(path, $"{CertificateWords.Of(all[i])} stands behind {CertificateWords.Subject(all[i - 1])}, which it did not sign",
                    "put the node's certificate first, and behind each the one that signed it"));
                return;
            }
        }
    }

    private static string? WeakKey(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null && rsa.KeySize < RsaBitsMin)
        {
            return $"an RSA key of {rsa.KeySize} bits, which brokers refuse";
        }

        bool isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData); // nobody checks its own signature
        return !isRoot && certificate.SignatureAlgorithm.Value is (Sha1Rsa or Sha1Ec) ? "a signature by SHA-1, which brokers refuse" : null;
    }

    private static bool IsAuthority(X509Certificate2 certificate)
    {
        X509BasicConstraintsExtension? constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        return constraints?.CertificateAuthority ?? (certificate.Version < 3 && certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData));
    }

    private static bool IsServer(X509Certificate2 certificate) => Uses(certificate)?.Contains(ServerAuth) == true;

    // Null: it does not say.
    private static HashSet<string>? Uses(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } extension
            ? [.. extension.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value!)]
            : null;

    private static X509Certificate2Collection Read(string file)
    {
        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(RegularFile.ReadAllText(file));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // It is a fault of the file, which was told, or it went away a moment ago.
        }

        return all;
    }

    private static void Dispose(X509Certificate2Collection all)
    {
        foreach (X509Certificate2 certificate in all)
        {
            certificate.Dispose();
        }
    }
}
