using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class CheckVerbTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_demos_own_node_file_has_no_faults()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new WholePlant(), Cancellation);

        int status = await CheckAsync(stage.SettingsPath);

        Assert.True(status == 0, output.ToString());
        Assert.Contains(": ok: node demo/node1 to localhost:", output.ToString());
    }

    [Fact]
    public async Task Faults_are_told_all_at_once_with_status_1()
    {
        string path = Write("""{ "version": 7, "group": "a/b" }""");

        Assert.Equal(1, await CheckAsync(path));

        Assert.Contains("version: 7", output.ToString());
        Assert.Contains("group: ", output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task For_scripts_the_faults_are_one_json_object()
    {
        string path = Write("""{ "version": 7 }""");

        Assert.Equal(1, await CheckAsync(path, "--json"));

        JsonElement json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.False(json.GetProperty("ok").GetBoolean());
        Assert.Contains(json.GetProperty("faults").EnumerateArray(), fault =>
            fault.GetProperty("path").GetString() == "version" && fault.GetProperty("value").GetString() == "7");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_use()
    {
        Assert.Equal(2, await CheckAsync(Path.Combine(folder, "none.json")));
        Assert.Contains("none.json: no such file", error.ToString());
    }

    [Fact]
    public async Task Run_refuses_what_check_refuses_and_says_the_same()
    {
        string path = Write("""{ "version": 7 }""");
        await CheckAsync(path);

        int status = await CommandLine.RunAsync(["run", "--config", path], output, error, Cancellation);

        Assert.Equal(1, status);
        Assert.Equal(output.ToString(), error.ToString());
    }

    [Fact]
    public async Task Warnings_leave_the_status_at_0_and_are_in_json_too()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new WholePlant(), Cancellation);
        string path = Spoiled(stage, "\"group\": \"demo\"", "\"group\": \"STATE\"");

        Assert.Equal(0, await CheckAsync(path));
        Assert.Contains("warning: group: \"STATE\" is where", output.ToString());
        Assert.Contains(": ok, 1 warning: node STATE/", output.ToString());

        output.GetStringBuilder().Clear();
        Assert.Equal(0, await CheckAsync(path, "--json"));
        JsonElement json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Equal("group", json.GetProperty("warnings").EnumerateArray().Single().GetProperty("path").GetString());
        Assert.True(json.GetProperty("lines")[0].GetProperty("busyPercent").GetDouble() > 0);
        Assert.Contains("/dev/ttyNone0", json.GetProperty("notChecked").EnumerateArray().Select(left => left.GetString()));
    }

    [Fact]
    public async Task What_is_not_looked_at_is_one_line_that_says_where_it_can_be()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new WholePlant(), Cancellation);
        Assert.Equal(0, await CheckAsync(stage.SettingsPath));
        Assert.Contains($"not checked here: /dev/ttyNone0, the state folder. On the machine that runs the node: fieldnode check {stage.SettingsPath} --here", output.ToString());
    }

    [Fact]
    public async Task Where_it_is_to_run_a_port_that_is_not_there_is_a_fault()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new WholePlant(), Cancellation);
        string path = Spoiled(stage, "/dev/ttyNone0", "/dev/ttyNone9");

        Assert.Equal(1, await CheckAsync(path, "--here", "--state", Path.Combine(folder, "state")));

        Assert.Contains("lines[0].port: \"/dev/ttyNone9\": there is no such port", output.ToString());
        Assert.DoesNotContain("not checked here", output.ToString());
        Assert.False(Directory.Exists(Path.Combine(folder, "state")));
        Assert.Equal(2, await CheckAsync(path, "--state", folder));
        Assert.Contains("--state: only with --here", error.ToString());
    }

    [Fact]
    public async Task Run_says_the_warnings_once_at_its_start()
    {
        await using DemoStage stage = await DemoStage.SetUpAsync(() => new WholePlant(), Cancellation);
        string path = Spoiled(stage, "\"group\": \"demo\"", "\"group\": \"STATE\"");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var log = new HeardText();

        Task<int> run = CommandLine.RunAsync(["run", "--config", path, "--state", Path.Combine(folder, "state")], output, log, end.Token);
        await log.UntilAsync(text => text.Contains("node STATE/", StringComparison.Ordinal), run);
        await end.CancelAsync();
        await run;

        string[] lines = log.ToString().Split('\n');
        Assert.Single(lines, line => line.StartsWith("warning: group: \"STATE\" is where", StringComparison.Ordinal));
    }

    // Beside the stage's own, whose certificates it names.
    private static string Spoiled(DemoStage stage, string what, string by)
    {
        string text = File.ReadAllText(stage.SettingsPath);
        Assert.Contains(what, text);
        string path = Path.Combine(Path.GetDirectoryName(stage.SettingsPath)!, "spoiled.json");
        File.WriteAllText(path, text.Replace(what, by, StringComparison.Ordinal));
        return path;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Write(string json)
    {
        string path = Path.Combine(folder, "node.json");
        File.WriteAllText(path, json);
        return path;
    }

    private Task<int> CheckAsync(params string[] arguments) =>
        CommandLine.RunAsync(["check", .. arguments], output, error, Cancellation);

    /// <summary>The demo's plant without its pseudo-terminal.</summary>
    private sealed class WholePlant : IPlant
    {
        public string Description => "a plant on paper";

        public FieldNode.Settings.NodeSettings CreateSettings(string group, string node) => new()
        {
            Lines = [FieldNode.Virtual.Plant.PlantSettings.Line("/dev/ttyNone0")],
            Devices = FieldNode.Virtual.Plant.PlantSettings.Devices(),
        };

        public void Dispose()
        {
        }
    }
}
