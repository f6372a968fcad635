using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FieldNode.Cli.Pki;

/// <summary>What a site has issued, as a table and as JSON: days left, who, where.</summary>
internal static class PkiTable
{
    internal static string RoleOf(PkiRecord record) => record.Role.ToString().ToLowerInvariant();

    /// <summary>The role and what goes with it.</summary>
    internal static string WhatOf(PkiRecord record) => record.Role switch
    {
        PkiRole.Node => $"node of group {record.Group}",
        PkiRole.Server => "broker " + string.Join(", ", record.Hosts ?? []),
        PkiRole.Host => "reader",
        PkiRole.Bridge => "bridge of " + (record.Groups is null ? "all groups" : string.Join(", ", record.Groups)),
        PkiRole.Maintenance => "maintenance of " + (record.Groups is null ? "all groups" : string.Join(", ", record.Groups)),
        _ => "writer of " + string.Join(", ", (record.Devices ?? []).Concat(record.Rebirth == true ? ["rebirths"] : [])
            .Concat(record.HostId is null ? [] : [$"STATE/{record.HostId}"])),
    };

    /// <returns>Whether all is well.</returns>
    internal static bool Write(PkiFolder pki, int warnDays, bool isJson, TextWriter output)
    {
        IReadOnlyList<string> faults = Faults(pki, warnDays);
        if (isJson)
        {
            WriteJson(pki, faults, output);
            return faults.Count == 0;
        }
        var rows = new List<string[]>();
        foreach ((string name, X509Certificate2 certificate) in Authorities(pki))
        {
            DateTime end = certificate.NotAfter.ToUniversalTime();
            rows.Add([$"{(int)Math.Floor((end - pki.Now.UtcDateTime).TotalDays)}", PkiRecord.Day(end), name + " CA", "CA", pki.Site.Site, "", ""]);
        }
        rows.AddRange(pki.Entries.Select(entry => new[]
        {
            entry.Record.IsRevoked ? "revoked" : $"{entry.Record.DaysLeft(pki.Now)}", PkiRecord.Day(entry.Record.NotAfter), entry.Record.Name,
            RoleOf(entry.Record), Where(entry.Record), entry.Record.Serial[..Math.Min(8, entry.Record.Serial.Length)],
            Path.GetRelativePath(pki.Folder, entry.Folder),
        }));
        Columns.Write(output, ["days left", "until", "who", "role", "where", "serial", "folder"], rows);
        foreach (string fault in faults)
        {
            output.WriteLine("! " + SafeText.Of(fault));
        }
        return faults.Count == 0;
    }

    private static string Where(PkiRecord record)
    {
        string at = record.Role switch
        {
            PkiRole.Node => record.Group!,
            PkiRole.Server => string.Join(", ", record.Hosts ?? []),
            _ => "",
        };
        return record.Place is null ? at : at.Length == 0 ? record.Place : $"{at}: {record.Place}";
    }

    private static IEnumerable<(string Name, X509Certificate2 Certificate)> Authorities(PkiFolder pki)
    {
        using X509Certificate2 root = PkiFolder.LoadCertificate(Path.Combine(pki.Folder, PkiFolder.RootFolder, PkiFolder.CaFile));
        yield return (PkiFolder.RootFolder, root);
        foreach (PkiIssuer issuer in Enum.GetValues<PkiIssuer>())
        {
            using X509Certificate2 ca = pki.Certificate(issuer);
            yield return (PkiFolder.NameOf(issuer), ca);
        }
    }

    /// <summary>What somebody has to do something about.</summary>
    private static List<string> Faults(PkiFolder pki, int warnDays)
    {
        var faults = new List<string>();
        foreach ((string name, X509Certificate2 certificate) in Authorities(pki))
        {
            int days = (int)Math.Floor((certificate.NotAfter.ToUniversalTime() - pki.Now.UtcDateTime).TotalDays);
            if (days < warnDays)
            {
                faults.Add($"the {name} CA has {Plural.Of(days, "day")} left: fieldnode pki renew-ca {name}");
            }
        }
        // The newest of a name counts; what it replaced may end.
        foreach (IGrouping<string, PkiEntry> of in pki.Entries.GroupBy(entry => entry.Record.Name, StringComparer.OrdinalIgnoreCase))
        {
            PkiRecord newest = of.Last().Record;
            if (!newest.IsRevoked && newest.DaysLeft(pki.Now) < warnDays)
            {
                faults.Add($"{newest.Name} has {Plural.Of(newest.DaysLeft(pki.Now), "day")} left: fieldnode pki renew {newest.Name}");
            }
        }
        faults.AddRange(Enum.GetValues<PkiIssuer>().Select(issuer => PkiRevocation.ListFault(pki, issuer, warnDays)).OfType<string>());
        return faults;
    }

    private static void WriteJson(PkiFolder pki, IReadOnlyList<string> faults, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(new
        {
            site = pki.Site.Site, ok = faults.Count == 0, faults,
            authorities = Authorities(pki).Select(ca => new
            {
                name = ca.Name, notAfter = ca.Certificate.NotAfter.ToUniversalTime(),
                daysLeft = (int)Math.Floor((ca.Certificate.NotAfter.ToUniversalTime() - pki.Now.UtcDateTime).TotalDays),
            }).ToArray(),
            certificates = pki.Entries.Select(entry => new
            {
                name = entry.Record.Name, role = RoleOf(entry.Record), group = entry.Record.Group, hosts = entry.Record.Hosts,
                groups = entry.Record.Groups, devices = entry.Record.Devices, rebirth = entry.Record.Rebirth ?? false, hostId = entry.Record.HostId,
                place = entry.Record.Place, serial = entry.Record.Serial, issuer = entry.Record.Issuer, ours = entry.Record.Ours,
                sha256 = entry.Record.Sha256, issued = entry.Record.IssuedUtc, notAfter = entry.Record.NotAfter,
                daysLeft = entry.Record.DaysLeft(pki.Now), renews = entry.Record.Renews, revoked = entry.Record.RevokedUtc,
                folder = entry.Folder,
            }),
        }));
}
