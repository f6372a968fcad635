using System.Buffers;
using System.Diagnostics;
using System.Text.Json.Nodes;
using FieldNode.Host;
using MQTTnet;

namespace FieldNode.PurdueLab;

/// <summary>
/// A Sparkplug host: it knows no tag beforehand, learns all from births, decodes with Google.Protobuf, and keeps each sample. With a host id it says its
/// STATE, as the primary host of the nodes.
/// </summary>
internal sealed class Consumer : IAsyncDisposable
{
    private const string StateTopic = "spBv1.0/STATE/";

    private readonly Lock guard = new();
    private readonly HostModel model = new(new HostOptions { JoinsLate = true });
    private readonly Dictionary<string, NodeWatch> watches = [];
    private readonly AgentArguments asked;
    private readonly LabClient client;
    private readonly long onlineMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    private string? stateTopic;
    private volatile bool isLeaving;

    internal Consumer(AgentArguments asked)
    {
        this.asked = asked;
        client = new LabClient(WithWill(asked)) { OnMessage = Take };
    }

    internal async Task StartAsync()
    {
        if (await client.ConnectAsync() is { } why)
        {
            throw new IOException(why);
        }
        if (!await client.SubscribeAsync("spBv1.0/#"))
        {
            throw new IOException("the broker does not let it subscribe");
        }
        if (asked.Maybe("hostId") is { } id)
        {
            stateTopic = StateTopic + id;
            await SayAsync(online: true);
        }
    }

    /// <summary>What it knows, node by node.</summary>
    internal JsonObject View()
    {
        lock (guard)
        {
            var nodes = new JsonObject();
            foreach (EdgeNode node in model.Nodes)
            {
                NodeWatch watch = Watch(node.Name);
                nodes[node.Name] = new JsonObject
                {
                    ["online"] = node.Online, ["births"] = watch.Births, ["deaths"] = watch.Deaths, ["samples"] = watch.Samples.Count,
                    ["gapMs"] = watch.LongestGapMs(Stopwatch.GetTimestamp()), ["earliestMs"] = watch.EarliestMs, ["latestMs"] = watch.LatestMs, ["live"] = watch.Live,
                    ["devices"] = new JsonObject(node.Devices.Where(device => device.Name is not null && device.Online).Select(device => KeyValuePair.Create(device.Name!, (JsonNode?)Values(device)))),
                    ["own"] = Values(node.Own),
                };
            }
            return new JsonObject
            {
                ["decodeErrors"] = model.DecodeErrors, ["nodes"] = nodes, ["findings"] = new JsonArray([.. model.Findings.Where(finding => !finding.IsNote && !finding.IsOfHost)
                    .TakeLast(5).Select(finding => (JsonNode)$"{finding.Topic}: {finding.Text}")]),
            };
        }
    }

    /// <summary>From here on gaps are measured anew.</summary>
    internal JsonObject Reset()
    {
        lock (guard)
        {
            foreach (NodeWatch watch in watches.Values)
            {
                watch.Restart(Stopwatch.GetTimestamp());
            }
            return [];
        }
    }

    /// <summary>Each sample of the numbered tags of a node: device, number, time, and whether it came late.</summary>
    internal JsonObject Samples(string node)
    {
        lock (guard)
        {
            return new JsonObject
            {
                ["samples"] = new JsonArray([.. Watch(node).Samples.Select(sample => (JsonNode)new JsonArray(sample.Key.Device, sample.Key.Number, sample.Value))]),
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        isLeaving = true;
        if (stateTopic is not null)
        {
            await SayAsync(online: false);
        }
        await client.DisposeAsync();
    }

    private void Take(MqttApplicationMessage message)
    {
        lock (guard)
        {
            HostMessage taken = model.Consume(message.Topic, message.Payload.ToArray(), DateTime.UtcNow, message.Retain);
            if (taken.Parts is not { } parts)
            {
                return;
            }
            if (parts.Type == MessageType.State)
            {
                if (parts.Node == asked.Maybe("hostId") && taken.HostOnline == false && !isLeaving)
                {
                    _ = SayAsync(online: true); // somebody says that we are gone: Sparkplug 3.0.0 has a host say that it is not
                }
                return;
            }
            if (!parts.IsCommand)
            {
                Watch(parts.Node).Take(parts, taken, Stopwatch.GetTimestamp());
            }
        }
    }

    private NodeWatch Watch(string node)
    {
        if (!watches.TryGetValue(node, out NodeWatch? watch))
        {
            watches.Add(node, watch = new NodeWatch());
        }
        return watch;
    }

    private Task SayAsync(bool online) => client.PublishAsync(
        new AgentArguments(new JsonObject { ["topic"] = stateTopic, ["text"] = State(online), ["retain"] = true }));

    private static JsonObject Values(EdgeDevice device) =>
        new(device.Metrics.Select(metric => KeyValuePair.Create(metric.Name, (JsonNode?)metric.ValueText)));

    private string State(bool online) => $$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{onlineMs}}}""";

    private AgentArguments WithWill(AgentArguments from)
    {
        var all = new JsonObject();
        foreach (string name in new[] { "host", "clientId", "ca", "cert", "key" })
        {
            all[name] = from.Maybe(name);
        }
        all["port"] = from.Number("port", Plan.MqttPort);
        if (from.Maybe("hostId") is { } id)
        {
            (all["willTopic"], all["will"]) = (StateTopic + id, State(false));
        }
        return new AgentArguments(all);
    }
}
