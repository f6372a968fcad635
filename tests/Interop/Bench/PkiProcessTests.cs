using System.Diagnostics;
using FieldNode.Cli.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>The command line as processes: one that is killed at any moment, several at once, and what others on the machine can see of one.</summary>
public sealed class PkiProcessTests
{
    private const string Password = "bench password 1";

    [Fact(Timeout = 240_000)]
    public async Task A_process_that_is_killed_at_any_moment_leaves_no_certificate_or_a_whole_one()
    {
        await using BenchSite site = await BenchSite.CreateAsync();
        Random random = Seeded.Random();
        int whole = 0;
        for (int i = 0; i < 14; i++)
        {
            using PeerProcess process = Start(site, "node", $"node{i}", "--group", "kiln");
            var watch = Stopwatch.StartNew();
            // Either some time after its start, or as soon as something of it is on the disk.
            double atMs = i % 2 == 0 ? random.Next(100, 900) : double.PositiveInfinity;
            int files = random.Next(0, 5);
            await Wait.UntilBusyAsync(() => process.HasExited || watch.Elapsed.TotalMilliseconds > atMs || (i % 2 == 1 && NewFiles(site) > files), 30);
            process.Kill();

            using PkiFolder pki = PkiFolder.OpenToRead(site.In("pki"), TimeProvider.System);
            PkiEntry? entry = pki.Entries.FirstOrDefault(one => one.Record.Name == $"node{i}");
            if (entry is not null)
            {
                whole++;
                Assert.True(File.Exists(entry.KeyFile) && File.Exists(entry.ChainFile) && File.Exists(entry.TrustFile));
                using var pair = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(entry.CertificateFile, entry.KeyFile);
                Assert.Equal(entry.Record.Serial, pair.SerialNumber);
            }
        }
        await site.PkiAsync("node after --group kiln");
        Assert.Empty(Directory.GetDirectories(site.In("pki", "issued"), ".new-*"));
        TestContext.Current.TestOutputHelper?.WriteLine($"14 processes killed: {whole} certificates, all whole");
    }

    [Fact(Timeout = 240_000)]
    public async Task Of_three_processes_that_issue_one_name_one_does()
    {
        await using BenchSite site = await BenchSite.CreateAsync();
        PeerProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => site.Own(Start(site, "node", "node1", "--group", "kiln")))];
        await Wait.UntilAsync(() => processes.All(process => process.HasExited), 120, () => "three processes");
        Assert.Equal([0, 1, 1], processes.Select(process => process.ExitCode).Order());
        await Wait.UntilAsync(() => processes.Count(process => process.Output.Contains("node1: the name is taken", StringComparison.Ordinal)) == 2, 20,
            () => "the words of the other two");
        Assert.Single(Directory.GetDirectories(site.In("pki", "issued")), folder => Path.GetFileName(folder).StartsWith("node1", StringComparison.Ordinal));
    }

    [Fact(Timeout = 240_000)]
    public async Task A_password_from_the_environment_is_in_no_process_list_and_in_no_output()
    {
        await using BenchSite site = await BenchSite.CreateAsync();
        using PeerProcess process = Start(site, "node", "node1", "--group", "kiln");
        string listed = "";
        await Wait.UntilBusyAsync(() =>
        {
            listed += CommandLineOf(process.Id);
            return process.HasExited;
        }, 60);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("--group", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, process.Output, StringComparison.Ordinal);
        string key = File.ReadAllLines(site.Entry("node1").KeyFile)[1];
        Assert.DoesNotContain(key, process.Output, StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(site.In("pki"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    private static PeerProcess Start(BenchSite site, params string[] command) => PeerProcess.Start("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "pki", .. command, "--pki", site.In("pki")],
        new Dictionary<string, string> { ["FIELDNODE_PKI_PASSWORD"] = Password }, holdsInput: true);

    private static int NewFiles(BenchSite site)
    {
        try
        {
            return Directory.GetDirectories(site.In("pki", "issued"), ".new-*").Sum(folder => Directory.GetFiles(folder).Length);
        }
        catch (DirectoryNotFoundException)
        {
            return 0; // it got its name meanwhile
        }
    }

    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ') + "\n";
        }
        catch (IOException)
        {
            return ""; // it has ended
        }
    }
}
