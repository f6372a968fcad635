using FieldNode.Cli.Pki;
using FieldNode.Cli.Provision;
using FieldNode.Virtual.Pki;

namespace FieldNode.Tools.Tests;

public sealed class ProvisioningTests : IDisposable
{
    private readonly ProvisionBench bench = new();

    [Fact]
    public async Task Without_yes_it_says_what_would_be_and_changes_nothing()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Yes = false, Password = () => throw new InvalidOperationException() });
        Assert.Equal(0, status);
        Assert.Contains("a new one, for 5 years", said);
        Assert.Contains("Nothing was done", said);
        Assert.False(Directory.Exists(bench.At("flash7")));
        Assert.False(Directory.Exists(bench.At("records")));
        Assert.Single(Entries());
    }

    [Fact]
    public async Task Without_a_broker_the_board_has_its_files_and_counts_as_unproven()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal(1, status);
        Assert.Contains("kiln/node7: UNPROVEN", said);
        Assert.Equal(["ca.pem", "node.json", "node.key", "node.pem"],
            Directory.GetFiles(bench.At("flash7")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(bench.At("node7.json")), File.ReadAllBytes(bench.At("flash7", "node.json")));
        Assert.Equal("unproven", KeptRecord.Read(bench.At("records", "virtual-flash7.json")).Verdict);
        Assert.False(File.Exists(bench.At("records", "virtual-flash7.pdf")));
    }

    [Fact]
    public async Task A_wrong_password_leaves_no_certificate_and_no_flash()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Password = () => "wrong password 1" });
        Assert.Equal(2, status);
        Assert.Contains("the password does not open it", said);
        Assert.DoesNotContain("wrong password 1", said);
        AssertNothing();
    }

    [Fact]
    public async Task An_issuing_CA_that_has_ended_issues_nothing()
    {
        // A bench whose own certificate lasts longer than the CA that issued it: only so the CA's end is what is seen.
        var after = new ManualTime(bench.Site.Time.Now.AddDays(3660));
        using (PkiFolder pki = bench.Site.Open())
        {
            PkiEntry entry = pki.FindUsable("bench")!;
            File.WriteAllText(entry.RecordFile, (entry.Record with { NotAfter = after.Now.AddYears(1).UtcDateTime }).ToJson());
        }
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Time = after });
        Assert.Equal(1, status);
        Assert.Contains("the nodes CA ended at", said);
        AssertNothing();
    }

    [Fact]
    public async Task A_bench_whose_certificate_has_ended_says_how_to_make_one()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Time = new ManualTime(bench.Site.Time.Now.AddYears(3)) });
        Assert.Equal(2, status);
        Assert.Contains("fieldnode pki writer bench --rebirth", said);
        AssertNothing();
    }

    [Fact]
    public async Task A_nodes_CA_that_ends_before_the_certificate_would_says_what_to_do()
    {
        var later = new ManualTime(bench.Site.Time.Now.AddDays(3652 - 365));
        bench.Site.Time.Now = later.Now;
        bench.Site.Issue(new PkiOrder { Name = "bench2", Role = PkiRole.Writer, Rebirth = true, Days = 100 });
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Time = later, Bench = "bench2" });
        Assert.Equal(1, status);
        Assert.Contains("fieldnode pki renew-ca nodes", said);
        AssertNothing(2);
    }

    [Fact]
    public async Task A_clock_behind_what_was_issued_issues_nothing()
    {
        (int status, string said) = await bench.RunAsync(bench.Virtual with { Time = new ManualTime(bench.Site.Time.Now.AddDays(-3)) });
        Assert.Equal(1, status);
        Assert.Contains("set the clock", said);
        AssertNothing();
    }

    [Fact]
    public async Task A_serial_number_that_another_node_has_is_refused()
    {
        await bench.RunAsync(bench.Virtual);
        bench.Write("node8.json", ProvisionBench.Settings("node8"));
        (int status, string said) = await bench.RunAsync(bench.Virtual with { SettingsFile = bench.At("node8.json"), VirtualFolder = bench.At("f8"), Serial = "VIRTUAL-flash7" });
        Assert.Equal(1, status);
        Assert.Contains("that board is kiln/node7", said);
        Assert.False(Directory.Exists(bench.At("f8")));
    }

    [Fact]
    public async Task A_node_that_is_on_another_board_is_replaced_only_when_that_is_said()
    {
        await bench.RunAsync(bench.Virtual);
        (int status, string said) = await bench.RunAsync(bench.Virtual with { VirtualFolder = bench.At("f8") });
        Assert.Equal(1, status);
        Assert.Contains("--replace virtual-flash7", said);
        PkiEntry before = Entries().Single(entry => entry.Record.Name == "node7");
        (_, said) = await bench.RunAsync(bench.Virtual with { VirtualFolder = bench.At("f8"), Replaces = "virtual-flash7", SettingsFile = null });
        Assert.Contains("ok", said);
        PkiEntry[] after = [.. Entries().Where(entry => entry.Record.Name == "node7")];
        Assert.True(after.Single(entry => entry.Record.Serial == before.Record.Serial).Record.IsRevoked);
        Assert.Single(after, entry => !entry.Record.IsRevoked);
        Assert.Equal("virtual-flash7", KeptRecord.Read(bench.At("records", "virtual-f8.json")).Replaces);
        Assert.Null(PkiRevocation.ListFault(PkiFolder.OpenToRead(bench.Site.Folder, bench.Site.Time), PkiIssuer.Nodes, 0));
        // The same once more changes nothing.
        await bench.RunAsync(bench.Virtual with { VirtualFolder = bench.At("f8"), Replaces = "virtual-flash7", SettingsFile = null });
        Assert.Equal(after.Length, Entries().Count(entry => entry.Record.Name == "node7"));
    }

    [Fact]
    public async Task A_key_that_is_not_the_certificates_never_reaches_a_board()
    {
        PkiEntry entry = bench.Site.IssueNode("node7");
        PkiEntry other = bench.Site.IssueNode("node8");
        File.Copy(other.KeyFile, entry.KeyFile, overwrite: true);
        (int status, string said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal(1, status);
        Assert.Contains("not the key of certificate.pem beside it", said);
        Assert.False(Directory.Exists(bench.At("flash7")));
    }

    [Fact]
    public async Task A_name_whose_key_is_elsewhere_is_not_taken_over()
    {
        using CertificateAuthority somewhere = CertificateAuthority.Create("elsewhere");
        bench.Site.Issue(new PkiOrder { Name = "node7", Role = PkiRole.Node, Group = "kiln", Key = somewhere.Certificate.PublicKey });
        (int status, string said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal(1, status);
        Assert.Contains("its key is elsewhere", said);
    }

    [Fact]
    public async Task A_certificate_that_was_issued_before_a_cut_is_used_and_no_second_one_made()
    {
        PkiEntry entry = bench.Site.IssueNode("node7");
        (_, string said) = await bench.RunAsync(bench.Virtual with { Password = () => throw new InvalidOperationException("nothing is issued") });
        Assert.Contains(entry.Record.Serial, said);
        Assert.Equal(2, Entries().Count);
    }

    [Theory]
    [InlineData("\"keyFile\": \"node.key\"", "\"keyFile\": \"keys/node.key\"", "all files lie beside the node file")]
    [InlineData("\"keyFile\": \"node.key\"", "\"keyFile\": \"node.pem\"", "stands for two files")]
    [InlineData("\"keyFile\": \"node.key\"", "\"keyFile\": \"node.json\"", "stands for two files")]
    [InlineData("\"version\": 1,", "", "1 fault")]
    public async Task Settings_that_no_flash_could_hold_are_refused(string from, string to, string expected)
    {
        bench.Write("node7.json", ProvisionBench.Settings("node7").Replace(from, to));
        (int status, string said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal(1, status);
        Assert.Contains(expected, said);
        AssertNothing();
    }

    [Fact]
    public async Task A_password_file_goes_along_and_only_its_owner_reads_it()
    {
        bench.Write("node7.json", ProvisionBench.Settings("node7").Replace("\"keyFile\"", "\"user\": \"node7\", \"passwordFile\": \"mqtt.pw\", \"keyFile\""));
        (int status, string said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal(2, status);
        Assert.Contains("mqtt.pw", said);
        bench.Write("mqtt.pw", "secret of the broker");
        (_, said) = await bench.RunAsync(bench.Virtual);
        Assert.Equal("secret of the broker", File.ReadAllText(bench.At("flash7", "mqtt.pw")));
        Assert.DoesNotContain("secret of", said + File.ReadAllText(bench.At("records", "virtual-flash7.json")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.At("flash7", "mqtt.pw")));
        }
    }

    public void Dispose() => bench.Dispose();

    private void AssertNothing(int entries = 1)
    {
        Assert.False(Directory.Exists(bench.At("flash7")));
        Assert.False(Directory.Exists(bench.At("records")));
        Assert.Equal(entries, Entries().Count);
    }

    private IReadOnlyList<PkiEntry> Entries()
    {
        using PkiFolder pki = PkiFolder.OpenToRead(bench.Site.Folder, bench.Site.Time);
        return pki.Entries;
    }
}
