using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>Update bundles that the node must not take.</summary>
internal static class BundleAttacks
{
    private const int SignatureBytes = 384;

    internal static IEnumerable<Attack> All =>
    [
        new("bundle-unsigned", "L3", LabKind.Bridged, "maintenance's certificate, stolen: send a bundle whose signature is zeros", "refused: BadSignature (40)", "node: release key", UnsignedAsync),
        new("bundle-foreign", "L3", LabKind.Bridged, "send a bundle that is signed by another key", "refused: BadSignature (40)", "node: release key",
            (run, end) => SendAsync(run, LabSite.Maintenance, "bundle-foreign.fnb", run.Site.ForeignKey, null, "BadSignature", end)),
        new("bundle-old", "L3", LabKind.Bridged, "send a genuine bundle with an older sequence number", "refused: OlderSequence (32)", "node: sequence of what it runs",
            (run, end) => SendAsync(run, LabSite.Maintenance, "bundle-old.fnb", run.Site.ReleaseKey, 1, "OlderSequence", end)),
        new("bundle-by-reader", "L3", LabKind.Bridged, "send a genuine, newer bundle with a reader's certificate", "the node hears nothing of it", "broker's access list: Update is the maintenance's", ReaderAsync),
    ];

    /// <summary>Signs settings for the lab's node.</summary>
    internal static async Task<string> SignAsync(LabRun run, string name, string key, int? sequence, CancellationToken cancellation)
    {
        string folder = run.Site.In("bundles");
        Directory.CreateDirectory(folder);
        string settings = Path.Combine(folder, "node.json");
        await File.WriteAllTextAsync(settings, run.NodeFile(hasDryer: true), cancellation);
        string bundle = Path.Combine(folder, name);
        await CommandRun.MustAsync(cancellation,
            ["sign", "--board", "simulated", "--version", Path.GetFileNameWithoutExtension(name), "--settings", settings, "--key", key, "-o", bundle, .. sequence is { } number ? new[] { "--sequence", $"{number}" } : []]);
        return bundle;
    }

    /// <summary>Sends a bundle with the tool.</summary>
    /// <returns>The last object that it printed.</returns>
    internal static async Task<(ToolResult Result, JsonObject Last)> UpdateAsync(LabRun run, string who, string bundle, int answerS, CancellationToken cancellation)
    {
        ToolResult result = await run.FieldNodeAsync(
            Zone.Plant, who, ["update", bundle, "--node", $"{LabSite.Group}/{run.NodeName}", "--yes", "--json", "--answer", $"{answerS}", "--verdict", "90"], cancellation);
        string? last = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return (result, last is null ? [] : JsonNode.Parse(last)!.AsObject());
    }

    private static async Task<AttackResult> UnsignedAsync(LabRun run, CancellationToken cancellation)
    {
        string genuine = await SignAsync(run, "genuine.fnb", run.Site.ReleaseKey, null, cancellation);
        byte[] bytes = await File.ReadAllBytesAsync(genuine, cancellation);
        int manifest = bytes[6] | bytes[7] << 8; // docs/SPEC.md, section 9: its length stands in it
        Array.Clear(bytes, manifest, SignatureBytes);
        string bundle = run.Site.In("bundles", "bundle-unsigned.fnb");
        await File.WriteAllBytesAsync(bundle, bytes, cancellation);
        return await JudgeAsync(run, LabSite.Maintenance, bundle, "BadSignature", cancellation);
    }

    private static async Task<AttackResult> SendAsync(LabRun run, string who, string name, string key, int? sequence, string reason, CancellationToken cancellation) =>
        await JudgeAsync(run, who, await SignAsync(run, name, key, sequence, cancellation), reason, cancellation);

    private static async Task<AttackResult> JudgeAsync(LabRun run, string who, string bundle, string reason, CancellationToken cancellation)
    {
        (ToolResult result, JsonObject last) = await UpdateAsync(run, who, bundle, 30, cancellation);
        string outcome = (string?)last["outcome"] ?? "";
        string why = (string?)last["reason"] ?? "";
        if (outcome.Length == 0)
        {
            throw new LabError($"fieldnode update gave no verdict: {result.All}");
        }
        return new AttackResult($"fieldnode update: {outcome}, reason {why} ({last["number"]}), exit status {result.Status}", outcome != "Refused" || why != reason);
    }

    private static async Task<AttackResult> ReaderAsync(LabRun run, CancellationToken cancellation)
    {
        string bundle = await SignAsync(run, "bundle-by-reader.fnb", run.Site.ReleaseKey, int.MaxValue - 1, cancellation);
        NodeView before = await run.ViewAsync(Zone.Enterprise);
        (ToolResult result, JsonObject last) = await UpdateAsync(run, LabSite.Reader, bundle, 5, cancellation);
        NodeView after = await run.ViewAsync(Zone.Enterprise);
        string offered = after.Value("Version offered", "Update");
        string state = after.Value("State", "Update");
        if (state == NodeView.Unknown || before.Value("State", "Update") == NodeView.Unknown || offered == NodeView.Unknown)
        {
            throw new LabError($"Level 4 knows nothing of the node's Update: State {state}, Version offered {offered}");
        }
        return new AttackResult($"fieldnode update: {(string?)last["outcome"] ?? result.All.Trim()}, exit status {result.Status}; the node's Update: State {state}, Version offered '{offered}'",
            result.Status == 0 || state != before.Value("State", "Update") || offered == "bundle-by-reader");
    }
}
