using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;

namespace FieldNode.Tools.Tests;

public sealed class PkiInitTests : IDisposable
{
    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void The_issuing_CAs_come_from_the_root_and_issue_one_kind_each()
    {
        using X509Certificate2 root = PkiFolder.LoadCertificate(site.In("root", "ca.pem"));
        foreach ((string name, string use) in new[] { ("nodes", "1.3.6.1.5.5.7.3.2"), ("brokers", "1.3.6.1.5.5.7.3.1") })
        {
            using X509Certificate2 ca = PkiFolder.LoadCertificate(site.In(name, "ca.pem"));
            Assert.Equal(root.Subject, ca.Issuer);
            Assert.Equal($"CN=Kiln {name} CA, O=Kiln", ca.Subject);
            Assert.True(ca.NotAfter <= root.NotAfter);
            X509BasicConstraintsExtension basic = Assert.Single(ca.Extensions.OfType<X509BasicConstraintsExtension>());
            Assert.True(basic is { CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0 });
            Assert.Equal(use, Assert.Single(ca.Extensions.OfType<X509EnhancedKeyUsageExtension>()).EnhancedKeyUsages[0].Value);
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(root);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            Assert.True(chain.Build(ca));
        }
    }

    [Fact]
    public void What_the_nodes_CA_signs_for_a_broker_is_believed_neither_by_a_node_nor_by_who_believes_the_root()
    {
        using PkiFolder pki = site.Open();
        using var nodes = pki.Unlock(PkiIssuer.Nodes, TestSite.Password);
        using var forged = nodes.IssueServer("broker", "broker");
        foreach ((string trusted, X509ChainStatusFlags flag) in new[]
        {
            ("brokers", X509ChainStatusFlags.PartialChain), ("root", X509ChainStatusFlags.NotValidForUsage),
        })
        {
            using X509Certificate2 ca = PkiFolder.LoadCertificate(site.In(trusted, "ca.pem"));
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(ca);
            chain.ChainPolicy.ExtraStore.Add(nodes.Certificate);
            chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            Assert.False(chain.Build(forged.Certificate));
            Assert.NotEqual(X509ChainStatusFlags.NoError, FieldNode.Virtual.Mqtt.ChainOfTrust.Flags(chain, [ca], DateTime.Now) & flag);
        }
    }

    [Fact]
    public void All_keys_are_encrypted_and_only_the_owner_may_read_them()
    {
        foreach (string name in new[] { "root", "nodes", "brokers" })
        {
            Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", File.ReadAllText(site.In(name, "ca.key")));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.In(name, "ca.key")));
            }
        }
    }

    [Fact]
    public async Task A_folder_that_has_a_PKI_or_anything_else_stays_as_it_is()
    {
        string before = File.ReadAllText(site.In("root", "ca.pem"));
        Assert.Equal(2, await site.RunAsync("init {pki} --root-password-file {home}/root.pw --password-file {home}/bench.pw"));
        Assert.Contains("a PKI is there already", site.OneError());
        Assert.Equal(before, File.ReadAllText(site.In("root", "ca.pem")));

        Assert.Equal(2, await site.RunAsync("init {home} --root-password-file {home}/root.pw --password-file {home}/bench.pw"));
        Assert.Contains("something is there already", site.OneError());
    }

    [Fact]
    public async Task An_empty_folder_becomes_one_and_what_a_power_cut_left_beside_it_is_begun_anew()
    {
        Directory.CreateDirectory(site.AtHome("other"));
        Directory.CreateDirectory(site.AtHome("other.unfinished/root"));
        File.WriteAllText(site.AtHome("other.unfinished/root/ca.key"), "half");
        Assert.Equal(0, await site.RunAsync("init {home}/other --site S --root-password-file {home}/root.pw --password-file {home}/bench.pw"));

        Assert.False(Directory.Exists(site.AtHome("other.unfinished")));
        using PkiFolder pki = PkiFolder.Open(site.AtHome("other"), site.Time);
        using var root = pki.UnlockRoot(null, TestSite.RootPassword);
        Assert.Equal("CN=S root CA, O=S", root.Certificate.Subject);
    }

    [Theory]
    [InlineData("short", "bench password 1", "the root CA's key is too short")]
    [InlineData("root password 1", "short", "the issuing CAs' keys is too short")]
    public async Task A_short_password_makes_nothing(string rootPassword, string password, string said)
    {
        site.Write("r", rootPassword);
        site.Write("b", password);
        Assert.Equal(2, await site.RunAsync("init {home}/new --root-password-file {home}/r --password-file {home}/b"));
        Assert.Contains(said, site.OneError());
        Assert.DoesNotContain("short\n", site.Error.ToString());
        Assert.False(Directory.Exists(site.AtHome("new")));
        Assert.False(Directory.Exists(site.AtHome("new.unfinished")));
    }

    [Fact]
    public void A_clock_from_before_this_program_makes_nothing()
    {
        var init = new PkiInit
        {
            Folder = site.AtHome("new"), RootPassword = TestSite.RootPassword, Password = TestSite.Password,
            Time = new ManualTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero)),
        };
        UserError error = Assert.Throws<UserError>(init.Make);
        Assert.Equal("this PC's clock says 1970-01-01 00:01:00Z, and this program is newer: set the clock. Nothing was made", error.Message);
        Assert.False(Directory.Exists(site.AtHome("new")));
    }

    [Fact]
    public async Task An_issuing_CA_gets_a_new_certificate_for_its_key_and_what_it_issued_goes_on()
    {
        PkiEntry node = site.IssueNode("node1");
        File.Move(site.In("root", "ca.key"), site.AtHome("safe.key"));
        Assert.Equal(2, await site.RunAsync("renew-ca nodes --pki {pki} --root-password-file {home}/root.pw"));
        Assert.Contains("no such file. Bring it back", site.OneError());
        Assert.Equal(0, await site.RunAsync("renew-ca nodes --pki {pki} --root-key {home}/safe.key --root-password-file {home}/root.pw"));

        using X509Certificate2 renewed = PkiFolder.LoadCertificate(site.In("nodes", "ca.pem"));
        using X509Certificate2 leaf = PkiFolder.LoadCertificate(node.CertificateFile);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(PkiFolder.LoadCertificate(site.In("root", "ca.pem")));
        chain.ChainPolicy.ExtraStore.Add(renewed);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(leaf));
        Assert.Equal(renewed.RawData, chain.ChainElements[1].Certificate.RawData);
        Assert.NotEqual(File.ReadAllText(node.ChainFile), leaf.ExportCertificatePem() + "\n" + renewed.ExportCertificatePem() + "\n");
    }

    [Fact]
    public void Leftovers_of_a_cut_in_the_folder_are_deleted_and_count_for_nothing()
    {
        Directory.CreateDirectory(site.In("issued", ".new-0123"));
        File.WriteAllText(site.In("issued", ".new-0123", "key.pem"), "half a key");
        File.WriteAllText(site.In("nodes", "crl.pem" + DurableFile.UnfinishedEnd), "half a list");
        using (PkiFolder reader = PkiFolder.OpenToRead(site.Folder, site.Time))
        {
            Assert.Empty(reader.Entries);
        }

        using PkiFolder pki = site.Open();
        Assert.Empty(pki.Entries);
        Assert.Empty(Directory.GetDirectories(site.In("issued")));
        Assert.Empty(Directory.GetFiles(site.Folder, "*" + DurableFile.UnfinishedEnd, SearchOption.AllDirectories));
    }
}
