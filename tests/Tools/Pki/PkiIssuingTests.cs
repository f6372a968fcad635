using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Tools.Tests;

public sealed class PkiIssuingTests : IDisposable
{
    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void A_nodes_certificate_bears_id_and_group_and_is_for_a_client_for_five_years()
    {
        PkiEntry entry = site.IssueNode("node 7");
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
        Assert.Equal("CN=node 7, O=kiln", certificate.Subject);
        Assert.Equal("1.3.6.1.5.5.7.3.2",
            Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>()).Value);
        Assert.Equal(site.Time.Now.AddYears(5).ToUnixTimeSeconds(), new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds());
        Assert.Empty(certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Equal(site.In("issued", "node%207"), entry.Folder);
    }

    [Fact]
    public void All_files_of_a_certificate_are_there_and_only_the_owner_may_read_its_key()
    {
        PkiEntry entry = site.IssueNode("node1");
        using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(entry.CertificateFile, entry.KeyFile);
        Assert.True(pair.HasPrivateKey);
        Assert.Equal(File.ReadAllText(site.In("brokers", "ca.pem")), File.ReadAllText(entry.TrustFile));
        Assert.Equal(File.ReadAllText(entry.CertificateFile) + File.ReadAllText(site.In("nodes", "ca.pem")), File.ReadAllText(entry.ChainFile));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(entry.KeyFile));
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry.Folder) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        }
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(entry.RecordFile));
    }

    [Fact]
    public void Serial_numbers_are_128_random_bits()
    {
        byte[][] serials = [.. Enumerable.Range(0, 400).Select(_ => CertificateAuthority.NewSerial())];
        Assert.All(serials, serial => Assert.Equal(16, serial.Length));
        Assert.Equal(400, serials.Select(Convert.ToHexString).Distinct().Count());
        // Each bit is sometimes 1 and sometimes 0: none is fixed. That one of 128 bits stays the same 400 times by chance: 2^-392.
        for (int bit = 0; bit < 128; bit++)
        {
            int ones = serials.Count(serial => (serial[bit / 8] >> (bit % 8) & 1) == 1);
            Assert.InRange(ones, 1, 399);
        }
    }

    [Fact]
    public void A_serial_number_with_its_highest_bit_set_stays_positive()
    {
        using PkiFolder pki = site.Open();
        using CertificateAuthority ca = pki.Unlock(PkiIssuer.Nodes, TestSite.Password);
        byte[] serial = [0xFF, .. new byte[15]];
        PkiEntry entry = PkiIssuing.Issue(pki, ca, new PkiOrder { Name = "n", Role = PkiRole.Host }, serial);
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
        Assert.Equal("00FF" + new string('0', 30), certificate.SerialNumber);

        UserError error = Assert.Throws<UserError>(() => PkiIssuing.Issue(pki, ca, new PkiOrder { Name = "m", Role = PkiRole.Host }, serial));
        Assert.StartsWith("serial number FF0000", error.Message);
        Assert.Contains("n has it already", error.Message);
        Assert.Equal(ExitStatus.Wrong, error.Status);
        Assert.Single(pki.Entries);
    }

    [Theory]
    [InlineData("node1")]
    [InlineData("NODE1")]
    public void A_name_is_given_out_once_whatever_its_case_or_role(string again)
    {
        site.IssueNode("node1");
        UserError error = Assert.Throws<UserError>(() => site.Issue(new PkiOrder { Name = again, Role = PkiRole.Host }));
        Assert.StartsWith($"{again}: the name is taken, by a node until ", error.Message);
        Assert.Equal(ExitStatus.Wrong, error.Status);
    }

    [Fact]
    public void A_name_is_free_again_when_its_certificate_was_revoked_or_has_ended()
    {
        site.IssueNode("node1");
        using (PkiFolder pki = site.Open())
        {
            PkiRevocation.Mark(pki, pki.Find("node1"), X509RevocationReason.Superseded);
        }
        Assert.Equal(site.In("issued", "node1~2"), site.IssueNode("node1").Folder);

        site.Issue(new PkiOrder { Name = "panel", Role = PkiRole.Host, Days = 1 });
        site.Time.Now += TimeSpan.FromDays(2);
        Assert.Equal(site.In("issued", "panel~2"), site.Issue(new PkiOrder { Name = "panel", Role = PkiRole.Host, Days = 1 }).Folder);
    }

    [Fact]
    public void A_broker_gets_a_year_and_the_trust_in_nodes_a_client_the_trust_in_brokers_only()
    {
        var order = new PkiOrder { Name = "b", Role = PkiRole.Server, Hosts = ["broker.example", "10.1.2.3"] };
        PkiEntry entry = site.Issue(order);
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
        Assert.True(certificate.MatchesHostname("broker.example") && certificate.MatchesHostname("10.1.2.3"));
        Assert.Equal(File.ReadAllText(site.In("nodes", "ca.pem")) + File.ReadAllText(site.In("root", "ca.pem")), File.ReadAllText(entry.TrustFile));
        Assert.Equal(364, entry.Record.DaysLeft(site.Time.Now));

        UserError error = Assert.Throws<UserError>(() => (order with { Days = 367 }).Check());
        Assert.Equal("--days 367: a broker's certificate is valid for 366 days at most", error.Message);
    }

    [Fact]
    public void A_CA_that_ends_before_the_certificate_would_says_how_many_days_are_left()
    {
        site.Time.Now += TimeSpan.FromDays(3652 - 100);
        UserError error = Assert.Throws<UserError>(() => site.IssueNode("node1"));
        Assert.Contains("give --days 99 or less, or first: fieldnode pki renew-ca nodes", error.Message);
        site.Issue(new PkiOrder { Name = "node1", Role = PkiRole.Node, Group = "kiln", Days = 99 });
    }

    [Fact]
    public void A_CA_that_has_ended_issues_nothing()
    {
        site.Time.Now += TimeSpan.FromDays(3700);
        UserError error = Assert.Throws<UserError>(() => site.IssueNode("node1"));
        Assert.StartsWith("the nodes CA ended at ", error.Message);
        Assert.Contains("If the clock is right: fieldnode pki renew-ca nodes", error.Message);
        Assert.Equal(ExitStatus.Wrong, error.Status);
        Assert.Empty(Directory.GetDirectories(site.In("issued")));
    }

    [Fact]
    public void A_clock_from_before_the_CA_was_made_issues_nothing()
    {
        site.Time.Now -= TimeSpan.FromDays(1);
        UserError error = Assert.Throws<UserError>(() => site.IssueNode("node1"));
        Assert.Contains("and the nodes CA was made at", error.Message);
        Assert.EndsWith("set the clock. Nothing was made", error.Message);
    }

    [Fact]
    public void A_clock_from_before_the_last_certificate_issues_nothing()
    {
        site.Time.Now += TimeSpan.FromDays(30);
        site.IssueNode("node1");
        site.Time.Now -= TimeSpan.FromDays(2);
        UserError error = Assert.Throws<UserError>(() => site.IssueNode("node2"));
        Assert.Contains("and a certificate was issued at", error.Message);
    }

    [Fact]
    public void A_cut_at_any_file_leaves_no_certificate_or_a_whole_one()
    {
        // A folder that cannot be given its name stands for the cut: all was written, and it does not count.
        PkiEntry whole = site.IssueNode("node1");
        foreach (string file in Directory.GetFiles(whole.Folder))
        {
            string half = site.In("issued", ".new-" + Path.GetFileName(file));
            Directory.CreateDirectory(half);
            foreach (string earlier in Directory.GetFiles(whole.Folder).TakeWhile(one => one != file))
            {
                File.Copy(earlier, Path.Combine(half, Path.GetFileName(earlier)));
            }
            using PkiFolder pki = site.Open();
            Assert.False(Directory.Exists(half));
            Assert.Equal("node1", Assert.Single(pki.Entries).Record.Name);
        }
    }

    [Fact]
    public async Task Two_benches_at_once_give_a_name_to_one_of_them()
    {
        var results = new List<string>();
        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (i, _) =>
        {
            string said;
            try
            {
                using PkiFolder pki = PkiFolder.Open(site.Folder, site.Time, TimeSpan.FromMinutes(2));
                using CertificateAuthority ca = pki.Unlock(PkiIssuer.Nodes, TestSite.Password);
                said = "issued " + PkiIssuing.Issue(pki, ca, new PkiOrder { Name = "node1", Role = PkiRole.Node, Group = "kiln" }).Record.Serial;
            }
            catch (UserError error)
            {
                said = error.Message;
            }
            lock (results)
            {
                results.Add(said);
            }
            return ValueTask.CompletedTask;
        });
        Assert.Single(results, said => said.StartsWith("issued", StringComparison.Ordinal));
        Assert.Equal(3, results.Count(said => said.StartsWith("node1: the name is taken", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_that_another_bench_has_is_not_touched()
    {
        using PkiFolder first = site.Open();
        UserError error = Assert.Throws<UserError>(() => site.Open());
        Assert.Equal($"{site.Folder}: another fieldnode works in it. Try again when that one is done", error.Message);
        using PkiFolder reader = PkiFolder.OpenToRead(site.Folder, site.Time);
        Assert.Empty(reader.Entries);
    }

    [Fact]
    public void A_record_that_cannot_be_read_stops_everything()
    {
        PkiEntry entry = site.IssueNode("node1");
        File.WriteAllText(entry.RecordFile, "{");
        UserError error = Assert.Throws<UserError>(() => site.IssueNode("node2"));
        Assert.Contains("record.json: cannot be read", error.Message);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a/b", "'/', '+' and '#'")]
    [InlineData("a+", "'/', '+' and '#'")]
    [InlineData("#", "'/', '+' and '#'")]
    [InlineData("a\tb", "a control character")]
    [InlineData(" a", "begins or ends with a space")]
    public void A_name_that_is_no_level_of_a_topic_is_refused(string name, string why)
    {
        UserError error = Assert.Throws<UserError>(() => new PkiOrder { Name = name, Role = PkiRole.Node, Group = "g" }.Check());
        Assert.Contains(why, error.Message);
        Assert.Equal(ExitStatus.Usage, error.Status);
        Assert.Throws<UserError>(() => new PkiOrder { Name = "n", Role = PkiRole.Node, Group = name }.Check());
    }

    [Fact]
    public void Names_have_64_characters_at_most()
    {
        new PkiOrder { Name = new string('ü', 64), Role = PkiRole.Node, Group = "g" }.Check();
        PkiEntry entry = site.IssueNode(new string('漢', 64));
        Assert.InRange(Path.GetFileName(entry.Folder).Length, 1, 120);
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
        Assert.Equal(new string('漢', 64), certificate.GetNameInfo(X509NameType.SimpleName, false));
        Assert.Throws<UserError>(() => new PkiOrder { Name = new string('x', 65), Role = PkiRole.Node, Group = "g" }.Check());
    }

    [Theory]
    [InlineData("node1", "node1")]
    [InlineData("..", "%2E%2E")]
    [InlineData(".x.", "%2Ex%2E")]
    [InlineData("a.b", "a.b")]
    [InlineData("con", "%63on")]
    [InlineData("LPT1.x", "%4CPT1.x")]
    [InlineData("n~2", "n%7E2")]
    [InlineData("a b", "a%20b")]
    public void A_name_is_a_folder_of_its_own_on_any_file_system(string name, string folder) => Assert.Equal(folder, PkiName.Folder(name));

    [Theory]
    [InlineData("broker.example", true)]
    [InlineData("broker", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("*.example", false)]
    [InlineData("a b", false)]
    [InlineData("-a", false)]
    [InlineData("a..b", false)]
    [InlineData("1.2.3", false)]
    public void A_host_is_a_name_or_an_address(string host, bool isOne) => Assert.Equal(isOne, PkiName.IsHost(host));
}
