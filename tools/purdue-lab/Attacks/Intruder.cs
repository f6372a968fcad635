using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>A client in a zone, under whatever certificate it has got hold of.</summary>
internal sealed class Intruder
{
    private readonly LabRun run;
    private readonly Agent agent;
    private readonly string host;
    private readonly string clientId;
    private readonly long mark;
    private readonly string name = "intruder-" + Guid.NewGuid().ToString("N")[..6]; // also its client id, where it takes nobody else's

    private Intruder(LabRun run, Zone zone, string host, string? clientId) =>
        (this.run, agent, this.host, this.clientId, mark) = (run, run.At(zone), host, clientId ?? name, run.BrokerMark(host));

    /// <summary>Null: it is in. Else why not.</summary>
    internal string? Refused { get; private set; }

    /// <summary>Tries to connect.</summary>
    /// <param name="who">The site's certificate; null: as the arguments say.</param>
    internal static async Task<Intruder> ConnectAsync(LabRun run, Zone zone, string host, string? who, string? clientId = null, JsonObject? more = null)
    {
        var intruder = new Intruder(run, zone, host, clientId);
        JsonObject asked = more ?? [];
        asked["as"] = intruder.name;
        asked["host"] = host;
        asked["clientId"] = intruder.clientId;
        if (who is not null)
        {
            (asked["cert"], asked["key"]) = (run.Site.Certificate(who), run.Site.Key(who));
        }
        JsonObject answer = await intruder.agent.AskAsync("connect", asked);
        intruder.Refused = (bool)answer["connected"]! ? null : (string?)answer["why"] ?? "?";
        return intruder;
    }

    /// <summary>As <see cref="ConnectAsync"/>; that it cannot is no verdict, for then nothing was tried.</summary>
    internal static async Task<Intruder> MustConnectAsync(LabRun run, Zone zone, string host, string who, string? clientId = null)
    {
        Intruder intruder = await ConnectAsync(run, zone, host, who, clientId);
        return intruder.Refused is { } why ? throw new LabError($"{who} cannot connect to {host} from {Plan.NameOf(zone)}: {why}") : intruder;
    }

    internal async Task<bool> SubscribeAsync(string filter) =>
        (bool)(await agent.AskAsync("subscribe", new JsonObject { ["as"] = name, ["filter"] = filter }))["granted"]!;

    /// <summary>Publishes at QoS 1.</summary>
    /// <returns>How many the broker acknowledged: that says nothing of what it delivered.</returns>
    internal async Task<int> PublishAsync(string topic, byte[] payload, int times = 1, bool retain = false, int everyMs = 0) =>
        (int)(await agent.AskAsync("publish", new JsonObject
        {
            ["as"] = name, ["topic"] = topic, ["base64"] = Convert.ToBase64String(payload), ["times"] = times, ["retain"] = retain, ["everyMs"] = everyMs,
        }))["taken"]!;

    internal async Task<int> PublishTextAsync(string topic, string text, bool retain = false) =>
        (int)(await agent.AskAsync("publish", new JsonObject { ["as"] = name, ["topic"] = topic, ["text"] = text, ["retain"] = retain }))["taken"]!;

    internal async Task<int> PublishSizeAsync(string topic, int bytes, bool retain = false) =>
        (int)(await agent.AskAsync("publish", new JsonObject { ["as"] = name, ["topic"] = topic, ["size"] = bytes, ["retain"] = retain }))["taken"]!;

    /// <summary>That the broker took none is no verdict either, unless its log says that it was the broker's will.</summary>
    /// <exception cref="LabError">Nothing was tried.</exception>
    internal async Task MustHaveTriedAsync(int taken, CancellationToken cancellation)
    {
        if (taken == 0 && await SaidAsync(cancellation, "Denied PUBLISH from " + clientId) is null)
        {
            throw new LabError($"{host} took none of what was published, and does not say that it refused it");
        }
    }

    /// <summary>The first line of the broker's log since this one came that says one of these words; null: none does.</summary>
    internal Task<string?> SaidAsync(CancellationToken cancellation, params string[] words) => run.BrokerSaidAsync(host, mark, cancellation, words);

    /// <summary>Topics on which something was delivered to it, with how much.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> HeardAsync()
    {
        JsonObject answer = await agent.AskAsync("heard", new JsonObject { ["as"] = name });
        return answer["topics"]!.AsArray().ToDictionary(one => (string)one!["topic"]!, one => (int)one!["count"]!);
    }

    internal Task CloseAsync() => agent.AskAsync("close", new JsonObject { ["as"] = name });
}
