using System.Text.Json.Nodes;
using FieldNode.Host;

namespace FieldNode.PurdueLab;

/// <summary>Certificates that are not one's own, that count no more, or that are not there.</summary>
internal static class IdentityAttacks
{
    private const string ForgedDevice = "Forged";
    private const long ForgedNumber = 9_000_000_000; // Level 0 counts with 32 bits

    private static readonly string[] RefusedForCertificate = ["OpenSSL Error", "SSL routines", "certificate"];

    internal static IEnumerable<Attack> All =>
    [
        new("stolen-certificate", "L3", LabKind.Both, "with another node's certificate: take the node's client id, publish births and deaths in its name, subscribe to its commands",
            "the node's session stays, nothing is delivered either way", "broker: client id and topics by the certificate's name", StolenAsync),
        new("node-certificate-at-dmz", "L3", LabKind.Bridged, "publish at the DMZ broker with a node's certificate", "nothing is delivered", "DMZ broker: nodes have no rights there", AboveAsync),
        new("revoked-node", "L3", LabKind.Both, "connect with the certificate of a node that was lost and revoked", "the TLS handshake is refused", "revocation list at the broker", RevokedAsync),
        new("anonymous-client", "L4", LabKind.Both, "connect without a certificate", "the TLS handshake is refused", "broker demands a certificate",
            (run, end) => RefusedAsync(run, Zone.Enterprise, Plan.DmzBroker, [], end)),
        new("foreign-ca-client", "L3", LabKind.Both, "connect as the named writer with a certificate of another CA", "the TLS handshake is refused", "broker trusts the site's CA only",
            (run, end) => RefusedAsync(
                run, Zone.Plant, run.NodesBroker, new JsonObject { ["cert"] = run.Site.Foreign("writer").Certificate, ["key"] = run.Site.Foreign("writer").Key }, end)),
        new("plain-mqtt-client", "L3", LabKind.Both, "send MQTT without TLS to the broker's port", "no CONNACK comes", "broker speaks TLS only", PlainAsync),
    ];

