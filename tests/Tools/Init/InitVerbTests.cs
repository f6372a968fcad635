using FieldNode.Cli;
using FieldNode.Cli.Init;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests;

public sealed class InitVerbTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task What_it_leaves_passes_the_check_and_says_what_is_simulated_and_what_to_type()
    {
        Assert.Equal(0, await RunAsync($"init {In("a")} --group Kiln --node node7 --port 18831 --simulated --yes"));
        Assert.Equal(0, CheckReport.Of(In("a/node.json")).ExitStatus);
        Assert.StartsWith("{\n  \"$schema\": \"node.schema.json\",\n  \"version\": 1", File.ReadAllText(In("a/node.json")));
        Assert.Equal(NodeSchemaText(), File.ReadAllText(In("a/node.schema.json")));
        Assert.Contains("simulated parts", output.ToString());
        Assert.Contains("\nlistener 18831 127.0.0.1\n", File.ReadAllText(In("a/broker/mosquitto.conf")));
        Assert.Contains("user viewer\n", File.ReadAllText(In("a/broker/acl")));
        string[] lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal("Next, each in a terminal of its own:", lines[^4]);
        Assert.Contains($"mosquitto -c {In("a")}/broker/mosquitto.conf", lines[^3]);
        Assert.EndsWith($" run --config {In("a")}/node.json", lines[^2]);
        Assert.EndsWith(" --rebirth Kiln/node7", lines[^1]);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Secrets_are_their_owners_and_none_is_printed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("rights are those of Unix"); // the attribute is for the analyzer
        }
        Assert.Equal(0, await RunAsync($"init {In("a")} --simulated --yes"));
        foreach (string secret in new[] { "pki.password", "certificates/node.key", "broker/broker.key" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In("a/" + secret)));
        }
        Assert.DoesNotContain(File.ReadAllText(In("a/pki.password")).Trim(), output.ToString());
    }

    [Fact]
    public async Task A_folder_with_something_in_it_stays_as_it_is_and_an_empty_one_is_filled()
    {
        Directory.CreateDirectory(In("full"));
        File.WriteAllText(In("full/mine"), "mine");
        Assert.Equal(2, await RunAsync($"init {In("full")} --yes"));
        Assert.Contains("something is there already", error.ToString());
        Assert.Equal([In("full/mine")], Directory.GetFileSystemEntries(In("full")));
        Directory.CreateDirectory(In("empty"));
        Assert.Equal(0, await RunAsync($"init {In("empty")} --simulated --yes"));
        Assert.True(File.Exists(In("empty/node.json")));
    }

    [Fact]
    public async Task What_fails_half_way_leaves_nothing()
    {
        string name = new string('x', 60) + "." + new string('y', 10); // longer than a certificate's common name may be
        Assert.Equal(2, await RunAsync($"init {In("a")} --broker {name}.example --simulated --yes"));
        Assert.False(Directory.Exists(In("a")));
    }

    [Fact]
    public async Task With_an_adapter_the_node_has_a_line_and_the_way_to_its_devices_is_said()
    {
        Assert.Equal(0, await RunAsync($"init {In("a")} --serial /dev/ttyUSB7 --yes"));
        Assert.Equal(0, CheckReport.Of(In("a/node.json")).ExitStatus);
        Assert.Contains("\"port\": \"/dev/ttyUSB7\"", File.ReadAllText(In("a/node.json")));
        Assert.DoesNotContain("simulated", File.ReadAllText(In("a/node.json")));
        Assert.Contains("fieldnode scan modbus finds them", output.ToString());
    }

    [Fact]
    public async Task A_broker_elsewhere_has_its_files_for_there()
    {
        Assert.Equal(0, await RunAsync($"init {In("a")} --broker broker.example --simulated --yes"));
        string configuration = File.ReadAllText(In("a/broker/mosquitto.conf"));
        Assert.Contains("\nlistener 8883\n", configuration);
        Assert.Contains("certfile /etc/mosquitto/fieldnode/broker.pem", configuration);
        Assert.Contains("The first belongs on broker.example", output.ToString());
    }

    [Theory]
    [InlineData("init")]
    [InlineData("init .")]
    [InlineData("init /nowhere/x --node a/b --yes")]
    [InlineData("init /nowhere/x --broker a_b --yes")]
    [InlineData("init /nowhere/x --port 0 --yes")]
    [InlineData("init /nowhere/x --serial x --simulated --yes")]
    [InlineData("init /nowhere/x --node viewer --yes")]
    [InlineData("init /dev/null --yes")]
    public async Task Wrong_use_is_one_line_and_status_2(string line)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("init --help", "fieldnode init plant1 --group Kiln")]
    [InlineData("pki init --help", "fieldnode pki init pki --site Kiln")]
    public async Task Both_verbs_of_that_name_have_their_own_examples(string line, string example)
    {
        Assert.Equal(0, await RunAsync(line));
        Assert.Contains(example, output.ToString());
        Assert.Contains("Exit status: 0", output.ToString());
    }

    [Theory]
    [InlineData("/a/b-c.d", "/a/b-c.d")]
    [InlineData("/a b", "'/a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    public void Commands_are_quoted_for_a_shell(string word, string expected) => Assert.Equal(expected, InitSteps.Quoted(word));

    private static string NodeSchemaText() => FieldNode.Virtual.Settings.NodeSchema.Text;

    private string In(string path) => Path.Combine(home, path);

    private Task<int> RunAsync(string line) => CommandLine.RunAsync(line.Split(' '), output, error, TestContext.Current.CancellationToken);
}
