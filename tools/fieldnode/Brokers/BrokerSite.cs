using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;

namespace FieldNode.Cli.Brokers;

/// <summary>What a broker has to know of a site: its own certificate, whom it believes, whom no more, and who may what.</summary>
internal sealed class BrokerSite
{
    private readonly PkiFolder pki;
    private readonly bool isBridged;

    /// <exception cref="UserError">The PKI has no certificate for the broker, or a list of revoked ones is missing or too old.</exception>
    internal BrokerSite(PkiFolder pki, BrokerOptions options)
    {
        this.pki = pki;
        isBridged = options.IsBridged;
        Server = FindServer(options.Server);
        PkiEntry[] usable = [.. pki.Entries.Where(entry => entry.Record.Role != PkiRole.Server && entry.Record.IsUsable(pki.Now))
            .GroupBy(entry => entry.Record.Name, StringComparer.Ordinal).Select(same => same.Last())];
        Nodes = [.. usable.Select(entry => entry.Record).Where(record => record.Role == PkiRole.Node)];
        // A bridge is a client of the upper broker alone, and there a node is none.
        Clients = [.. usable.Where(entry => entry.Record.Role != (isBridged ? PkiRole.Node : PkiRole.Bridge))];
        Bridge = options.Bridge is null ? null : FindBridge(usable, options.Bridge.Name);
        PlantIssuers = [.. Clients.Where(entry => !entry.Record.Ours)];
        Trust = pki.TrustOfServers() + string.Concat(PlantIssuers.Select(entry => RegularFile.ReadAllText(entry.PlantFile)).Distinct());
        Crls = ReadCrls(options.PlantCrls);
    }

    /// <summary>The broker's own certificate.</summary>
    internal PkiEntry Server { get; }

    /// <summary>Who may log in: of each name the newest certificate that counts.</summary>
    internal IReadOnlyList<PkiEntry> Clients { get; }

    internal IReadOnlyList<PkiRecord> Nodes { get; }

    /// <summary>The certificate of this broker's bridge to the one above; null: it has none.</summary>
    internal PkiEntry? Bridge { get; }

    /// <summary>
    /// Whom the bridge believes, as PEM: the brokers' CA and what stands above it, since mosquitto ends a chain at a root only. What the nodes' CA
    /// issued is no broker's for all that: that CA's certificate says that it issues to clients.
    /// </summary>
    internal string TrustOfBridge => RegularFile.ReadAllText(pki.FileOf(PkiIssuer.Brokers, PkiFolder.CaFile)) + RegularFile.ReadAllText(pki.FileOf(PkiIssuer.Brokers, PkiFolder.AboveFile));

    /// <summary>Topics that a client may publish at this broker.</summary>
    internal IEnumerable<string> PublishedBy(PkiRecord who) => isBridged ? PkiRights.PublishesAbove(who, Nodes) : PkiRights.Publishes(who, Nodes);

    /// <summary>Those whose certificate a plant's own CA signed.</summary>
    internal IReadOnlyList<PkiEntry> PlantIssuers { get; }

    /// <summary>The CAs whose certificates let in, as PEM.</summary>
    internal string Trust { get; }

    /// <summary>The lists of what counts no more, as PEM, one for each CA that issued to a client.</summary>
    internal IReadOnlyList<string> Crls { get; }

    /// <summary>The private key, as PEM; null: it was born elsewhere.</summary>
    internal string? ServerKey() => Server.HasKey ? RegularFile.ReadAllText(Server.KeyFile) : KeyOfOlder();

    // A renewed certificate has the key of the one before.
    private string? KeyOfOlder()
    {
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(Server.CertificateFile);
        foreach (PkiEntry older in pki.Find(Server.Record.Name).Where(entry => entry.HasKey))
        {
            using X509Certificate2 before = PkiFolder.LoadCertificate(older.CertificateFile);
            if (before.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            {
                return RegularFile.ReadAllText(older.KeyFile);
            }
        }
        return null;
    }

    private static PkiEntry FindBridge(IEnumerable<PkiEntry> usable, string name)
    {
        PkiEntry entry = usable.FirstOrDefault(one => one.Record.Role == PkiRole.Bridge && string.Equals(one.Record.Name, name, StringComparison.Ordinal))
            ?? throw new UserError($"--bridge {name}: no bridge of that name has a certificate that counts: fieldnode pki bridge {name}", ExitStatus.Usage);
        return entry.HasKey ? entry
            : throw new UserError($"--bridge {name}: its key is not in {entry.Folder}. Issue one to this bench: fieldnode pki bridge NAME", ExitStatus.Usage);
    }

    private PkiEntry FindServer(string? name)
    {
        PkiEntry[] servers = [.. pki.Entries.Where(entry => entry.Record.Role == PkiRole.Server && entry.Record.IsUsable(pki.Now)
            && (name is null || string.Equals(entry.Record.Name, name, StringComparison.OrdinalIgnoreCase)))];
        string[] names = [.. servers.Select(entry => entry.Record.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return names.Length switch
        {
            1 => servers[^1],
            0 => throw new UserError(name is null
                ? "no broker has a certificate that counts: fieldnode pki server NAME"
                : $"--server {name}: no broker of that name has a certificate that counts. fieldnode pki list shows them", ExitStatus.Usage),
            _ => throw new UserError($"several brokers have certificates: --server {string.Join(" or ", names)}", ExitStatus.Usage),
        };
    }

    private List<string> ReadCrls(IReadOnlyList<string> plantFiles)
    {
        // A broker that has no list of a CA, or an old one, refuses all that the CA issued.
        if (PkiRevocation.ListFault(pki, PkiIssuer.Nodes, warnDays: 1) is { } fault)
        {
            throw new UserError(fault);
        }
        var lists = new List<string> { RegularFile.ReadAllText(pki.FileOf(PkiIssuer.Nodes, PkiFolder.CrlFile)) };
        foreach (string file in plantFiles)
        {
            NamedFile.MustBeThere(file, "--crl wants a revocation list of a plant's own CA");
            try
            {
                string pem = RegularFile.ReadAllText(file);
                DateTimeOffset due = CrlFacts.Of(pem).NextUpdate;
                lists.Add(due > pki.Now ? pem
                    : throw new UserError($"--crl {file}: it was good until {PkiClock.Words(due.UtcDateTime)}. Get the newest one"));
            }
            catch (CryptographicException failure)
            {
                throw new UserError($"--crl {file}: no revocation list in PEM form", ExitStatus.Usage, failure);
            }
        }
        byte[][] listed = [.. lists.Select(pem => CrlFacts.Of(pem).Issuer)];
        foreach (PkiEntry entry in PlantIssuers)
        {
            using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
            if (!listed.Any(issuer => issuer.AsSpan().SequenceEqual(certificate.IssuerName.RawData)))
            {
                throw new UserError($"{entry.Record.Name}: {entry.Record.Issuer} issued its certificate, and no revocation list of that CA is given: --crl FILE",
                    ExitStatus.Usage);
            }
        }
        return lists;
    }
}
