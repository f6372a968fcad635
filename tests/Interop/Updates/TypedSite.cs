using System.Text.Json;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A site as a person has it who types what docs/rollout.md says: mosquitto as <c>fieldnode broker</c> makes it, nodes as <c>fieldnode run</c>, each with a folder of its own,
/// keys and bundles of <c>fieldnode keys</c> and <c>sign</c>.
/// </summary>
internal sealed class TypedSite : IAsyncDisposable
{
    private const string SigningPassword = "signing password 1";

    private readonly BenchSite site;
    private readonly Dictionary<string, PeerProcess> nodes = [];

    private TypedSite(BenchSite site) => this.site = site;

    /// <param name="commands">Of <c>fieldnode pki</c>.</param>
    internal static async Task<TypedSite> CreateAsync(params string[] commands)
    {
        Peers.Program("mosquitto");
        var made = new TypedSite(await BenchSite.CreateAsync(commands));
        await made.site.StartMosquittoAsync();
        File.WriteAllText(made.In("signing.pw"), SigningPassword);
        foreach (string key in new[] { "release", "rotate" })
        {
            await made.TypeAsync($"keys make {made.In(key)} --password-file {made.In("signing.pw")}");
        }
        await made.TypeAsync($"keys record --release {made.In("release.pub")} --rotate {made.In("rotate.pub")} -o {made.In("update-keys.a")}");
        Directory.CreateDirectory(made.In("out"));
        return made;
    }

    internal string In(params string[] parts) => site.In(parts);

    /// <summary>A file beside a node's node file.</summary>
    internal string Of(string node, string file) => In("nodes", node, file);

    internal PkiEntry Entry(string name) => site.Entry(name);

    /// <summary>All certificates of a name, the oldest first.</summary>
    internal IReadOnlyList<PkiEntry> Entries(string name)
    {
        using PkiFolder pki = PkiFolder.OpenToRead(In("pki"), TimeProvider.System);
        return pki.Find(name);
    }

    internal Task PkiAsync(string command) => site.PkiAsync(command);

    /// <summary>A node with nothing but its updates, and what a test adds.</summary>
    internal NodeSettings Settings(string group, string node, int trialMs, Action<NodeSettings>? change = null)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = group, Node = node, Board = "simulated", Update = new UpdateSettings { ConfirmMs = 10_000, TrialMs = trialMs },
            Broker = new BrokerSettings { Host = "localhost", Port = site.Port, CaFile = Of(node, "ca.pem"), CertificateFile = Of(node, "certificate.pem"), KeyFile = Of(node, "key.pem"), KeepAliveS = 5 },
        };
        change?.Invoke(settings);
        return settings;
    }

    /// <summary>Lays down what a node has, as the bench does, and starts it.</summary>
    internal async Task StartNodeAsync(NodeSettings settings)
    {
        string node = settings.Node;
        Directory.CreateDirectory(Of(node, "state"));
        PkiEntry own = Entry(node);
        File.Copy(own.CertificateFile, Of(node, "certificate.pem"));
        File.Copy(own.KeyFile, Of(node, "key.pem"));
        File.Copy(In("pki", "brokers", "ca.pem"), Of(node, "ca.pem"));
        File.Copy(In("update-keys.a"), Path.Combine(Of(node, "state"), "update-keys.a"));
        await TypeAsync($"keys own -o {Path.Combine(Of(node, "state"), "update-node.a")}");
        SettingsFile.Write(settings, Of(node, "node.json"));
        nodes[node] = site.Own(PeerProcess.Start("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", Of(node, "node.json"), "--state", Of(node, "state")]));
    }

    internal string Output(string node) => nodes[node].Output;

    /// <summary><c>fieldnode sign</c> to <c>out/NODE.fnb</c>.</summary>
    internal Task SignAsync(string node, string version, int sequence, string parts) => TypeAsync(
        $"sign --board simulated --version \"{version}\" --sequence {sequence} {parts} --key {In("release.key")} --password-file {In("signing.pw")} -o {In("out", node + ".fnb")}");

    /// <summary>A command that has to come out well.</summary>
    internal async Task<string> TypeAsync(string line)
    {
        (int status, string said) = await site.TryAsync(line);
        Assert.True(status == 0, $"{line}: {status}: {said}");
        return said;
    }

    /// <summary>A command to the broker, by somebody with a certificate.</summary>
    internal Task<(int Status, string Said)> AskAsync(string who, string line) => site.TryAsync(
        $"{line} --host localhost --port {site.Port} --ca {In("pki", "brokers", "ca.pem")} --cert {Entry(who).CertificateFile} --key {Entry(who).KeyFile}");

    /// <summary>A roll-out of the bundles in <c>out</c>; all of its nodes are the canary, for it is told here what comes of each.</summary>
    internal Task<(int Status, string Said)> RollOutAsync(string who, string group, string names, string more) => AskAsync(who,
        $"update --group {group} --nodes {names} --bundle {In("out", "{node}.fnb")} --wait 15 --verdict 120 --state {In(group + ".json")} {more}");

    /// <summary>What the file of a group's roll-out says of a node.</summary>
    internal (string Status, string Reason) CameTo(string group, string node)
    {
        using JsonDocument state = JsonDocument.Parse(File.ReadAllText(In(group + ".json")));
        JsonElement one = state.RootElement.GetProperty("nodes").EnumerateArray().Single(each => each.GetProperty("name").GetString() == node);
        return (one.GetProperty("status").GetString()!, one.GetProperty("reason").GetString()!);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
