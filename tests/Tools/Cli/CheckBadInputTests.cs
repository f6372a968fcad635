using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Tools.Tests;

/// <summary>
/// What Sparkplug forbids in names, through the verb as a person meets it: status 1, the path, the value and what is allowed. The node file is the
/// demo's, with slaves, sensors and terminals; each case spoils one thing.
/// </summary>
public sealed class CheckBadInputTests(CheckBadInputTests.Sound sound) : IClassFixture<CheckBadInputTests.Sound>
{
    private const string Id = "1 to 64 bytes of text without + / # and control characters";
    private const string Name = "1 to 128 bytes of text, folders by single / inside";

    public static TheoryData<string, string, string> Spoiled()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string place in (string[])["group", "node", "devices[1].name", "sensors[0].device", "terminals.device"])
        {
            foreach (string bad in (string[])["a+b", "a/b", "a#b", "+", "#", "/", "", "a\0b"])
            {
                cases.Add(place, bad, Id);
            }
        }
        foreach (string place in (string[])["devices[0].tags[0].name", "sensors[0].tags[0].name", "terminals.contacts[0].name"])
        {
            foreach (string bad in (string[])["", "a#b", "/a", "a//b", "a/", "a\0b"])
            {
                cases.Add(place, bad, Name);
            }
            cases.Add(place, "bdSeq", "bdSeq");
            cases.Add(place, "node control/rebirth", "Node Control");
        }
        cases.Add("sparkplug.primaryHost", "{\"id\":\"a+b\"}", Id);
        return cases;
    }

    [Fact]
    public async Task The_file_that_is_spoiled_here_is_sound()
    {
        (int status, string said) = await CheckAsync(_ => { });
        Assert.True(status == 0, said);
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task A_name_that_a_topic_or_a_host_cannot_bear_is_refused_with_its_path(string path, string bad, string allowed)
    {
        (int status, string said) = await CheckAsync(file => Set(file, path, bad.StartsWith('{') ? JsonNode.Parse(bad) : JsonValue.Create(bad)));
        Assert.Equal(1, status);
        Assert.Contains(said.Split('\n'), line => line.StartsWith(path, StringComparison.Ordinal) && line.Contains(" — ", StringComparison.Ordinal)
            && line.Contains(allowed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("group")]
    [InlineData("node")]
    [InlineData("devices[0].name")]
    [InlineData("devices[0].tags[0].name")]
    [InlineData("sensors[0].device")]
    [InlineData("sensors[0].tags[0].name")]
    [InlineData("terminals.contacts[0].name")]
    public async Task A_name_that_is_missing_is_refused_with_its_path(string path) => await ExpectAsync(path, "missing", file => Set(file, path, null));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_id_that_is_there_already_is_refused_in_any_case_and_wherever_the_other_one_is(bool upper)
    {
        string Again(JsonNode file) => Cased((string)file["devices"]![0]!["name"]!, upper);
        await ExpectAsync("devices[1].name", "a name that devices[0] does not have", file => Set(file, "devices[1].name", Again(file)));
        await ExpectAsync("sensors[0].device", "a name that devices[0] does not have", file => Set(file, "sensors[0].device", Again(file)));
        await ExpectAsync("terminals.device", "a name that devices[0] does not have", file => Set(file, "terminals.device", Again(file)));
        await ExpectAsync("terminals.device", "does not have", file => Set(file, "terminals.device", Cased((string)file["sensors"]![0]!["device"]!, upper)));
    }

    [Theory]
    [InlineData("Flow", "Flow")]
    [InlineData("Flow", "fLOW")]
    [InlineData("Öl", "öl")]
    [InlineData("Насос", "НАСОС")]
    public async Task Two_metrics_of_a_device_that_differ_by_case_at_most_are_refused(string one, string other)
    {
        void Both(JsonNode file, string first, string second)
        {
            Set(file, first, one);
            Set(file, second, other);
        }
        await ExpectAsync("devices[0].tags[1].name", "a name that devices[0].tags[0] does not have",
            file => Both(file, "devices[0].tags[0].name", "devices[0].tags[1].name"));
        await ExpectAsync("sensors[0].tags[1].name", "a name that no other tag of device", file => Both(file, "sensors[0].tags[0].name", "sensors[0].tags[1].name"));
        await ExpectAsync("terminals.outputs[0].name", "", file => Both(file, "terminals.contacts[0].name", "terminals.outputs[0].name"));
    }

    [Fact]
    public async Task Two_metrics_of_one_name_on_two_sensors_of_one_device_are_refused()
    {
        await ExpectAsync("sensors[1].tags[0].name", "a name that no other tag of device", file =>
        {
            var second = (JsonObject)file["sensors"]![0]!.DeepClone();
            second["name"] = "second";
            second["address"] = 119;
            file["sensors"]!.AsArray().Insert(1, second);
        });
    }

    // The node gives aliases itself, each once; a file that tries is told that there is no such member.
    [Theory]
    [InlineData("devices[0].tags[0].alias")]
    [InlineData("sensors[0].tags[0].alias")]
    [InlineData("terminals.contacts[0].alias")]
    public async Task An_alias_cannot_be_set_so_none_can_be_there_twice(string path) =>
        await ExpectAsync(path, "unknown member", file => Set(file, path, 7));

    private async Task ExpectAsync(string path, string words, Action<JsonNode> spoil)
    {
        (int status, string said) = await CheckAsync(spoil);
        Assert.True(status == 1, said);
        Assert.True(said.Split('\n').Any(line => line.StartsWith(path + ": ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)), said);
    }

    private async Task<(int Status, string Said)> CheckAsync(Action<JsonNode> spoil)
    {
        JsonNode file = JsonNode.Parse(sound.Json)!;
        spoil(file);
        string path = Path.Combine(sound.Folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, file.ToJsonString());
        using var output = new StringWriter();
        int status = await CommandLine.RunAsync(["check", path], output, output, TestContext.Current.CancellationToken);
        return (status, output.ToString());
    }

    /// <summary>Sets what is at a path such as <c>devices[0].tags[1].name</c>; null takes it away.</summary>
    private static void Set(JsonNode file, string path, JsonNode? value)
    {
        string[] steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode at = steps[..^1].Aggregate(file, (node, step) => int.TryParse(step, out int index) ? node[index]! : node[step]!);
        if (value is null)
        {
            at.AsObject().Remove(steps[^1]);
        }
        else
        {
            at[steps[^1]] = value;
        }
    }

    private static string Cased(string name, bool upper) => upper ? name.ToUpperInvariant() : name;

    /// <summary>The demo's node file with everything it can have, and the certificates that it names.</summary>
    public sealed class Sound : IAsyncLifetime
    {
        private DemoStage stage = null!;

        internal string Folder => stage.Folder;

        internal string Json { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            stage = await DemoStage.SetUpAsync(() => new PaperPlant(), TestContext.Current.CancellationToken);
            Json = File.ReadAllText(stage.SettingsPath);
        }

        public async ValueTask DisposeAsync() => await stage.DisposeAsync();
    }
}
