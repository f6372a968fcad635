using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Host;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>
/// node-red comes to a node that was born long ago: it hears aliases that it does not know, asks for a rebirth by NCMD, and shows
/// every tag. Its flow (mqtt nodes and a function node with sparkplug-payload) is in peers/node-red.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class NodeRedTests
{
    [Fact(Timeout = 300_000)]
    public async Task Node_red_asks_a_node_that_it_does_not_know_for_its_births_and_shows_its_tags()
    {
        string modules = Peers.NodeModulesWith("node-red");
        Peers.NodeModulesWith("sparkplug-payload");
        string program = Peers.Program("node");
        await using var stage = new Stage();
        PeerProcess broker = await MosquittoBroker.StartAsync(stage);
        await stage.ListenAsync();
        PlantOnPty plant = stage.Own(new PlantOnPty(new SimulatedPlant(Seeded.Random().Next())));
        PeerProcess node = stage.StartNode([PlantSettings.Line(plant.Path)], PlantSettings.Devices());
        await stage.HearUntilAsync(() => Count(stage, MessageType.DData) > 2, "data", node, 60);
        ulong bdSeq = stage.Model.Find(Stage.Group, Stage.NodeName)!.BdSeq!.Value;
        Assert.Equal(0, Count(stage, MessageType.NCmd));

        PeerProcess red = StartNodeRed(stage, program, modules);
        await stage.HearUntilAsync(
            () => Count(stage, MessageType.NCmd) > 0, "node-red's command; it said: " + red.Output + broker.Output, node, 120);
        await stage.HearUntilAsync(() => Count(stage, MessageType.NBirth) == 2, "the rebirth", node);
        Assert.Contains("with the unknown alias", red.Output, StringComparison.Ordinal);
        Assert.Contains("a host asks for a rebirth", node.Output, StringComparison.Ordinal);
        Assert.Equal(bdSeq, stage.Model.Find(Stage.Group, Stage.NodeName)!.BdSeq);
        // On a busy machine a device may be dead just then: it is born when it answers again, and only then does node-red know it.
        int reborn = stage.Heard.FindLastIndex(h => h.Message.Parts?.Type == MessageType.NBirth);
        await stage.HearUntilAsync(
            () => PlantSettings.Devices().All(device => stage.Heard.Skip(reborn).Any(
                h => h.Message.Parts is { Type: MessageType.DBirth } parts && parts.Device == device.Name)),
            "the births of all devices", node, 60);
        int seen = Count(stage, MessageType.DData);
        await stage.HearUntilAsync(() => Count(stage, MessageType.DData) > seen + 5, "data after the rebirth", node);

        node.Kill();
        await stage.HearUntilAsync(() => stage.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", node);
        await Wait.UntilAsync(
            () => Table(red) is { } table && !table.GetProperty("online").GetBoolean(), 30,
            () => "node-red's last table: " + red.Output);
        AssertSame(stage.Model.Find(Stage.Group, Stage.NodeName)!, Table(red)!.Value);
        Assert.Contains("headless", red.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, stage.Model.Faults);
    }

    private static PeerProcess StartNodeRed(Stage stage, string program, string modules)
    {
        string folder = Directory.CreateDirectory(stage.In("node-red")).FullName;
        JsonNode flow = JsonNode.Parse(File.ReadAllText(Peers.Script("node-red/flow.json")))!;
        flow.AsArray().Single(n => (string?)n!["id"] == "function")!["func"] = File.ReadAllText(Peers.Script("node-red/tags.js"));
        File.WriteAllText(Path.Combine(folder, "flow.json"), flow.ToJsonString());
        return stage.Own(PeerProcess.Start(
            program,
            [Path.Combine(modules, "node-red", "red.js"), "--settings", Peers.Script("node-red/settings.js"), "--userDir", folder],
            new Dictionary<string, string>
            {
                ["FIELDNODE_NODE_MODULES"] = modules, ["FIELDNODE_PORT"] = $"{stage.Port}", ["FIELDNODE_CA"] = stage.In("ca.pem"),
                ["FIELDNODE_CERT"] = stage.In("host.pem"), ["FIELDNODE_KEY"] = stage.In("host.key"), ["HOME"] = folder,
            }));
    }

    /// <summary>The table that node-red's debug node printed last.</summary>
    private static JsonElement? Table(PeerProcess red)
    {
        const string Mark = "TAGS {";
        string? line = red.Output.Split('\n').LastOrDefault(l => l.Contains(Mark, StringComparison.Ordinal) && l.TrimEnd().EndsWith('}'));
        return line is null
            ? null
            : JsonDocument.Parse(line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length - 1)..]).RootElement;
    }

    private static void AssertSame(EdgeNode ours, JsonElement table)
    {
        string[] mine =
        [
            .. ours.Devices.Append(ours.Own).SelectMany(device => device.Metrics)
                .Select(m => Line(m.Device, m.Name, $"{m.Alias}", $"{m.Type}", m.ValueText, m.Unit, $"{m.Quality}")),
        ];
        string[] theirs =
        [
            .. table.GetProperty("tags").EnumerateArray().Select(t => Line(
                Text(t, "device"), Text(t, "name"), Text(t, "alias"), Text(t, "type"), Text(t, "value"), Text(t, "unit"),
                Text(t, "quality"))),
        ];
        Assert.True(mine.Length > 30, $"only {mine.Length} tags");
        Assert.Equal(mine.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
    }

    private static string Line(
        string? device, string? name, string? alias, string? type, string? value, string? unit, string? quality)
    {
        // sparkplug-payload reads no UInt32 (see DecoderTests).
        var seen = new Seen($"{device}/{name}")
        {
            Alias = string.IsNullOrEmpty(alias) ? null : alias, Type = type, Value = type == "UInt32" || value == "null" ? null : value,
            Unit = unit, Quality = quality ?? "192",
        };
        return seen.Line(9, 17);
    }

    private static string? Text(JsonElement tag, string member) => tag.GetProperty(member).GetString();

    private static int Count(Stage stage, MessageType type) => stage.Heard.Count(h => h.Message.Parts?.Type == type);
}
