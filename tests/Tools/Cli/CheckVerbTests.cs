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
            Lines = [FieldNode.Virtual.Plant.PlantSettings.Line("/dev/pts/0")],
            Devices = FieldNode.Virtual.Plant.PlantSettings.Devices(),
        };

        public void Dispose()
        {
        }
    }
}
