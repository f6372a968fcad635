using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Cli.Pki;

namespace FieldNode.Tools.Tests;

public sealed class PkiVerbTests : IDisposable
{
    private const string At = " --pki {pki} --password-file {home}/bench.pw";

    private readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_node_is_issued_and_told_with_its_files_and_never_with_its_key_or_a_password()
    {
        Assert.Equal(0, await site.RunAsync("node node7 --group kiln --place \"hall 2\"" + At));

        string said = site.Output.ToString();
        Assert.StartsWith("node7: node of group kiln, until ", said);
        Assert.Contains($"{site.In("issued", "node7")}: certificate.pem, chain.pem, ca.pem, key.pem (secret)", said);
        Assert.Empty(site.Error.ToString());
        Assert.DoesNotContain(TestSite.Password, said);
        string key = File.ReadAllLines(site.In("issued", "node7", "key.pem"))[1];
        Assert.DoesNotContain(key, said);
    }

    [Fact]
    public async Task Each_role_says_what_it_may()
    {
        Assert.Equal(0, await site.RunAsync("host historian" + At));
        Assert.StartsWith("historian: reader, until ", site.Output.ToString());
        Assert.Equal(0, await site.RunAsync("maintenance bench --only-group kiln" + At));
        Assert.StartsWith("bench: maintenance of kiln, until ", site.Output.ToString());
        Assert.Equal(0, await site.RunAsync("writer scada --device kiln/n/Valves --rebirth --host-id SCADA" + At));
        Assert.StartsWith("scada: writer of kiln/n/Valves, rebirths, STATE/SCADA, until ", site.Output.ToString());
        Assert.Equal(0, await site.RunAsync("server broker.example --host 10.0.0.5" + At));
        Assert.StartsWith("broker.example: broker broker.example, 10.0.0.5, until ", site.Output.ToString());
    }

    [Theory]
    [InlineData("writer w", "a writer of nothing")]
    [InlineData("writer w --device kiln/n", "must be GROUP/NODE/DEVICE")]
    [InlineData("writer w --device kiln/n/Update", "updates are for 'pki maintenance'")]
    [InlineData("server \"hall broker\"", "say which ones the broker has, with --host")]
    [InlineData("server b --host *.example", "neither a host name nor an address")]
    [InlineData("server b --days 400", "366 days at most")]
    [InlineData("node n --group g --days 0", "1 at least")]
    [InlineData("node n", "--group GROUP is missing")]
    [InlineData("node a/b --group g", "separate and stand for levels")]
    [InlineData("sign {home}/nothing.csr --as host", "no such file")]
    [InlineData("renew nobody", "no certificate of that name")]
    [InlineData("revoke nobody", "no certificate of that name")]
    [InlineData("crl --days 0", "1 to 3650")]
    [InlineData("csr x --as ca", "--as ca wants nodes or brokers")]
    public async Task Wrong_use_is_one_line_and_status_2(string line, string said)
    {
        Assert.Equal(2, await site.RunAsync(line + At));
        Assert.Contains(said, site.OneError());
        Assert.Empty(site.Output.ToString());
        Assert.Empty(Directory.GetDirectories(site.In("issued")));
    }

    [Fact]
    public async Task A_wrong_password_is_one_line_that_does_not_repeat_it()
    {
        site.Write("wrong.pw", "guessed password");
        Assert.Equal(2, await site.RunAsync("node n --group g --pki {pki} --password-file {home}/wrong.pw"));
        Assert.Equal($"fieldnode pki node: {site.In("nodes", "ca.key")}: the password does not open it (--password-file, FIELDNODE_PKI_PASSWORD)",
            site.OneError());
    }

    [Fact]
    public async Task Without_a_password_it_says_where_one_could_come_from()
    {
        Assert.SkipUnless(Console.IsInputRedirected, "a keyboard is there, and would be asked");
        Assert.Equal(2, await site.RunAsync("node n --group g --pki {pki}"));
        Assert.EndsWith("is missing. Give --password-file FILE, or set FIELDNODE_PKI_PASSWORD", site.OneError());
    }

