using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>What counts no more: marked in the record first, then listed (CRL), so that a cut between both is found and made good.</summary>
internal static class PkiRevocation
{
    /// <summary>
    /// How long a list is good. A broker whose list is older refuses everybody, so it is long: what matters is that a new one is made when
    /// something is revoked.
    /// </summary>
    internal const int ListDays = 180;

    internal static string FirstList(CertificateAuthority ca, DateTimeOffset now) =>
        ca.RevocationListPem([], BigInteger.One, now - PkiClock.Backdate, now.AddDays(ListDays));

    /// <summary>The issuing CA whose list has a certificate of a role.</summary>
    internal static PkiIssuer IssuerOf(PkiEntry entry) => entry.Record.Role == PkiRole.Server ? PkiIssuer.Brokers : PkiIssuer.Nodes;

    /// <summary>Revokes certificates and makes the lists of their CAs anew.</summary>
    /// <param name="unlock">Gives an issuing CA with its key.</param>
    /// <returns>Those that were not revoked before.</returns>
    /// <exception cref="UserError">A CA has ended, or the clock is wrong: then nothing is revoked.</exception>
    internal static IReadOnlyList<PkiEntry> Revoke(
        PkiFolder pki, IReadOnlyList<PkiEntry> entries, X509RevocationReason reason, Func<PkiIssuer, CertificateAuthority> unlock)
    {
        var authorities = new Dictionary<PkiIssuer, CertificateAuthority>();
        try
        {
            foreach (PkiIssuer issuer in entries.Select(IssuerOf).Distinct())
            {
                authorities[issuer] = unlock(issuer);
                PkiClock.Check(pki.Now, authorities[issuer].Certificate, PkiFolder.NameOf(issuer), pki.Entries);
            }
            IReadOnlyList<PkiEntry> marked = Mark(pki, entries, reason);
            foreach ((PkiIssuer issuer, CertificateAuthority ca) in authorities)
            {
                WriteList(pki, issuer, ca);
            }
            return marked;
        }
        finally
        {
            foreach (CertificateAuthority ca in authorities.Values)
            {
                ca.Dispose();
            }
        }
    }

    /// <summary>Marks certificates; those that are marked stay as they are.</summary>
    /// <returns>Those that were not marked before.</returns>
    internal static IReadOnlyList<PkiEntry> Mark(PkiFolder pki, IReadOnlyList<PkiEntry> entries, X509RevocationReason reason)
    {
        PkiEntry[] marked = [.. entries.Where(entry => !entry.Record.IsRevoked)];
        foreach (PkiEntry entry in marked)
        {
            PkiRecord record = entry.Record with { RevokedUtc = pki.Now.UtcDateTime, Reason = reason };
            DurableFile.Write(entry.RecordFile, record.ToJson());
        }
        pki.Reload();
        return marked;
    }

    /// <summary>Makes an issuing CA's list anew from the records.</summary>
    /// <param name="days">How long it is good.</param>
    /// <returns>How many certificates are on it.</returns>
    internal static int WriteList(PkiFolder pki, PkiIssuer issuer, CertificateAuthority ca, int days = ListDays)
    {
        DateTimeOffset now = pki.Now;
        PkiClock.Check(now, ca.Certificate, PkiFolder.NameOf(issuer), pki.Entries);
        RevokedSerial[] revoked = [.. Revoked(pki, issuer).Select(record => new RevokedSerial(
            Convert.FromHexString(record.Serial), record.RevokedUtc!.Value, record.Reason ?? X509RevocationReason.Unspecified))];
        string file = pki.FileOf(issuer, PkiFolder.CrlFile);
        BigInteger number = File.Exists(file) ? Load(file).Number + 1 : BigInteger.One;
        DurableFile.Write(file, ca.RevocationListPem(revoked, number, now - PkiClock.Backdate, now.AddDays(days)));
        return revoked.Length;
    }

    /// <summary>What is wrong with an issuing CA's list, or null.</summary>
    internal static string? ListFault(PkiFolder pki, PkiIssuer issuer, int warnDays)
    {
        string name = PkiFolder.NameOf(issuer);
        string file = pki.FileOf(issuer, PkiFolder.CrlFile);
        if (!File.Exists(file))
        {
            return $"{name}/{PkiFolder.CrlFile} is missing: fieldnode pki crl";
        }
        CertificateRevocationListBuilder list = Load(file).List;
        PkiRecord[] missing = [.. Revoked(pki, issuer).Where(record => !list.RemoveEntry(Convert.FromHexString(record.Serial)))];
        if (missing.Length > 0)
        {
            return $"{missing[0].Name} is revoked and not in {name}/{PkiFolder.CrlFile}: fieldnode pki crl";
        }
        int days = (int)Math.Floor((CrlFacts.Of(RegularFile.ReadAllText(file)).NextUpdate - pki.Now).TotalDays);
        return days < warnDays ? $"{name}/{PkiFolder.CrlFile} is good for {days} more days: fieldnode pki crl" : null;
    }

    // A certificate that has ended needs no place on the list.
    private static IEnumerable<PkiRecord> Revoked(PkiFolder pki, PkiIssuer issuer) => pki.Entries.Select(entry => entry.Record).Where(
        record => record is { Ours: true, IsRevoked: true } && record.NotAfter > pki.Now.UtcDateTime
            && (record.Role == PkiRole.Server) == (issuer == PkiIssuer.Brokers));

    private static (CertificateRevocationListBuilder List, BigInteger Number) Load(string file)
    {
        try
        {
            CertificateRevocationListBuilder list = CertificateRevocationListBuilder.LoadPem(RegularFile.ReadAllText(file), out BigInteger number);
            return (list, number);
        }
        catch (CryptographicException failure)
        {
            throw new UserError($"{file}: no revocation list. Bring it back from a backup", ExitStatus.Wrong, failure);
        }
    }
}
