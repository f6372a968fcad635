using FieldNode.Virtual.Pki;

namespace FieldNode.PurdueLab;

/// <summary>The site's certificates and keys, made by the commands of the bench, and what an attacker makes for himself.</summary>
internal sealed class LabSite
{
    internal const string Group = "kiln";
    internal const string HostId = "SCADA";

    // Who they are: the common names of their certificates.
    internal const string Bridge = "plant-bridge";
    internal const string DmzHost = "dmz-host";
    internal const string Standby = "standby";
    internal const string Writer = "scada";
    internal const string Bench = "bench";
    internal const string Reader = "panel";
    internal const string Historian = "historian";
    internal const string Analyst = "analyst";
    internal const string Maintenance = "meier";
    internal const string OtherNode = "node2";
    internal const string ClockNode = "node6";
    internal const string LedAstray = "node8";

    private const string Password = "a password of the lab";

    private LabSite(string folder) => Folder = folder;

    internal string Folder { get; }

    internal string Pki => Path.Combine(Folder, "pki");

    internal string Ca => Path.Combine(Pki, "brokers", "ca.pem");

    internal string UpdateKeys => In("update-keys.a");

    internal string ReleaseKey => In("release.key");

    internal string ForeignKey => In("foreign.key");

    /// <summary>The node of a lab.</summary>
    internal static string NodeOf(LabKind kind) => kind == LabKind.Bridged ? "node1" : "node5";

    /// <summary>The node of a lab whose certificate is revoked in it.</summary>
    internal static string LostNodeOf(LabKind kind) => kind == LabKind.Bridged ? "node3" : "node4";

    internal static async Task<LabSite> CreateAsync(string folder, CancellationToken cancellation)
    {
        Environment.SetEnvironmentVariable("FIELDNODE_PKI_PASSWORD", Password);
        Environment.SetEnvironmentVariable("FIELDNODE_PKI_ROOT_PASSWORD", Password + " root");
        Environment.SetEnvironmentVariable("FIELDNODE_SIGNING_PASSWORD", Password + " sign");
        Directory.CreateDirectory(folder);
        var site = new LabSite(folder);
        await CommandRun.MustAsync(cancellation, "pki", "init", site.Pki, "--site", "Kiln");
        string[][] orders =
        [
            ["server", Plan.PlantBroker], ["server", Plan.DmzBroker], ["bridge", Bridge],
            ["writer", DmzHost, "--host-id", HostId], ["writer", Standby, "--host-id", HostId],
            ["writer", Writer, "--device", $"{Group}/node1/Kiln", "--device", $"{Group}/node5/Kiln", "--rebirth"], ["writer", Bench, "--rebirth"],
            ["host", Reader], ["host", Historian], ["host", Analyst], ["maintenance", Maintenance],
            .. new[] { OtherNode, "node3", "node4", ClockNode, LedAstray }.Select(node => new[] { "node", node, "--group", Group }),
        ];
        foreach (string[] order in orders)
        {
            await CommandRun.MustAsync(cancellation, ["pki", .. order, "--pki", site.Pki]);
        }
        foreach (string key in new[] { "release", "rotate", "foreign" })
        {
            await CommandRun.MustAsync(cancellation, "keys", "make", site.In(key));
        }
        await CommandRun.MustAsync(cancellation, "keys", "record", "--release", site.In("release.pub"), "--rotate", site.In("rotate.pub"), "-o", site.UpdateKeys);
        site.MakeForeign();
        return site;
    }

    internal string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    internal string Certificate(string name) => Path.Combine(Pki, "issued", name, "chain.pem");

    internal string Key(string name) => Path.Combine(Pki, "issued", name, "key.pem");

    /// <summary>A certificate that an attacker has made: another CA's, another name's, one that has ended.</summary>
    internal (string Certificate, string Key) Foreign(string name) => (In("foreign", name + ".pem"), In("foreign", name + ".key"));

    /// <summary>Files that a virtual node starts from, for nodes that are not provisioned but led astray.</summary>
    internal string FlashOf(string node, string folder, string nodeFile)
    {
        string flash = In(folder);
        Directory.CreateDirectory(Path.Combine(flash, "node"));
        File.Copy(Ca, Path.Combine(flash, "ca.pem"), overwrite: true);
        File.Copy(Certificate(node), Path.Combine(flash, "node.pem"), overwrite: true);
        File.Copy(Key(node), Path.Combine(flash, "node.key"), overwrite: true);
        File.WriteAllText(Path.Combine(flash, "node.json"), nodeFile);
        return flash;
    }

    private void MakeForeign()
    {
        Directory.CreateDirectory(In("foreign"));
        using CertificateAuthority other = CertificateAuthority.Create("Kiln brokers CA");
        Save("other-ca", other.IssueServer(Plan.PlantBroker, Plan.PlantBroker));
        Save("writer", other.Issue(new CertificateRequestOptions { CommonName = Writer }));
        using CertificateAuthority ours = Unlocked();
        Save("other-name", ours.IssueServer(Plan.DmzBroker, Plan.DmzBroker));
        Save("expired", ours.Issue(new CertificateRequestOptions
        {
            CommonName = Plan.PlantBroker, DnsNames = [Plan.PlantBroker], Usage = CertificateUsage.Server,
            NotBefore = DateTimeOffset.UtcNow.AddDays(-20), NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
        }));
    }

    private CertificateAuthority Unlocked()
    {
        using Cli.Pki.PkiFolder pki = Cli.Pki.PkiFolder.OpenToRead(Pki, TimeProvider.System);
        return pki.Unlock(Cli.Pki.PkiIssuer.Brokers, Password);
    }

    private void Save(string name, IssuedCertificate issued)
    {
        using (issued)
        {
            issued.Save(Foreign(name).Certificate, Foreign(name).Key);
        }
    }
}
