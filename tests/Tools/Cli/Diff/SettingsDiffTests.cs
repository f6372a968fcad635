using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SettingsDiffTests : IDisposable
{
    private const string Node = """
        {
          "version": 1, "group": "G", "node": "N",
          "broker": { "host": "b1", "caFile": "ca.pem", "certificateFile": "n.pem", "keyFile": "n.key" },
          "lines": [ { "name": "l1", "port": "COM2" } ],
          "devices": [
            { "name": "pump", "line": "l1", "unit": 1, "tags": [
              { "name": "pressure", "address": 40010, "type": "float", "unit": "bar", "deadband": 0.1 },
              { "name": "run", "table": "coil", "address": 0, "type": "bool" } ] },
            { "name": "tank", "line": "l1", "unit": 2, "tags": [ { "name": "level", "address": 40001 } ] }
          ],
          "terminals": { "device": "T", "contacts": [ { "name": "Door", "pin": 4 } ] }
        }
        """;

    private const string Tags = "devices.0.tags";

    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    // what is edited (path, JSON or null to remove), the lines
    public static readonly TheoryData<string, string?, string[]> Cases = new()
    {
        { Tags + ".0.deadband", "0.5", ["device pump: tag pressure: deadband 0.1 → 0.5 bar"] },
        { Tags + ".0.periodMs", "500", ["device pump: tag pressure: periodMs 1000 → 500 ms"] },
        { "devices.1.tags.0.periodMs", "500", ["device tank: tag level: periodMs 1000 → 500 ms",
            "aliases: their order changes: hosts need the new birth, which the node sends when it connects"] },
        { Tags + ".0.unit", "\"kPa\"", ["device pump: tag pressure: unit bar → kPa: the history before and after does not compare"] },
        { Tags + ".0.care", """{ "forced": true, "forcedValue": 3 }""",
            ["device pump: tag pressure: care: forced switched on: hosts see the forced value, stale",
            "device pump: tag pressure: care: forcedValue 0 → 3 bar"] },
        { Tags + ".0.care", "{ }", [] },
        { Tags + ".1", null, ["device pump: tag run removed",
            "aliases: their order changes: hosts need the new birth, which the node sends when it connects"] },
        { Tags + ".2", """{ "name": "flow", "address": 40020, "type": "float", "periodMs": 90000 }""", ["device pump: tag flow added (40020, float)",
            "aliases: their order changes: hosts need the new birth, which the node sends when it connects"] },
        { "broker.host", "\"b2\"", ["broker: host b1 → b2: the node will reconnect"] },
        { "broker.user", "\"u\"", ["broker: user none → u: the node will reconnect"] },
        { "sparkplug", """{ "mode": "commands" }""",
            ["Sparkplug: mode readOnly → commands: hosts may write the tags that are writable"] },
        { "sparkplug", """{ "aliases": true, "frameBytesMax": 2048 }""", [] },
        { "node", "\"N2\"", ["node: node N → N2: to hosts this is another node; the old one stays there, dead"] },
        { "lines.0.baud", "19200", ["line l1: baud 9600 → 19200 bit/s: all slaves of the line must be set the same"] },
        { "devices.1", null, ["node: device tank removed: hosts keep its tags, stale, until somebody deletes them",
            "aliases: their order changes: hosts need the new birth, which the node sends when it connects"] },
        { "terminals.contacts.0.pin", "5", ["contact Door: pin 4 → 5"] },
        { "heartbeatMs", "20000", ["node: heartbeatMs 10000 → 20000 ms"] },
        { "$schema", null, [] },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_change_is_told_in_words(string path, string? json, string[] lines)
    {
        int status = await DiffAsync(Node, Edited(path, json));
        Assert.True(error.ToString().Length == 0, error.ToString());
        string[] told = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Length == 0 ? ["a.json and b.json: the same"] : lines, told.Select(line => line.Replace(folder + "/", "")));
        Assert.Equal(lines.Length == 0 ? 0 : 1, status);
    }

    [Fact]
    public async Task The_heaviest_comes_first()
    {
        JsonNode after = JsonNode.Parse(Node)!;
        after["devices"]![0]!["tags"]![0]!["deadband"] = 0.5;
        after["devices"]![0]!["tags"]![0]!["type"] = "int32";
        after["devices"]!.AsArray().RemoveAt(1);
        after["broker"]!["port"] = 443;
        after["group"] = "G2";

        await DiffAsync(Node, after.ToJsonString());

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["node: group", "broker: port", "node: device", "device pump: tag pressure: type", "device pump: tag pressure: deadband"],
            lines.Select((line, i) => line[..Math.Min(line.Length, new[] { 11, 12, 12, 31, 35 }[i])]));
    }

    [Fact]
    public async Task The_order_of_lists_and_the_folder_are_no_change()
    {
        JsonNode after = JsonNode.Parse(Node)!;
        var tags = after["devices"]![0]!["tags"]!.AsArray();
        JsonNode first = tags[0]!;
        tags.RemoveAt(0);
        tags.Add(first);
        Directory.CreateDirectory(Path.Combine(folder, "other"));
        await DiffAsync(Node, after.ToJsonString(), "other/b.json");
        Assert.StartsWith("aliases: their order changes", output.ToString());
        Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task For_scripts_there_is_one_json_object()
    {
        Assert.Equal(1, await DiffAsync(Node, Edited(Tags + ".0.deadband", "0.5"), "b.json", "--json"));
        JsonElement change = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("changes")[0];
        Assert.Equal(("reporting", "devices[pump].tags[pressure].deadband", "0.1", "0.5"), (change.GetProperty("weight").GetString(),
            change.GetProperty("path").GetString(), change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task A_file_with_faults_or_none_is_wrong_use()
    {
        Assert.Equal(2, await DiffAsync(Node, "{ }"));
        Assert.Contains("fieldnode check", error.ToString());
        Assert.Equal(2, await CommandLine.RunAsync(["diff", "none.json", "none.json"], output, error, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_secret_file_is_opened()
    {
        // The files are not there at all: whoever opened one would stumble.
        Assert.Equal(1, await DiffAsync(Node, Node.Replace("n.key", "other.key")));
        Assert.Contains("keyFile n.key → other.key", output.ToString());
    }

    private static string Edited(string path, string? json)
    {
        JsonNode root = JsonNode.Parse(Node)!;
        string[] steps = path.Split('.');
        JsonNode at = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, out int i) ? node[i]! : node[step]!);
        if (at is JsonArray list)
        {
            int i = int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture);
            if (json is null)
            {
                list.RemoveAt(i);
            }
            else
            {
                list.Insert(i, JsonNode.Parse(json));
            }
        }
        else if (json is null)
        {
            at.AsObject().Insert(0, "$schema", "x");
        }
        else
        {
            at[steps[^1]] = JsonNode.Parse(json);
        }
        return root.ToJsonString();
    }

    private Task<int> DiffAsync(string before, string after, string name = "b.json", params string[] options)
    {
        string a = Path.Combine(folder, "a.json");
        string b = Path.Combine(folder, name);
        File.WriteAllText(a, before);
        File.WriteAllText(b, after);
        return CommandLine.RunAsync(["diff", a, b, .. options], output, error, TestContext.Current.CancellationToken);
    }
}
