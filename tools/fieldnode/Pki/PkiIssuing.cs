using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.Pki;

/// <summary>Issues a certificate of the site.</summary>
internal static class PkiIssuing
{
    /// <summary>Issues what is ordered, with all its files in a folder of its own.</summary>
    /// <param name="pki">Opened to change.</param>
    /// <param name="ca">The issuing CA of the order, unlocked.</param>
    /// <exception cref="UserError">The name is taken, the CA ends before the certificate would, or the clock is wrong.</exception>
    internal static PkiEntry Issue(PkiFolder pki, CertificateAuthority ca, PkiOrder order) => Issue(pki, ca, order, CertificateAuthority.NewSerial());

    /// <summary>The same under a serial number.</summary>
    internal static PkiEntry Issue(PkiFolder pki, CertificateAuthority ca, PkiOrder order, byte[] serial)
    {
        order.Check();
        DateTimeOffset now = pki.Now;
        PkiClock.Check(now, ca.Certificate, PkiFolder.NameOf(order.Issuer), pki.Entries);
        CheckFree(pki, order, Convert.ToHexString(serial));
        DateTimeOffset until = order.Until(now);
        CheckEnd(ca, order, now, until);
        DateTimeOffset caFrom = ca.Certificate.NotBefore;
        DateTimeOffset from = now - PkiClock.Backdate;
        var options = new CertificateRequestOptions
        {
            CommonName = order.Name,
            Organization = order.Role == PkiRole.Node ? order.Group : pki.Site.Site,
            OrganizationalUnit = order.Role is PkiRole.Node or PkiRole.Server ? null : order.Role.ToString().ToLowerInvariant(),
            Usage = order.Role == PkiRole.Server ? CertificateUsage.Server : CertificateUsage.Client,
            DnsNames = [.. (order.Hosts ?? []).Where(host => !IPAddress.TryParse(host, out _))],
            Addresses = [.. (order.Hosts ?? []).Where(host => IPAddress.TryParse(host, out _)).Select(IPAddress.Parse)],
            NotBefore = from < caFrom ? caFrom : from, NotAfter = until, Serial = serial,
        };
        if (order.Key is not null)
        {
            using X509Certificate2 certificate = ca.Sign(order.Key, options);
            return Publish(pki, certificate, null, Chain(pki, order.Issuer), order.ToRecord(now).Of(certificate, isOurs: true));
        }
        using IssuedCertificate issued = ca.Issue(options);
        return Publish(pki, issued.Certificate, issued.KeyPem(), Chain(pki, order.Issuer), order.ToRecord(now).Of(issued.Certificate, isOurs: true));
    }

    /// <summary>Writes the files of a certificate and gives their folder its name, all or nothing.</summary>
    /// <param name="keyPem">Null: the key is elsewhere.</param>
    /// <param name="above">Certificates of its issuers without the root, as PEM.</param>
    /// <param name="plant">Those of a plant's own CAs with the root, which brokers must know to let it in; null: the site's own issued it.</param>
    internal static PkiEntry Publish(
        PkiFolder pki, X509Certificate2 certificate, string? keyPem, string above, PkiRecord record, string? plant = null)
    {
        string unfinished = Path.Combine(pki.IssuedFolder, PkiFolder.NewStart + Guid.NewGuid().ToString("N"));
        DurableFile.CreatePrivateFolder(unfinished);
        var made = new PkiEntry(unfinished, record);
        string pem = certificate.ExportCertificatePem() + "\n";
        if (keyPem is not null)
        {
            DurableFile.WriteSecret(made.KeyFile, keyPem);
        }
        DurableFile.Write(made.CertificateFile, pem);
        DurableFile.Write(made.ChainFile, pem + above);
        DurableFile.Write(made.TrustFile, record.Role == PkiRole.Server ? pki.TrustOfServers() : pki.TrustOfClients());
        if (plant is not null)
        {
            DurableFile.Write(made.PlantFile, plant);
        }
        DurableFile.Write(made.RecordFile, record.ToJson());
        string place = FreeFolder(pki, record.Name);
        DurableFile.PublishFolder(unfinished, place);
        pki.Reload();
        return made with { Folder = place };
    }

    /// <exception cref="UserError">Somebody has the name or the serial number.</exception>
    internal static void CheckFree(PkiFolder pki, PkiOrder order, string serial)
    {
        if (order.Renews is null && pki.FindUsable(order.Name) is { } before)
        {
            throw new UserError($"{order.Name}: the name is taken, by a {before.Record.Role.ToString().ToLowerInvariant()} until "
                + $"{PkiRecord.Day(before.Record.NotAfter)} ({before.Folder}). Renew or revoke that one first: fieldnode pki renew, revoke");
        }
        CheckSerialFree(pki, serial, issuer: null);
    }

    /// <exception cref="UserError">A certificate of the same issuer (null: of the site) has the serial number.</exception>
    internal static void CheckSerialFree(PkiFolder pki, string serial, string? issuer)
    {
        if (pki.Entries.FirstOrDefault(entry => HasSerial(entry, serial, issuer)) is { } same)
        {
            throw new UserError($"serial number {serial}: {same.Record.Name} has it already ({same.Folder}). Nothing was made");
        }
    }

    private static bool HasSerial(PkiEntry entry, string serial, string? issuer) =>
        string.Equals(entry.Record.Serial.TrimStart('0'), serial.TrimStart('0'), StringComparison.OrdinalIgnoreCase)
            && (issuer is null ? entry.Record.Ours : entry.Record.Issuer == issuer);

    private static void CheckEnd(CertificateAuthority ca, PkiOrder order, DateTimeOffset now, DateTimeOffset until)
    {
        if (until.UtcDateTime > ca.Certificate.NotAfter.ToUniversalTime())
        {
            string name = PkiFolder.NameOf(order.Issuer);
            int days = (int)(ca.Certificate.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays;
            throw new UserError($"the certificate would end at {PkiRecord.Day(until.UtcDateTime)}, and the {name} CA ends at "
                + $"{PkiRecord.Day(ca.Certificate.NotAfter.ToUniversalTime())}: give --days {days} or less, or first: fieldnode pki renew-ca {name}");
        }
    }

    // The issuing CA and, where a plant's own CAs stand above it, those between it and their root.
    private static string Chain(PkiFolder pki, PkiIssuer issuer)
    {
        var above = new X509Certificate2Collection();
        above.ImportFromPem(RegularFile.ReadAllText(pki.FileOf(issuer, PkiFolder.AboveFile)));
        return RegularFile.ReadAllText(pki.FileOf(issuer, PkiFolder.CaFile)) + string.Concat(above
            .Where(one => !one.SubjectName.RawData.AsSpan().SequenceEqual(one.IssuerName.RawData))
            .Select(one => one.ExportCertificatePem() + "\n"));
    }

    private static string FreeFolder(PkiFolder pki, string name)
    {
        string folder = Path.Combine(pki.IssuedFolder, PkiName.Folder(name));
        for (int number = 2; Directory.Exists(folder); number++)
        {
            folder = Path.Combine(pki.IssuedFolder, $"{PkiName.Folder(name)}~{number}");
        }
        return folder;
    }
}
