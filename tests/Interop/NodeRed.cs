using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldNode.Interop.Tests;

/// <summary>
/// node-red as a host: its mqtt nodes, and function nodes with sparkplug-payload that keep a table of a node's tags and write what an
/// operator types. Its flow is in peers/node-red; the operator's console is a connection that node-red makes to us.
/// </summary>
internal sealed class NodeRed : IDisposable
{
    private readonly TcpListener console = new(IPAddress.Loopback, 0);
    private readonly PeerProcess process;
    private TcpClient? terminal;

    private NodeRed(Stage stage, string user)
    {
        string modules = Peers.NodeModulesWith("node-red");
        Peers.NodeModulesWith("sparkplug-payload");
        string program = Peers.Program("node");
        string folder = Directory.CreateDirectory(stage.In("node-red")).FullName;
        File.WriteAllText(Path.Combine(folder, "flow.json"), Flow());
        console.Start();
        process = PeerProcess.Start(
            program,
            [Path.Combine(modules, "node-red", "red.js"), "--settings", Peers.Script("node-red/settings.js"), "--userDir", folder],
            new Dictionary<string, string>
            {
                ["FIELDNODE_NODE_MODULES"] = modules, ["FIELDNODE_PORT"] = $"{stage.Port}", ["FIELDNODE_CA"] = stage.In("ca.pem"),
                ["FIELDNODE_CERT"] = stage.In(user + ".pem"), ["FIELDNODE_KEY"] = stage.In(user + ".key"), ["HOME"] = folder,
                ["FIELDNODE_OPERATOR"] = $"{((IPEndPoint)console.LocalEndpoint).Port}",
            });
    }

    public string Output => process.Output;

    /// <summary>It is subscribed: what comes from now on, it hears.</summary>
    public bool IsConnected => Output.Contains("Connected to broker", StringComparison.Ordinal);

    /// <summary>True while the table shows the node as born.</summary>
    public bool IsOnline => Table?.GetProperty("online").GetBoolean() == true;

    /// <summary>The table that node-red's debug node printed last.</summary>
    private JsonElement? Table
    {
        get
        {
            const string Mark = "TAGS {";
            string? line = Output.Split('\n').LastOrDefault(
                l => l.Contains(Mark, StringComparison.Ordinal) && l.TrimEnd().EndsWith('}'));
            return line is null
                ? null
                : JsonDocument.Parse(line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length - 1)..]).RootElement;
        }
    }

    /// <summary>Starts it; it belongs to the stage.</summary>
    /// <param name="user">Whose certificate it shows.</param>
    public static NodeRed Start(Stage stage, string user = "host") => stage.Own(new NodeRed(stage, user));

    /// <summary>Whether a device is there and alive; null: the table does not have it.</summary>
    public bool? IsAlive(string device) =>
        Table?.GetProperty("devices").TryGetProperty(device, out JsonElement alive) == true ? alive.GetBoolean() : null;

    /// <summary>The value of a tag as node-red shows it; null: it has no such tag, or no value.</summary>
    public string? Value(string device, string name) => Tags()
        .Where(tag => Text(tag, "device") == device && Text(tag, "name") == name).Select(tag => Text(tag, "value")).FirstOrDefault();

    /// <summary>Every tag as a line of text.</summary>
    public string[] Lines() =>
    [
        .. Tags().Select(tag => TagLine.Of(Text(tag, "device"), new Seen(Text(tag, "name")!)
        {
            Alias = Text(tag, "alias"), Type = Text(tag, "type"), Value = Text(tag, "value") is "null" ? null : Text(tag, "value"),
            Unit = Text(tag, "unit"), Low = Text(tag, "low"), High = Text(tag, "high"), Timestamp = Text(tag, "timestamp"),
            Quality = Text(tag, "quality")!, Reason = Text(tag, "reason"),
        })).Order(StringComparer.Ordinal),
    ];

    /// <summary>The operator types a value for a tag.</summary>
    public async Task TypeAsync(string device, string name, object value)
    {
        terminal ??= await console.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        string line = JsonSerializer.Serialize(new { edge = $"{Stage.Group}/{Stage.NodeName}", device, name, value });
        await terminal.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        process.Dispose();
        terminal?.Dispose();
        console.Dispose();
    }

    private static string Flow()
    {
        JsonArray flow = JsonNode.Parse(File.ReadAllText(Peers.Script("node-red/flow.json")))!.AsArray();
        foreach (JsonNode function in flow.Where(node => (string?)node!["type"] == "function")!)
        {
            function["func"] = File.ReadAllText(Peers.Script($"node-red/{(string?)function["name"]}.js"));
        }
        return flow.ToJsonString();
    }

    private IEnumerable<JsonElement> Tags() => Table is { } table ? table.GetProperty("tags").EnumerateArray() : [];

    private static string? Text(JsonElement tag, string member) =>
        tag.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;
}