    private static async Task<AttackResult> StolenAsync(LabRun run, CancellationToken cancellation)
    {
        string node = run.NodeName;
        Intruder thief = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.OtherNode, $"{LabSite.Group}-{node}");
        foreach (string filter in new[] { CommandWriter.NodeTopic(LabSite.Group, node), CommandWriter.DeviceTopic(LabSite.Group, node, "+"), "#" })
        {
            await thief.SubscribeAsync(filter);
        }
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        int taken = await thief.PublishAsync($"spBv1.0/{LabSite.Group}/DBIRTH/{node}/{ForgedDevice}", CommandAttacks.Setpoint(1));
        taken += await thief.PublishAsync($"spBv1.0/{LabSite.Group}/DDATA/{node}/{NodeFiles.Kiln}", CommandWriter.Write(NumberedPlant.Tag, SparkplugType.Int64, ForgedNumber, DateTime.UtcNow));
        taken += await thief.PublishAsync($"spBv1.0/{LabSite.Group}/NDEATH/{node}", CommandAttacks.Setpoint(1));
        await thief.MustHaveTriedAsync(taken, cancellation);
        Intruder asks = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, LabSite.Writer);
        await asks.PublishAsync(CommandWriter.NodeTopic(LabSite.Group, node), CommandWriter.Rebirth(DateTime.UtcNow));
        await Waiting.UntilAsync(async () => (await run.ViewAsync(Zone.Enterprise)).Births > before.Births, 15, cancellation);
        await Task.Delay(500, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        IReadOnlyDictionary<string, int> heard = await thief.HeardAsync();
        string[] others = [.. heard.Keys.Where(topic => topic.Contains("/" + node, StringComparison.Ordinal))];
        await thief.CloseAsync();
        await asks.CloseAsync();
        if (after.Births == before.Births)
        {
            throw new LabError("the node did not answer the writer's rebirth: what the thief would have heard is not known");
        }
        int deaths = after.Deaths - before.Deaths;
        bool isBelieved = after.Devices.ContainsKey(ForgedDevice);
        bool isHeld = (await run.SamplesAsync(Zone.Enterprise)).ContainsKey((NodeFiles.Kiln, ForgedNumber));
        return new AttackResult($"in as {LabSite.OtherNode}; published 3, the broker took {taken}; the node's deaths {deaths}, forged device {(isBelieved ? "seen" : "not seen")} at L4, forged number {(isHeld ? "seen" : "not seen")} there, commands heard {others.Length} of 1",
            deaths > 0 || isBelieved || isHeld || others.Length > 0)
        {
            BirthsAllowed = 1,
        };
    }

    private static async Task<AttackResult> AboveAsync(LabRun run, CancellationToken cancellation)
    {
        Intruder thief = await Intruder.ConnectAsync(run, Zone.Plant, Plan.DmzBroker, LabSite.OtherNode);
        if (thief.Refused is { } why)
        {
            string said = await thief.SaidAsync(cancellation, ["not authorised", .. RefusedForCertificate])
                ?? throw new LabError($"not in ({why}), and the broker's log does not say that it refused");
            return new AttackResult($"not in; the broker: {Quoted(said)}", false);
        }
        int taken = await thief.PublishAsync($"spBv1.0/{LabSite.Group}/NBIRTH/{LabSite.OtherNode}", CommandAttacks.Setpoint(1), times: 3);
        await thief.MustHaveTriedAsync(taken, cancellation);
        await Task.Delay(1000, cancellation);
        NodeView seen = await run.ViewAsync(Zone.Enterprise, LabSite.OtherNode);
        await thief.CloseAsync();
        return new AttackResult($"published 3 births of {LabSite.OtherNode}, the broker took {taken}; Level 4 heard {seen.Births}", seen.Births > 0);
    }

    private static async Task<AttackResult> RevokedAsync(LabRun run, CancellationToken cancellation)
    {
        string lost = LabSite.LostNodeOf(run.Kind);
        Intruder before = await Intruder.MustConnectAsync(run, Zone.Plant, run.NodesBroker, lost);
        await before.CloseAsync();
        await CommandRun.MustAsync(cancellation, "pki", "revoke", lost, "--reason", "key-compromise", "--pki", run.Site.Pki);
        long mark = run.BrokerMark(run.NodesBroker);
        await run.RenewBrokerAsync(cancellation);
        if (await run.BrokerSaidAsync(run.NodesBroker, mark, cancellation, "Reloading config") is null)
        {
            throw new LabError("the broker did not take SIGHUP");
        }
        await Task.Delay(500, cancellation);
        AttackResult after = await RefusedAsync(run, Zone.Plant, run.NodesBroker, new JsonObject { ["cert"] = run.Site.Certificate(lost), ["key"] = run.Site.Key(lost) }, cancellation);
        return after with { Seen = $"before: in; fieldnode pki revoke, fieldnode broker, SIGHUP; after: {after.Seen}" };
    }

    /// <summary>Tries to connect; that it was the broker who refused, and for its certificate, stands in the broker's log.</summary>
    private static async Task<AttackResult> RefusedAsync(LabRun run, Zone from, string broker, JsonObject how, CancellationToken cancellation)
    {
        Intruder intruder = await Intruder.ConnectAsync(run, from, broker, null, LabSite.Writer, how);
        if (intruder.Refused is not { } why)
        {
            return new AttackResult("in", true);
        }
        string said = await intruder.SaidAsync(cancellation, RefusedForCertificate)
            ?? throw new LabError($"not in ({why}), and the broker's log says nothing of a certificate");
        return new AttackResult($"not in; the broker: {Quoted(said)}", false);
    }

    /// <summary>A line of a log without its time.</summary>
    private static string Quoted(string said) => $"\"{said[(said.IndexOf(' ') + 1)..].Trim()}\"";

    private static async Task<AttackResult> PlainAsync(LabRun run, CancellationToken cancellation)
    {
        byte[] connect = [0x10, 17, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 5, .. "scada"u8];
        JsonObject seen = await run.At(Zone.Plant).AskAsync("tcp", new JsonObject
        {
            ["host"] = run.NodesBroker, ["port"] = Plan.MqttPort, ["base64"] = Convert.ToBase64String(connect), ["waitMs"] = 3000,
        });
        if (!(bool)seen["connected"]!)
        {
            throw new LabError("the broker's port did not even take a connection");
        }
        string got = (string)seen["got"]!;
        return new AttackResult($"CONNECT sent; {(string)seen["end"]!}, {(got.Length == 0 ? "no byte came" : "got " + got)}", got.StartsWith("20", StringComparison.Ordinal));
    }
}
