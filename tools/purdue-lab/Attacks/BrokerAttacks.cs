using System.Diagnostics;
using System.Text.Json.Nodes;
using FieldNode.Host;

namespace FieldNode.PurdueLab;

/// <summary>
/// Brokers in the hands of an attacker. A forged answer of the name server leads a node there, one node for each, so that the lab's own node keeps its
/// broker meanwhile.
/// </summary>
internal static class BrokerAttacks
{
    private const int WithinS = 150; // a wait for what must come: a machine may be busy
    private const int HandshakeBoundMs = 30_000; // a handshake may take 15 s, and a busy machine adds to it
    private const int MegabytesMax = 400;

    private static readonly (string Name, HostileKind Kind, string? Certificate, string What, string Expected, string Control, string? Words)[] Kinds =
    [
        ("broker-other-ca", HostileKind.Tls, "other-ca", "a broker whose certificate another CA of the same name has issued", "no byte of MQTT goes to it", "node: the one CA in its settings", "does not come from our CA"),
        ("broker-other-name", HostileKind.Tls, "other-name", "a broker with the site's certificate of another broker", "no byte of MQTT goes to it", "node: the name in its settings", "not for"),
        ("broker-expired", HostileKind.Tls, "expired", "a broker with its own certificate of last year", "no byte of MQTT goes to it", "node: dates", "expired"),
        ("broker-plain", HostileKind.Plain, null, "a broker that speaks MQTT without TLS", "no byte of MQTT goes to it", "node: TLS only", null),
        ("broker-silent", HostileKind.Silent, null, "a broker that takes the connection and never says a word", "given up after 15 s, tried again", "node: time-out of the handshake", null),
        ("broker-drip", HostileKind.Drip, null, "a broker that says a byte a second", "given up after 15 s, tried again", "node: one time-out for the whole handshake", null),
        ("broker-mute", HostileKind.Mute, "genuine", "a stolen broker's key: TLS, then not a byte of MQTT", "given up, tried again", "node: time-out for CONNACK", null),
        ("broker-bad-frames", HostileKind.MalformedFrames, "genuine", "a stolen broker's key: packets whose frames MQTT does not have, another in each session", "the node lives, and comes again", "node: inbound packets are bounded and checked", null),
        ("broker-bad-publishes", HostileKind.MalformedPublishes, "genuine", "a stolen broker's key: PUBLISH with QoS 3, identifier 0, wildcards, broken UTF-8", "the node lives, and comes again", "node: inbound packets are bounded and checked", null),
        ("broker-bad-answers", HostileKind.MalformedAnswers, "genuine", "a stolen broker's key: CONNECT, a second CONNACK, SUBACK for nothing, a command that is no protobuf", "the node lives, and comes again", "node: inbound packets are bounded and checked", null),
        ("broker-1mb", HostileKind.Huge, "genuine", "a stolen broker's key: commands of 1 MB without end", "skipped unread, the session stays", "node: an inbound PUBLISH above 16 KB is never held", null),
    ];

    internal static IEnumerable<Attack> All => Kinds.Select((kind, number) => new Attack(
        kind.Name, "L3", LabKind.Bridged, "name server forged: " + kind.What, kind.Expected, kind.Control, (run, end) => RunAsync(run, number, end)) { Beside = RowOf(kind.Kind) });

    /// <summary>Eleven nodes at once make a machine stand still: three rows, each with about as much to wait for.</summary>
    private static string RowOf(HostileKind kind) => kind switch
    {
        HostileKind.MalformedFrames or HostileKind.MalformedPublishes or HostileKind.MalformedAnswers => "brokers-1",
        HostileKind.Silent or HostileKind.Drip or HostileKind.Mute => "brokers-2",
        _ => "brokers-3",
    };

