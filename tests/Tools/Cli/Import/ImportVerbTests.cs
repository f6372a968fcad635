using System.Text;
using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.Import;
using FieldNode.Virtual.Settings;

namespace FieldNode.Tools.Tests;

public sealed class ImportVerbTests : IDisposable
{
    private const string Map = "Function;PDU address;Name;Type;Unit\n3;100;Pressure;FLOAT32;bar\n3;102;HoursRun;U32;h\n";

    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;
    private readonly string config;
    private readonly string map;

    public ImportVerbTests()
    {
        config = Path.Combine(folder, "node.json");
        map = Path.Combine(folder, "map.csv");
        File.Copy(Path.Combine(ImportDocs.Root, "docs", "node.example.json"), config);
        File.WriteAllText(map, Map);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Tags_go_behind_those_of_the_device_and_nothing_else_of_the_file_moves()
    {
        string before = File.ReadAllText(config);

        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "Pump1"));

        string after = File.ReadAllText(config);
        Assert.Contains(",\n        { \"name\": \"Pressure\", \"table\": \"holding\", \"address\": 100, \"type\": \"float\", \"unit\": \"bar\" },\n", after);
        Assert.Equal(before, RemovedAdded(before, after));
        SettingsResult result = SettingsFile.Read(config);
        Assert.Empty(result.Faults);
        Assert.Equal(["Pressure", "HoursRun"], result.Settings!.Devices[0].Tags[^2..].Select(tag => tag.Name));
        Assert.Contains("device Pump1: 2 tags added, 0 replaced", output.ToString());
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_added_with_line_and_unit()
    {
        Assert.Equal(2, await ImportAsync(map, "--config", config, "--device", "New"));
        Assert.Contains("--line NAME --unit N", error.ToString());

        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "New", "--line", "line2", "--unit", "7"));

        var device = SettingsFile.Read(config).Settings!.Devices[^1];
        Assert.Equal(("New", "line2", 7, 2), (device.Name, device.Line, device.Unit, device.Tags.Length));
    }

    [Fact]
    public async Task A_file_without_devices_gets_them()
    {
        File.WriteAllText(config, """
            { "version": 1, "group": "G", "node": "N",
              "broker": { "host": "b", "caFile": "c", "certificateFile": "d", "keyFile": "e" },
              "lines": [ { "name": "l1", "port": "/dev/ttyUSB0" } ] }
            """);
        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "New", "--line", "l1", "--unit", "7"));
        Assert.Equal(2, Assert.Single(SettingsFile.Read(config).Settings!.Devices).Tags.Length);
    }

    [Fact]
    public async Task A_tag_that_is_there_is_replaced_only_if_asked()
    {
        File.WriteAllText(map, "Holding register address (0-based);Name;Type\n5;Setpoint;INT16\n");
        string before = File.ReadAllText(config);
        Assert.Equal(1, await ImportAsync(map, "--config", config, "--device", "Pump1"));
        Assert.Contains("has Setpoint already", error.ToString());
        Assert.Equal(before, File.ReadAllText(config));

        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "Pump1", "--replace"));

        var tags = SettingsFile.Read(config).Settings!.Devices[0].Tags;
        Assert.Equal((5, 8), (tags.Single(tag => tag.Name == "Setpoint").Address, tags.Length));
    }

    [Fact]
    public async Task A_dry_run_shows_and_writes_nothing()
    {
        string before = File.ReadAllText(config);
        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "Pump1", "--dry-run"));
        Assert.Equal(before, File.ReadAllText(config));
        Assert.Contains("Pressure", output.ToString());
        Assert.Contains("would be added", output.ToString());
    }

    [Fact]
    public async Task Faults_of_the_map_are_all_told_and_nothing_is_written()
    {
        File.WriteAllText(map, "Holding PDU address;Name;Type\n70000;A;U16\n1;B;DATE\n");
        string before = File.ReadAllText(config);
        Assert.Equal(1, await ImportAsync(map, "--config", config, "--device", "Pump1"));
        Assert.Contains("line 2, column 1 (Holding PDU address): \"70000\"", output.ToString());
        Assert.Contains("line 3, column 3 (Type): \"DATE\"", output.ToString());
        Assert.Contains("2 faults; nothing was written", output.ToString());
        Assert.Equal(before, File.ReadAllText(config));
    }

    [Fact]
    public async Task A_question_stops_the_import_with_the_options_that_answer_it_and_the_columns_not_used()
    {
        File.WriteAllText(map, "Address;Name;Type;Factor;Default\n40004;A;U16;10;5\n");
        string before = File.ReadAllText(config);
        Assert.Equal(1, await ImportAsync(map, "--config", config, "--device", "Pump1"));
        string[] lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(2, lines.Count(line => line.StartsWith("question: line 2, column ", StringComparison.Ordinal)));
        Assert.Equal("columns not used: Default", lines[^2]);
        Assert.EndsWith("2 questions; nothing was written", lines[^1]);
        Assert.Equal(before, File.ReadAllText(config));

        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "Pump1", "--modicon", "--divide"));
        var tag = SettingsFile.Read(config).Settings!.Devices[0].Tags[^1];
        Assert.Equal((3, 0.1), (tag.Address, tag.Scale));
    }

    [Fact]
    public async Task For_scripts_the_questions_are_a_list()
    {
        File.WriteAllText(map, "Address;Name;Type\n7;A;U16\n");
        Assert.Equal(1, await ImportAsync(map, "--json"));
        JsonElement json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(2, json.GetProperty("questions").GetArrayLength());
        Assert.False(json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Faulty_rows_are_left_out_and_told_only_if_asked()
    {
        File.WriteAllText(map, "Holding PDU address;Name;Type\n1;A;U16\n2;B;DATE\n");
        Assert.Equal(1, await ImportAsync(map));
        Assert.Equal(0, await ImportAsync(map, "--skip-faulty", "--out", Path.Combine(folder, "tags.json")));
        Assert.Contains("left out: line 3, column 3 (Type): \"DATE\"", error.ToString());
        Assert.Contains("1 tag", output.ToString());
    }

    [Fact]
    public async Task An_order_that_nothing_says_is_told()
    {
        Assert.Equal(0, await ImportAsync(map));
        Assert.Contains("nothing says the order of 2 wide values, so abcd", error.ToString());
        Assert.Equal(0, await ImportAsync(map, "--order", "cdab"));
        Assert.Contains("\"order\": \"cdab\"", output.ToString());
    }

    [Fact]
    public async Task What_import_knows_is_printed()
    {
        Assert.Equal(0, await ImportAsync("--words"));
        Assert.Contains("| address | de | adresse, registeradresse", output.ToString());
    }

    [Fact]
    public async Task What_the_check_finds_in_the_whole_is_told_before_anything_is_written()
    {
        string before = File.ReadAllText(config);
        Assert.Equal(1, await ImportAsync(map, "--config", config, "--device", "New", "--line", "line9", "--unit", "7"));
        Assert.Contains("devices[", output.ToString());
        Assert.Contains("line1, line2", output.ToString());
        Assert.Equal(before, File.ReadAllText(config));
    }

    [Fact]
    public async Task Without_a_config_the_tags_are_printed()
    {
        Assert.Equal(0, await ImportAsync(map));
        JsonElement tags = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(2, tags.GetArrayLength());
    }

    [Fact]
    public async Task For_scripts_there_is_one_json_object()
    {
        Assert.Equal(0, await ImportAsync(map, "--config", config, "--device", "Pump1", "--json"));
        JsonElement json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.True(json.GetProperty("ok").GetBoolean() && json.GetProperty("written").GetBoolean());
    }

    [Fact]
    public async Task A_profile_is_imported_like_a_map()
    {
        Assert.Equal(0, await ImportAsync("--profile", "eastron-sdm630", "--config", config, "--device", "Meter9", "--line", "line2", "--unit", "9"));
        Assert.Equal(ProfileBook.Find("eastron-sdm630").Tags.Count, SettingsFile.Read(config).Settings!.Devices[^1].Tags.Length);
        Assert.Contains("not tried on the meter", output.ToString());
    }

    [Theory]
    [InlineData("--profile", "none")]
    [InlineData("nofile.csv", "--table", "holding")]
    [InlineData("map", "--base", "2")]
    [InlineData("map", "--order", "abba")]
    [InlineData("map", "--hex", "--dec")]
    [InlineData("map", "--divide", "--multiply")]
    [InlineData("map", "--column", "colour=3")]
    [InlineData("map", "--column", "name")]
    [InlineData("map", "--address-column", "Nowhere")]
    [InlineData("map", "--type", "date")]
    [InlineData("map", "--write-only", "maybe")]
    [InlineData("map", "--device", "X")]
    [InlineData("map", "--profile", "abb-b23")]
    [InlineData]
    public async Task Wrong_use_is_told_with_status_2(params string[] arguments)
    {
        Assert.Equal(2, await ImportAsync([.. arguments.Select(argument => argument == "map" ? map : argument)]));
        Assert.NotEmpty(error.ToString());
    }

    [Fact]
    public void Text_of_any_layout_keeps_its_bytes()
    {
        foreach (string text in new[]
        {
            """{"devices":[{"tags":[]}]}""", """{ "devices": [ { "tags": [ { "name": "A" } ] } ] }""",
            "{\r\n\t\"devices\": [\r\n\t\t{ \"tags\": [\r\n\t\t\t{ \"name\": \"ä\" }\r\n\t\t] } ] }",
        })
        {
            var file = new NodeFileText(Encoding.UTF8.GetBytes(text));
            file.Append(["devices", 0, "tags"], ["""{ "name": "X" }""", """{ "name": "Y" }"""]);
            string after = Encoding.UTF8.GetString(file.Content);
            var names = JsonDocument.Parse(after).RootElement.GetProperty("devices")[0].GetProperty("tags").EnumerateArray()
                .Select(tag => tag.GetProperty("name").GetString()).ToList();
            Assert.Equal(["X", "Y"], names[^2..]);
            Assert.Equal(text, RemovedAdded(text, after));
        }
    }

    // The text without the one run of characters that was put in.
    private static string RemovedAdded(string before, string after)
    {
        int same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return after[..same] + after[(same + after.Length - before.Length)..];
    }

    private Task<int> ImportAsync(params string[] arguments) =>
        CommandLine.RunAsync(["import", .. arguments], output, error, TestContext.Current.CancellationToken);
}
