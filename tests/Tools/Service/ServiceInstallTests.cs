using FieldNode.Cli;
using FieldNode.Cli.Service;

namespace FieldNode.Tools.Tests;

public sealed class ServiceInstallTests : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_staged_install_writes_two_files_and_says_what_is_left_to_do_and_the_second_time_nothing_is_new()
    {
        await InitAsync("etc/fieldnode");
        Assert.Equal(0, await RunAsync($"service install --root {root} --program /usr/local/bin/fieldnode"));
        string unit = File.ReadAllText(In("etc/systemd/system/fieldnode.service"));
        Assert.Contains("\nExecStart=/usr/local/bin/fieldnode run --config /etc/fieldnode/node.json --state /var/lib/fieldnode\n", unit);
        Assert.DoesNotContain(root, unit);
        Assert.Contains("u fieldnode", File.ReadAllText(In("etc/sysusers.d/fieldnode.conf")));
        Assert.Contains("systemd-sysusers; chgrp fieldnode", output.ToString());

        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync($"service install --root {root} --program /usr/local/bin/fieldnode"));
        Assert.Contains("fieldnode.service: as before", output.ToString());

        Assert.Equal(0, await RunAsync($"service uninstall --root {root}"));
        Assert.False(File.Exists(In("etc/systemd/system/fieldnode.service")));
        Assert.False(File.Exists(In("etc/sysusers.d/fieldnode.conf")));
        Assert.True(File.Exists(In("etc/fieldnode/node.json")));
    }

    [Fact]
    public async Task A_dry_run_prints_the_unit_and_writes_nothing()
    {
        await InitAsync("etc/fieldnode");
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync($"service install --root {root} --name line7 --user line7 --dry-run"));
        Assert.StartsWith("# Written by 'fieldnode service install'", output.ToString());
        Assert.Contains("\nUser=line7\n", output.ToString());
        Assert.False(Directory.Exists(In("etc/systemd")));
    }

    [Fact]
    public async Task A_node_file_with_a_fault_is_no_service()
    {
        await InitAsync("etc/fieldnode");
        File.WriteAllText(In("etc/fieldnode/node.json"), "{}");
        Assert.Equal(1, await RunAsync($"service install --root {root}"));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("fieldnode check", error.ToString());
    }

    [Theory]
    [InlineData("/root/.dotnet/tools/fieldnode", "dotnet tool install FieldNode --tool-path")]
    [InlineData("/tmp/fieldnode", "sudo install -m 755")]
    public void What_the_sandbox_would_hide_is_refused_with_what_to_do(string program, string words)
    {
        UserError refused = Assert.Throws<UserError>(() => new ServiceInstall(Options("/proc/version", program), new FakeSystem(), output).Prepare());
        Assert.Contains(words, refused.Message);
        Assert.Equal(2, refused.Status);
    }

    [Fact]
    public void A_node_file_in_a_temporary_folder_is_refused_too()
    {
        string file = In("node.json"); // below /tmp
        Assert.SkipUnless(file.StartsWith("/tmp/", StringComparison.Ordinal), "the temporary folder is elsewhere");
        File.WriteAllText(file, "{}");
        Assert.Contains("put it with its certificates into /etc/fieldnode",
            Assert.Throws<UserError>(() => new ServiceInstall(Options(file, "/usr/bin/fieldnode"), new FakeSystem(), output).Prepare()).Message);
    }

    [Theory]
    [InlineData("service")]
    [InlineData("service install --config /nowhere/node.json --dry-run")]
    [InlineData("service install --name a/b")]
    [InlineData("service install --user root")]
    [InlineData("service install --root /nowhere")]
    [InlineData("service uninstall --name no-such-service")]
    public async Task Wrong_use_is_one_line_and_status_2(string line)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("service --help", "fieldnode service status")]
    [InlineData("service install --help", "--dry-run")]
    [InlineData("service status --help", "fitsNodeFile")]
    public async Task Help_has_examples_and_the_exit_status(string line, string example)
    {
        Assert.Equal(0, await RunAsync(line));
        Assert.Contains(example, output.ToString());
        Assert.Contains("Exit status: 0", output.ToString());
    }

    [Fact]
    public void Without_systemd_or_without_root_nothing_is_touched()
    {
        ServiceOptions options = Options("/etc/fieldnode/node.json", "/usr/local/bin/fieldnode");
        var none = new FakeSystem { HasSystemd = false };
        var nobody = new FakeSystem { MayInstall = false };
        Assert.Contains("--root DIR", Assert.Throws<UserError>(() => new ServiceInstall(options, none, output).Run(true)).Message);
        Assert.Contains("sudo", Assert.Throws<UserError>(() => new ServiceInstall(options, nobody, output).Run(true)).Message);
        Assert.Empty(none.Asked);
        Assert.Empty(nobody.Asked);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_services_group_may_read_what_the_node_file_names_and_nothing_of_the_PKI()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("rights are those of Unix"); // the attribute is for the analyzer
        }
        await InitAsync("etc/fieldnode");
        foreach (string above in new[] { root, In("etc") })
        {
            File.SetUnixFileMode(above, (UnixFileMode)0b111_101_101); // the test's folder is the test's alone
        }
        string config = In("etc/fieldnode/node.json");
        var settings = FieldNode.Virtual.Settings.SettingsFile.Read(config, checkFiles: true).Settings!;
        var system = new FakeSystem();
        IReadOnlyList<string> said = new FileRights(system, "fieldnode", config).Give(settings);
        Assert.Contains($"chgrp fieldnode {In("etc/fieldnode/certificates/node.key")}", system.Asked);
        Assert.Contains($"{In("etc/fieldnode/certificates")}: group fieldnode may enter", said);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(In("etc/fieldnode/certificates/node.key")));
        Assert.DoesNotContain(system.Asked, line => line.Contains("/pki", StringComparison.Ordinal));

        File.SetUnixFileMode(In("etc"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var rights = new FileRights(system, "fieldnode", config);
        Exception refused = Record.Exception(() => rights.Give(settings))!;
        Assert.Contains("lets nobody in but its owner", refused.Message);
    }

    private static ServiceOptions Options(string config, string program) => new()
    {
        Name = "fieldnode", Config = config, User = "fieldnode", State = "/var/lib/fieldnode", Program = [program],
    };

    private string In(string path) => Path.Combine(root, path);

    private async Task InitAsync(string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(folder))!);
        Assert.Equal(0, await RunAsync($"init {In(folder)} --simulated --yes"));
    }

    private Task<int> RunAsync(string line) => CommandLine.RunAsync(line.Split(' '), output, error, TestContext.Current.CancellationToken);
}
