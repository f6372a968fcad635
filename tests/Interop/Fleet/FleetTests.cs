using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>The desk as a process, with nodes as processes behind a real mosquitto.</summary>
public sealed class FleetTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly string[] Names = ["node1", "node2", "node3"];

    private readonly Stage stage = new();
    private PeerProcess broker = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (string name in Names.Skip(1))
        {
            using IssuedCertificate client = stage.Ca.IssueClient(name);
            client.Save(stage.In(name + ".pem"), stage.In(name + ".key"));
        }
        await StartBrokerAsync();
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact(Timeout = 240_000)]
    public async Task A_desk_knows_who_was_killed_when_it_starts_and_after_the_broker_did()
    {
        PeerProcess desk = Desk("--json");
        await Wait.UntilAsync(() => broker.Output.Contains("Sending SUBACK to fieldnode-host-", StringComparison.Ordinal), 60, () => $"the desk to listen: {desk.Output}");
        PeerProcess[] nodes = [.. Names.Select(StartNode)];
        foreach (string name in Names)
        {
            await SaysAsync(desk, name, "heard for the first time: version");
        }
        nodes[1].Kill();
        await SaysAsync(desk, "node2", "died, bdSeq ");
        await SaysAsync(desk, "node2", "\"event\":\"gone since ");
        DateTime died = Events(desk.Output).First(one => one.Node == "node2" && one.Text.StartsWith("died", StringComparison.Ordinal)).Utc;
        await desk.EndAsync();
        Assert.Equal(1, desk.ExitCode);

        PeerProcess later = Desk("--once", "--seconds", "15", "--json");
        await Wait.UntilAsync(() => later.HasEnded, 60, () => "the desk to end: " + later.Output);
        JsonElement[] found = [.. later.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Names.Order(), found.Select(one => one.GetProperty("node").GetString()).Order());
        JsonElement gone = found.Single(one => one.GetProperty("node").GetString() == "node2");
        Assert.Equal(("gone", died), (gone.GetProperty("state").GetString(), gone.GetProperty("since").GetDateTime()));
        Assert.All(found.Where(one => one.GetProperty("node").GetString() != "node2"), one => Assert.Equal("old", one.GetProperty("state").GetString()));
        Assert.All(found, one => Assert.Equal(JsonValueKind.String, one.GetProperty("versionClaimed").ValueKind));
        Assert.Equal(1, later.ExitCode);

        PeerProcess asking = Desk("--once", "--seconds", "20", "--json", "--ask");
        await Wait.UntilAsync(() => asking.HasEnded, 60, () => "the desk to end: " + asking.Output);
        Assert.Equal(2, asking.Output.Split("\"state\":\"good\"").Length - 1);

        PeerProcess watching = Desk("--alerts", "--gone-after", "2", "--json");
        await SaysAsync(watching, "", "\"alert\":\"gone\",\"state\":\"raised\",\"group\":\"plant\",\"node\":\"node2\"");
        broker.Kill();
        await SaysAsync(watching, "", "connection to localhost");
        await StartBrokerAsync();
        await SaysAsync(watching, "", "again");
        await watching.EndAsync();
        PeerProcess anew = Desk("--json", "--alerts", "--gone-after", "2", "--seconds", "6");
        await Wait.UntilAsync(() => anew.HasEnded, 60, () => "the desk to end: " + anew.Output);
        Assert.DoesNotContain("\"node\":\"node2\"", anew.Output); // it was raised, and is not raised again
        Assert.Equal(1, anew.ExitCode);
    }

    [Fact(Timeout = 240_000)]
    public async Task The_desk_listens_on_its_page_alone_and_publishes_nothing()
    {
        PeerProcess node = StartNode("node1");
        PeerProcess desk = Desk("--serve", "0");
        await Wait.UntilAsync(() => desk.Output.Contains("the page is at http://127.0.0.1:", StringComparison.Ordinal), 60, () => "the page: " + desk.Output);
        string address = desk.Output.Split("the page is at ")[1].Split(' ')[0];
        using var client = new HttpClient();
        await Wait.UntilAsync(() => Get(client, address).Contains("plant/node1", StringComparison.Ordinal), 60, () => "the node on the page: " + node.Output);
        Assert.Equal([new ListenSocket("tcp", $"0100007F:{new Uri(address).Port:X4}")], ListenSockets.Of(desk.Id)!);
        Assert.Empty(ListenSockets.Of(node.Id)!);
        await desk.EndAsync();
        string[] lines = broker.Output.Split('\n');
        string[] ids = [.. lines.Where(line => line.Contains("as fieldnode-host-", StringComparison.Ordinal)).Select(line => line.Split(" as ")[1].Split(' ')[0]).Distinct()];
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.DoesNotContain(lines, line => line.Contains("Received PUBLISH from " + id, StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("NCMD", StringComparison.Ordinal) && line.Contains("fieldnode-host-", StringComparison.Ordinal));
    }

    private async Task StartBrokerAsync() => broker = await MosquittoBroker.StartAsync(stage, string.Join("\n", Names.Select(name =>
        (name == Names[0] ? "" : $"\nuser {name}\n") + MosquittoBroker.AllOfTheNode.Replace(Stage.NodeName, name, StringComparison.Ordinal))));

    private PeerProcess StartNode(string name)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = Stage.Group, Node = name,
            Broker = new BrokerSettings { Host = "localhost", Port = stage.Port, CaFile = stage.In("ca.pem"), CertificateFile = stage.In(name + ".pem"), KeyFile = stage.In(name + ".key"), KeepAliveS = 5 },
        };
        File.WriteAllText(stage.In(name + ".json"), JsonSerializer.Serialize(settings, Json));
        return stage.Own(PeerProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", stage.In(name + ".json"), "--state", stage.In(name + "-state")]));
    }

    private static string Get(HttpClient client, string address)
    {
        using HttpResponseMessage answer = client.Send(new HttpRequestMessage(HttpMethod.Get, address));
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return reader.ReadToEnd();
    }

    private PeerProcess Desk(params string[] more) => stage.Own(PeerProcess.Start("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "fleet", "--host", "localhost", "--port", $"{stage.Port}", "--ca", stage.In("ca.pem"), "--cert", stage.In("host.pem"),
        "--key", stage.In("host.key"), "--store", stage.In("fleet.db"),
        "--certificate-days", "7", .. more, // the stage's certificates last 30 days, which would be a fault of each node
    ]));

    private static Task SaysAsync(PeerProcess desk, string node, string words) => Wait.UntilAsync(
        () => desk.Output.Split('\n').Any(line => line.Contains(words, StringComparison.Ordinal) && (node.Length == 0 || line.Contains($"\"node\":\"{node}\"", StringComparison.Ordinal))), 60,
        () => $"'{words}' of {node}; the desk said: {desk.Output}");

    private static IEnumerable<(DateTime Utc, string Node, string Text)> Events(string output) => output.Split('\n').Where(line => line.StartsWith('{')).Select(line =>
    {
        JsonElement one = JsonDocument.Parse(line).RootElement;
        return (one.GetProperty("time").GetDateTime(), one.GetProperty("node").GetString()!, one.GetProperty("event").GetString()!);
    });
}