    [Fact]
    public async Task An_empty_password_file_and_one_that_is_not_there_are_told()
    {
        site.Write("empty.pw", "\n");
        Assert.Equal(2, await site.RunAsync("node n --group g --pki {pki} --password-file {home}/empty.pw"));
        Assert.Contains("its first line is empty", site.OneError());
        Assert.Equal(2, await site.RunAsync("node n --group g --pki {pki} --password-file {home}/none.pw"));
        Assert.Contains("no such file", site.OneError());
    }

    [Fact]
    public async Task A_password_file_that_others_can_read_is_remarked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(site.AtHome("bench.pw"), (UnixFileMode)0b110_100_100);
        }
        Assert.Equal(0, await site.RunAsync("node n --group g" + At));
        Assert.Equal($"note: {site.AtHome("bench.pw")} can be read by others. chmod 600 ends that", site.Error.ToString().Trim());
    }

    [Fact]
    public async Task No_option_takes_a_password_itself()
    {
        Assert.Equal(2, await site.RunAsync("node n --group g --pki {pki} --password secret"));
        Assert.Equal(0, await site.RunAsync("node --help"));
        Assert.DoesNotContain("--password ", site.Output.ToString());
    }

    [Fact]
    public async Task A_folder_without_a_PKI_says_how_to_make_one()
    {
        Assert.Equal(2, await site.RunAsync("list --pki {home}/none"));
        Assert.Contains("no PKI there. Make one: fieldnode pki init", site.OneError());
        Assert.False(Directory.Exists(site.AtHome("none")));
    }

    [Fact]
    public async Task The_list_says_days_who_and_where_and_whether_all_is_well()
    {
        await site.RunAsync("node node7 --group kiln --place \"hall 2, panel 4\"" + At);
        await site.RunAsync("server broker.example" + At);
        Assert.Equal(0, await site.RunAsync("list --pki {pki}"));
        string[] lines = site.Output.ToString().TrimEnd().Split('\n');
        Assert.StartsWith("days left  until       who ", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("364 ", StringComparison.Ordinal) && line.Contains("broker.example  server"));
        Assert.Contains(lines, line => line.Contains("kiln: hall 2, panel 4") && line.EndsWith("issued/node7"));
        Assert.Contains(lines, line => line.Contains("nodes CA"));

        Assert.Equal(1, await site.RunAsync("list --pki {pki} --warn-days 365"));
        Assert.Contains("! broker.example has 364 days left: fieldnode pki renew broker.example", site.Output.ToString());
        Assert.Contains("! nodes/crl.pem is good for 179 more days: fieldnode pki crl", site.Output.ToString());
    }

    [Fact]
    public async Task The_list_as_JSON_has_the_same()
    {
        await site.RunAsync("node node7 --group kiln --json" + At);
        using JsonDocument issued = JsonDocument.Parse(site.Output.ToString());
        Assert.Equal(0, await site.RunAsync("list --pki {pki} --json"));
        using JsonDocument list = JsonDocument.Parse(site.Output.ToString());
        Assert.True(list.RootElement.GetProperty("ok").GetBoolean());
        JsonElement one = Assert.Single(list.RootElement.GetProperty("certificates").EnumerateArray());
        foreach (string member in new[] { "name", "group", "serial", "sha256", "notAfter", "daysLeft", "folder" })
        {
            Assert.Equal(issued.RootElement.GetProperty(member).ToString(), one.GetProperty(member).ToString());
        }
        Assert.Equal(["root", "nodes", "brokers"], list.RootElement.GetProperty("authorities").EnumerateArray().Select(a => a.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_is_revoked_is_on_the_list_and_revoking_it_again_changes_nothing()
    {
        await site.RunAsync("node node7 --group kiln" + At);
        await site.RunAsync("renew node7" + At);
        Assert.Equal(0, await site.RunAsync("revoke node7 --reason key-compromise" + At));
        Assert.Contains("crl.pem: new. Bring it to the brokers", site.Output.ToString());
        string list = File.ReadAllText(site.In("nodes", "crl.pem"));
        CertificateRevocationListBuilder read = CertificateRevocationListBuilder.LoadPem(list, out var number);
        Assert.Equal(2, number);
        using PkiFolder pki = site.Open();
        Assert.All(pki.Entries, entry => Assert.True(read.RemoveEntry(Convert.FromHexString(entry.Record.Serial))));
        pki.Dispose();

        Assert.Equal(1, await site.RunAsync("revoke node7" + At));
        Assert.StartsWith("node7: it was revoked before", site.Output.ToString());
        Assert.Equal(1, await site.RunAsync("renew node7" + At));
        Assert.Contains("A revoked certificate is not renewed", site.OneError());
        Assert.Equal(0, await site.RunAsync("list --pki {pki}"));
        Assert.Equal(2, site.Output.ToString().Split('\n').Count(line => line.StartsWith("revoked ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_of_two_certificates_is_revoked_by_its_serial_number()
    {
        PkiEntry first = site.IssueNode("node7");
        await site.RunAsync("renew node7" + At);
        Assert.Equal(0, await site.RunAsync($"revoke {first.Record.Serial} --reason superseded" + At));
        using PkiFolder pki = site.Open();
        Assert.Equal([true, false], pki.Entries.Select(entry => entry.Record.IsRevoked));
    }

    [Fact]
    public async Task A_name_that_was_a_brokers_and_then_a_nodes_is_revoked_in_both_lists()
    {
        site.Issue(new PkiOrder { Name = "x", Role = PkiRole.Server, Hosts = ["x"], Days = 100 });
        using (PkiFolder pki = site.Open())
        {
            PkiRevocation.Mark(pki, pki.Entries, X509RevocationReason.Superseded);
        }
        site.IssueNode("x");
        Assert.Equal(0, await site.RunAsync("revoke x" + At));
        Assert.Equal(0, await site.RunAsync("list --pki {pki}"));
    }

    [Fact]
    public void A_wrong_clock_revokes_nothing()
    {
        PkiEntry entry = site.IssueNode("node7");
        site.Time.Now -= TimeSpan.FromDays(2);
        using PkiFolder pki = site.Open();
        Assert.Throws<FieldNode.Cli.UserError>(() => PkiRevocation.Revoke(
            pki, pki.Entries, X509RevocationReason.KeyCompromise, issuer => pki.Unlock(issuer, TestSite.Password)));
        Assert.False(PkiRecord.FromJson(File.ReadAllText(entry.RecordFile)).IsRevoked);
    }

    [Fact]
    public async Task A_cut_between_the_mark_and_the_list_is_told_and_made_good()
    {
        site.IssueNode("node7");
        using (PkiFolder pki = site.Open())
        {
            PkiRevocation.Mark(pki, pki.Entries, X509RevocationReason.KeyCompromise);
        }
        Assert.Equal(1, await site.RunAsync("list --pki {pki}"));
        Assert.Contains("! node7 is revoked and not in nodes/crl.pem: fieldnode pki crl", site.Output.ToString());
        Assert.Equal(0, await site.RunAsync("crl" + At));
        Assert.Equal(0, await site.RunAsync("list --pki {pki}"));
    }

    [Fact]
    public async Task A_renewed_certificate_is_for_the_same_key_and_says_the_same()
    {
        await site.RunAsync("node node7 --group kiln --place here" + At);
        Assert.Equal(0, await site.RunAsync("renew node7 --days 30" + At));
        Assert.Contains("Put ", site.Output.ToString());
        using X509Certificate2 before = PkiFolder.LoadCertificate(site.In("issued", "node7", "certificate.pem"));
        using X509Certificate2 renewed = PkiFolder.LoadCertificate(site.In("issued", "node7~2", "certificate.pem"));
        Assert.Equal(before.PublicKey.ExportSubjectPublicKeyInfo(), renewed.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(before.Subject, renewed.Subject);
        Assert.NotEqual(before.SerialNumber, renewed.SerialNumber);
        Assert.False(File.Exists(site.In("issued", "node7~2", "key.pem")));
        using PkiFolder pki = site.Open();
        Assert.Equal(("here", before.SerialNumber), (pki.Entries[1].Record.Place, pki.Entries[1].Record.Renews));
    }

    [Fact]
    public async Task A_renewal_by_request_demands_the_same_key_and_a_new_key_is_asked_for()
    {
        await site.RunAsync("node node7 --group kiln" + At);
        using ECDsa same = ECDsa.Create();
        same.ImportFromPem(File.ReadAllText(site.In("issued", "node7", "key.pem")));
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        site.Write("same.csr", Request("CN=node7", same));
        site.Write("other.csr", Request("CN=node7", other));
        site.Write("else.csr", Request("CN=node8", same));
        Assert.Equal(1, await site.RunAsync("renew node7 --csr {home}/other.csr" + At));
        Assert.Contains("its key is not the one of node7's certificate", site.OneError());
        Assert.Equal(1, await site.RunAsync("renew node7 --csr {home}/else.csr" + At));
        Assert.Contains("it asks for 'node8'", site.OneError());
        Assert.Equal(0, await site.RunAsync("renew node7 --csr {home}/same.csr" + At));
        Assert.Equal(1, await site.RunAsync("renew node7 --new-key --csr {home}/same.csr" + At));
        Assert.Contains("and not a new one", site.OneError());
        Assert.Equal(1, await site.RunAsync("renew node7 --new-key --csr {home}/else.csr" + At));
        Assert.Contains("it asks for 'node8'", site.OneError());
        Assert.Equal(0, await site.RunAsync("renew node7 --new-key --csr {home}/other.csr" + At));
        Assert.Contains("the key is on the node", site.Output.ToString());
        Assert.False(File.Exists(site.In("issued", "node7~3", "key.pem")));
        Assert.Equal(0, await site.RunAsync("renew node7 --new-key" + At));
        Assert.True(File.Exists(site.In("issued", "node7~4", "key.pem")));
    }

    [Fact]
    public async Task A_request_gets_a_certificate_for_its_key_and_name_and_nothing_else_of_it_counts()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node8, O=other, OU=boss", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        site.Write("n.csr", request.CreateSigningRequestPem());
        Assert.Equal(0, await site.RunAsync("sign {home}/n.csr --as node --group kiln" + At));
        Assert.Contains("its key is elsewhere", site.Output.ToString());
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(site.In("issued", "node8", "certificate.pem"));
        Assert.Equal("CN=node8, O=kiln", certificate.Subject);
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task A_request_by_a_key_that_only_a_host_can_make_gets_the_rights_of_a_writer()
    {
        using RSA key = RSA.Create(2048);
        site.Write("scada.csr", new CertificateRequest("CN=scada", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem());
        Assert.Equal(2, await site.RunAsync("sign {home}/scada.csr --as writer" + At));
        Assert.Contains("a writer of nothing", site.OneError());
        Assert.Equal(0, await site.RunAsync("sign {home}/scada.csr --as writer --rebirth --device kiln/node7/Valves --host-id SCADA" + At));
        Assert.Equal(0, await site.RunAsync("list --json --pki {pki}"));
        Assert.Contains("\"rebirth\":true,\"hostId\":\"SCADA\"", site.Output.ToString());
        Assert.Contains("kiln/node7/Valves", site.Output.ToString());
    }

    [Fact]
    public async Task Requests_with_a_weak_key_a_wrong_signature_or_no_one_name_are_refused()
    {
        using RSA weak = RSA.Create(1024);
        site.Write("weak.csr", new CertificateRequest("CN=n", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem());
        Assert.Equal(1, await site.RunAsync("sign {home}/weak.csr --as host" + At));
        Assert.Contains("an RSA key of 1024 bits", site.OneError());

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        site.Write("two.csr", Request("CN=a, CN=b", key));
        Assert.Equal(1, await site.RunAsync("sign {home}/two.csr --as host" + At));
        Assert.Contains("2 common names", site.OneError());

        byte[] der = new CertificateRequest("CN=n", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        der[^1] ^= 1;
        site.Write("forged.csr", PemEncoding.WriteString("CERTIFICATE REQUEST", der));
        Assert.Equal(1, await site.RunAsync("sign {home}/forged.csr --as host" + At));
        Assert.Contains("no request for a certificate, or its signature is not right", site.OneError());
        Assert.Empty(Directory.GetDirectories(site.In("issued")));
    }

    [Fact]
    public async Task A_CA_from_the_future_means_that_this_PCs_clock_is_wrong()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow.AddDays(300));
        new PkiInit { Folder = site.AtHome("future"), RootPassword = TestSite.RootPassword, Password = TestSite.Password, Time = time }.Make();
        Assert.Equal(1, await site.RunAsync("node n --group g --pki {home}/future --password-file {home}/bench.pw"));
        Assert.Contains("and the nodes CA was made at ", site.OneError());
    }

    private static string Request(string subject, ECDsa key) =>
        new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
}
