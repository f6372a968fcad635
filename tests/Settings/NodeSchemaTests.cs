using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Virtual.Settings;
using Json.Schema;

namespace FieldNode.Settings.Tests;

public sealed class NodeSchemaTests(ITestOutputHelper output)
{
    private static readonly JsonSchema schema = JsonSchema.FromText(NodeSchema.Text);

    private static readonly string[] oddValues =
    [
        "null", "true", "0", "-1", "0.5", "2147483648", "65536", "400", "\"\"", "\"x\"", "\"a/b\"", "\"a\\u0001\"", "{}", "[]", "[null]", "[1]",
        "\"2026-03-01\"", "\"2026-3-1\"", "\"even\"", "\"bool\"", "\"FF\"", "\"F\"", "{\"x\":1}",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
    ];

    [Fact]
    public void The_file_in_docs_is_what_the_model_and_the_page_say()
    {
        string path = Path.Combine(Sample.Root, "docs", "node.schema.json");
        Assert.True(File.ReadAllText(path) == NodeSchema.Text,
            "docs/node.schema.json is not the schema: dotnet run --project tools/fieldnode -- schema > docs/node.schema.json");
    }

    [Fact]
    public void The_schema_is_one_by_its_own_rules()
    {
        var result = MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(NodeSchema.Text).RootElement);
        Assert.True(result.IsValid);
    }

    [Theory]
    [InlineData("node.example.json")]
    [InlineData("node.esp32.example.json")]
    [InlineData("node.brokers.example.json")]
    public void The_examples_are_valid_and_sound(string file)
    {
        string text = File.ReadAllText(Path.Combine(Sample.Root, "docs", file));
        Assert.True(IsValid(text));
        Assert.Empty(Sample.Parse(text).Faults);
    }

    // What can be set is shown: every member stands in one of the two examples.
    [Fact]
    public void Every_member_stands_in_an_example()
    {
        string text = Sample.Text + File.ReadAllText(Path.Combine(Sample.Root, "docs", "node.esp32.example.json"))
            + File.ReadAllText(Path.Combine(Sample.Root, "docs", "node.brokers.example.json"));
        string[] withoutExample = ["clientId", "user", "passwordFile", "registersMax", "bit"];
        var missing = SettingsPage.Headings.Keys.SelectMany(type => JsonNames.MembersOf(type).Select(JsonNames.Of)).Distinct()
            .Where(name => !text.Contains($"\"{name}\"", StringComparison.Ordinal)).ToList();
        Assert.True(missing.TrueForAll(withoutExample.Contains), string.Join(", ", missing.Except(withoutExample)));
    }

    [Fact]
    public void Every_member_of_the_model_is_there_with_a_description()
    {
        var root = JsonNode.Parse(NodeSchema.Text)!.AsObject();
        foreach (var type in SettingsPage.Headings.Keys)
        {
            var name = char.ToLowerInvariant(type.Name[0]) + type.Name[1..^"Settings".Length];
            var part = type == typeof(NodeSettings) ? root : root["$defs"]![name]!.AsObject();
            var members = part["properties"]!.AsObject().Where(pair => pair.Key != SchemaMember.Name).ToList();
            Assert.Equal(JsonNames.MembersOf(type).Select(JsonNames.Of), members.Select(pair => pair.Key));
            Assert.All(members, pair => Assert.True(pair.Value!["description"]!.GetValue<string>().Length > 3, pair.Key));
        }
    }

    [Fact]
    public void Every_rule_belongs_to_a_member()
    {
        var known = SettingsPage.Headings.Keys.SelectMany(type => JsonNames.MembersOf(type)
            .Select(member => type.Name[..^"Settings".Length] + "." + JsonNames.Of(member))).ToHashSet();
        Assert.All(SchemaRules.Names, name => Assert.Contains(name, known));
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("board", "\"esp8266\"")]
    [InlineData("broker.port", "0")]
    [InlineData("broker.host", "\"mqtts://broker\"")]
    [InlineData("lines[0].baud", "9601")]
    [InlineData("lines[0].parity", "null")]
    [InlineData("devices[0].tags", "[]")]
    [InlineData("devices[0].tags[0].adress", "1")]
    [InlineData("devices[0].tags[0].type", "\"int24\"")]
    [InlineData("devices[0].tags[3].deadbandPercent", "100.5")]
    [InlineData("heartbeatMs", "999")]
    public void What_is_not_allowed_is_marked(string path, string json)
    {
        Assert.False(IsValid(Sample.With((path, json))));
        Assert.NotEmpty(Sample.Parse(Sample.With((path, json))).Faults);
    }

    // Every place of a file that uses nearly every member, with odd values: the schema may be milder than the check, never stricter.
    [Fact]
    public void What_the_schema_refuses_the_check_refuses_too()
    {
        var random = Seeded.Random();
        string whole = File.ReadAllText(Path.Combine(Sample.Root, "docs", "node.example.json"));
        var places = Places(JsonNode.Parse(whole)!, "").ToList();
        int refused = 0, both = 0, accepted = 0;
        foreach (var place in places)
        {
            foreach (var value in random.GetItems(oddValues, 1).Append(OtherValue(whole, places, random)))
            {
                string json = Sample.With((place, value));
                bool isValid = IsValid(json);
                bool isSound = Sample.Parse(json).Faults.Count == 0;
                Assert.True(isValid || !isSound, $"the schema refuses what the check accepts: {place} = {value}");
                refused += isSound ? 0 : 1;
                both += isValid || isSound ? 0 : 1;
                accepted += isSound ? 1 : 0;
            }
            if (!place.EndsWith(']') && random.Next(3) == 0)
            {
                string without = Sample.With((place, null));
                Assert.True(IsValid(without) || Sample.Parse(without).Faults.Count > 0, place + " removed");
            }
        }
        output.WriteLine($"{places.Count} places: the check refuses {refused}, the schema {both} of them; {accepted} accepted");
        Assert.True(accepted > 20);
        // The schema is there to help: it must see nearly all of what is wrong with a member by itself.
        Assert.True(both > refused * 0.8, $"{both} of {refused}");
    }

    private static string OtherValue(string json, List<string> places, Random random)
    {
        string path = places[random.Next(places.Count)];
        JsonNode? node = JsonNode.Parse(json);
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = step[0] == '[' ? node![int.Parse(step[1..^1])] : node![step];
        }
        return node!.ToJsonString();
    }

    private static IEnumerable<string> Places(JsonNode node, string path)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                string place = path.Length == 0 ? name : path + "." + name;
                yield return place;
                foreach (var inner in value is null ? [] : Places(value, place))
                {
                    yield return inner;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                yield return $"{path}[{i}]";
                foreach (var inner in items[i] is null ? [] : Places(items[i]!, $"{path}[{i}]"))
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool IsValid(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid;
    }
}