    private static async Task<AttackResult> RunAsync(LabRun run, int number, CancellationToken cancellation)
    {
        (string name, HostileKind kind, string? certificate, _, _, _, string? words) = Kinds[number];
        string address = Plan.HostileAddress(number);
        (string file, string key) = certificate is null or "genuine"
            ? (run.Site.Certificate(Plan.PlantBroker), run.Site.Key(Plan.PlantBroker)) : run.Site.Foreign(certificate);
        var who = new JsonObject { ["as"] = name };
        await run.At(Zone.Plant).AskAsync("hostile", new JsonObject
        {
            ["as"] = name, ["kind"] = kind.ToString(), ["address"] = address, ["cert"] = certificate is null ? null : file, ["key"] = key,
            ["topic"] = CommandWriter.NodeTopic(LabSite.Group, LabSite.LedAstray),
        });
        string flash = run.Site.FlashOf(LabSite.LedAstray, "flash-" + name, NodeFiles.Small(LabSite.LedAstray, Plan.PlantBroker));
        Child node = run.Own(Child.Start(run.Net.CommandIn(Zone.Node, run.Net.ForgedHosts(address), CommandRun.Program(
            "run", "--config", Path.Combine(flash, "node.json"), "--state", Path.Combine(flash, "node")))));
        HostileSeen seen = default;
        long began = Stopwatch.GetTimestamp();
        bool isEnough = await Waiting.UntilAsync(async () =>
        {
            seen = HostileSeen.Of(await run.At(Zone.Plant).AskAsync("hostileSeen", (JsonObject)who.DeepClone()));
            return node.HasExited || IsEnough(kind, seen);
        }, WithinS, cancellation);
        await Task.Delay(1500, cancellation); // what was sent last is with the node by now
        int megabytes = ProcessTree.MegabytesOf(node.Id);
        IReadOnlyList<string> lines = node.Lines;
        bool hasExited = node.HasExited;
        bool ended = await node.EndAsync(TimeSpan.FromSeconds(25)); // it may be within a handshake
        string? said = words is null ? null : lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal));
        if (seen.Connections == 0)
        {
            throw new LabError($"the node never came to {address}: {node.Last}");
        }
        if (words is not null && said is null)
        {
            throw new LabError($"the node came, and did not say that the certificate {words}: {node.Last}");
        }
        string reasons = said is null ? "" : $"; the node: \"{said[(said.IndexOf(' ') + 1)..].Trim()}\"";
        return new AttackResult($"{seen.Words} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; memory {megabytes} MB{(hasExited ? "; THE NODE ENDED" : "")}{(ended ? "" : "; it did not end by itself")}{reasons}",
            hasExited || !isEnough || !ended || megabytes > MegabytesMax || IsReached(kind, seen));
    }

    /// <summary>Enough was seen to judge.</summary>
    private static bool IsEnough(HostileKind kind, HostileSeen seen) => kind switch
    {
        HostileKind.MalformedFrames or HostileKind.MalformedPublishes or HostileKind.MalformedAnswers => seen.Sent >= MalformedPackets.Count,
        HostileKind.Huge => seen.Sent >= 5,
        HostileKind.Silent or HostileKind.Drip or HostileKind.Mute => seen.HeldMs.Count >= 1 && seen.Connections >= 2,
        HostileKind.Plain => seen.HeldMs.Count >= 1 && seen.Connections >= 2, // a CONNACK is shorter than the head of a TLS record: it waits for the rest
        _ => seen.Connections >= 3,
    };

    /// <summary>Something came to it that must not, or the node stood still for longer than it may.</summary>
    private static bool IsReached(HostileKind kind, HostileSeen seen) => kind switch
    {
        HostileKind.Tls or HostileKind.Plain => seen.Packets > 0,
        HostileKind.Silent or HostileKind.Drip or HostileKind.Mute => seen.HeldMs.Max() > HandshakeBoundMs,
        HostileKind.Huge => seen.Connections > 1,
        _ => false,
    };

    /// <summary>What came to the hostile broker.</summary>
    private readonly record struct HostileSeen(int Connections, int Handshakes, int Packets, int Publishes, int Sent, IReadOnlyList<long> HeldMs)
    {
        internal string Words => $"{Connections} connections, {Handshakes} handshakes, {Packets} MQTT packets of the node ({Publishes} PUBLISH)"
            + (Sent > 0 ? $", {Sent} evil packets sent" : "") + (HeldMs.Count > 0 ? $", longest {HeldMs.Max() / 1000.0:0.0} s" : "");

        internal static HostileSeen Of(JsonObject seen) => new((int)seen["connections"]!, (int)seen["handshakes"]!, (int)seen["packets"]!, (int)seen["publishes"]!, (int)seen["sent"]!,
            [.. seen["heldMs"]!.AsArray().Select(one => (long)one!)]);
    }
}
