using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>
/// The lab's own program once more, inside a namespace: it does there what it is told, a JSON object a line, and answers with one. It ends with its input.
/// </summary>
internal sealed class AgentServer : IAsyncDisposable
{
    internal const string Verb = "agent";

    private readonly Lock guard = new();
    private readonly Dictionary<string, LabClient> clients = [];
    private readonly Dictionary<string, Consumer> consumers = [];
    private readonly Dictionary<string, HostileBroker> brokers = [];
    private readonly List<IDisposable> owned = [];
    private NtpServer? time;

    /// <summary>Serves until the input ends.</summary>
    internal static async Task<int> ServeAsync(TextReader input, TextWriter output)
    {
        await using var server = new AgentServer();
        var writing = new Lock();
        var under = new List<Task>();
        while (await input.ReadLineAsync() is { } line)
        {
            JsonObject asked = JsonNode.Parse(line)!.AsObject();
            under.RemoveAll(task => task.IsCompleted);
            under.Add(Task.Run(async () =>
            {
                JsonObject answer = await server.AnswerAsync(asked);
                lock (writing)
                {
                    output.WriteLine(answer.ToJsonString());
                    output.Flush();
                }
            }));
        }
        await Task.WhenAny(Task.WhenAll(under), Task.Delay(1000));
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LabClient client in clients.Values)
        {
            await client.DisposeAsync();
        }
        foreach (Consumer consumer in consumers.Values)
        {
            await consumer.DisposeAsync();
        }
        foreach (HostileBroker broker in brokers.Values)
        {
            broker.Dispose();
        }
        time?.Dispose();
        owned.ForEach(one => one.Dispose());
    }

    private async Task<JsonObject> AnswerAsync(JsonObject asked)
    {
        JsonObject answer;
        try
        {
            answer = await DoAsync((string)asked["op"]!, new AgentArguments(asked));
            answer["ok"] = true;
        }
        catch (Exception failure)
        {
            answer = new JsonObject { ["ok"] = false, ["error"] = $"{failure.GetType().Name}: {failure.Message}" };
        }
        answer["id"] = (int)asked["id"]!;
        return answer;
    }

    private async Task<JsonObject> DoAsync(string op, AgentArguments a) => op switch
    {
        "connect" => await ConnectAsync(a),
        "subscribe" => new JsonObject { ["granted"] = await Client(a).SubscribeAsync(a.Text("filter")) },
        "publish" => await Client(a).PublishAsync(a),
        "heard" => Client(a).Heard(),
        "close" => await CloseAsync(a),
        "consume" => await ConsumeAsync(a),
        "view" => Consumer(a).View(),
        "reset" => Consumer(a).Reset(),
        "samples" => Consumer(a).Samples(a.Text("node")),
        "scan" => await ConnectScan.RunAsync(a),
        "tcp" => await TcpProbe.RunAsync(a),
        "hostile" => Hostile(a),
        "hostileSeen" => Broker(a).Seen(),
        "ntpServe" => Serve(a),
        "ntpAsk" => await NtpClient.AskAsync(a.Text("host")),
        "listen" => Own(new Doorman(a.Number("port"))),
        _ => throw new InvalidOperationException($"no such operation: {op}"),
    };

    private async Task<JsonObject> ConnectAsync(AgentArguments a)
    {
        var client = new LabClient(a);
        lock (guard)
        {
            clients[a.Text("as")] = client;
        }
        string? why = await client.ConnectAsync();
        return new JsonObject { ["connected"] = why is null, ["why"] = why };
    }

    private async Task<JsonObject> CloseAsync(AgentArguments a)
    {
        LabClient client = Client(a);
        lock (guard)
        {
            clients.Remove(a.Text("as"));
        }
        await client.DisposeAsync();
        return [];
    }

    private async Task<JsonObject> ConsumeAsync(AgentArguments a)
    {
        var consumer = new Consumer(a);
        lock (guard)
        {
            consumers[a.Text("as")] = consumer;
        }
        await consumer.StartAsync();
        return [];
    }

    private JsonObject Hostile(AgentArguments a)
    {
        var broker = new HostileBroker(a);
        lock (guard)
        {
            brokers[a.Text("as")] = broker;
        }
        return [];
    }

    private JsonObject Serve(AgentArguments a)
    {
        time?.Dispose(); // there is one clock at a time
        time = new NtpServer(a.Text("address"), a.Number("offsetS"));
        return [];
    }

    private JsonObject Own(IDisposable one)
    {
        lock (guard)
        {
            owned.Add(one);
        }
        return [];
    }

    private LabClient Client(AgentArguments a) => Of(clients, a);

    private Consumer Consumer(AgentArguments a) => Of(consumers, a);

    private HostileBroker Broker(AgentArguments a) => Of(brokers, a);

    private T Of<T>(Dictionary<string, T> all, AgentArguments a)
    {
        lock (guard)
        {
            return all.TryGetValue(a.Text("as"), out T? one) ? one : throw new InvalidOperationException($"nobody is called {a.Text("as")}");
        }
    }
}
