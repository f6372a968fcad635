using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Cli;
using FieldNode.Cli.Pki;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A site with a mosquitto as <c>fieldnode broker</c> makes it, a node as <c>fieldnode run</c> with keys laid down, and who sends updates with a
/// certificate of the maintenance. A tap sees each packet of the node, and the conformance checker grades them.
/// </summary>
internal sealed class UpdateSite : IAsyncDisposable
{
    internal const string Node = "node1";
    internal const string NewVersion = "0.2.0";
    private const string OldVersion = "0.1.0";
    private const string Maintenance = "bench";

    private static readonly RSA Release = RSA.Create(KeyRecordWriter.KeyBits);
    private static readonly RSA Rotation = RSA.Create(KeyRecordWriter.KeyBits);

    private readonly BenchSite site;
    private readonly SessionJudge judge = new(new NodeSettings { Group = BenchSite.Group, Node = Node }, isTapped: true);
    private readonly NodeTap tap;
    private int bundles;

    private UpdateSite(BenchSite site)
    {
        this.site = site;
        PkiEntry own = site.Entry(Node);
        PkiEntry server = site.Entry("localhost");
        var files = new TapFiles(own.CertificateFile, own.KeyFile, site.In("pki", "nodes", "ca.pem"), server.CertificateFile, server.KeyFile, site.In("pki", "brokers", "ca.pem"));
        tap = site.Own(new NodeTap(files, site.Port, judge, SessionJudge.ServerName(1)));
    }

    internal PeerProcess? Process { get; private set; }

    internal static async Task<UpdateSite> CreateAsync()
    {
        Peers.Program("mosquitto");
        var made = new UpdateSite(await BenchSite.CreateAsync($"node {Node} --group {BenchSite.Group}", $"maintenance {Maintenance} --only-group {BenchSite.Group}"));
        await made.site.StartMosquittoAsync();
        File.WriteAllText(made.site.In("node.json"), made.Settings());
        var store = new DiskFlashStore(made.site.In("state"));
        Assert.True(new AbRecord(store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(RandomNumberGenerator.GetBytes(UpdateKeys.OwnBytes), UpdateKeys.OwnBytes));
        byte[] keys = KeyRecordWriter.Content(1, 1, Release.ExportParameters(false), Rotation.ExportParameters(false));
        Assert.True(new AbRecord(store, KeyRecord.Name, KeyRecord.Bytes).Write(keys, keys.Length));
        return made;
    }

    /// <summary>The node's settings, with another port and times where they are given.</summary>
    internal string Settings(int port = 0, int trialMs = 60_000, int heartbeatMs = 10_000)
    {
        PkiEntry own = site.Entry(Node);
        if (port != 0)
        {
            judge.MissesConnects();
        }
        return new JsonObject
        {
            ["version"] = 1, ["group"] = BenchSite.Group, ["node"] = Node, ["heartbeatMs"] = heartbeatMs,
            ["broker"] = new JsonObject
            {
                ["host"] = "localhost", ["port"] = port == 0 ? tap.Port : port, ["caFile"] = site.In("pki", "brokers", "ca.pem"),
                ["certificateFile"] = own.CertificateFile, ["keyFile"] = own.KeyFile, ["keepAliveS"] = 5,
            },
            ["update"] = new JsonObject { ["confirmMs"] = 10_000, ["trialMs"] = trialMs },
        }.ToJsonString();
    }

    internal string NodeFile => File.ReadAllText(site.In("node.json"));

    internal void StartNode(int watchdogS = 60)
    {
        Process = site.Own(PeerProcess.Start("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"),
            "run", "--config", site.In("node.json"), "--state", site.In("state"), "--watchdog", $"{watchdogS}",
        ]));
    }

    /// <summary>The node is killed; behind its flash write and before its CONNECT, it has used up a bdSeq.</summary>
    internal void Kill()
    {
        Process!.Kill();
        judge.MissesConnects();
    }

    /// <summary>The shipped assemblies of a node, as if they had been built with the next version.</summary>
    internal static BundlePart[] Shipped() =>
    [
        .. new[] { "ProtoLite", "Journal", "Settings", "Tags", "Field", "Mqtt", "Sparkplug", "Update", "Loader", "Node", "Virtual" }.Select(name =>
            new BundlePart(BundlePartKind.Assembly, "FieldNode." + name, Pack(Newer(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"FieldNode.{name}.dll")))))),
    ];

    /// <summary>A signed bundle as a file.</summary>
    internal string Bundle(int sequence, string version, params BundlePart[] parts)
    {
        AssemblyName mqtt = typeof(MQTTnet.IMqttClient).Assembly.GetName();
        bool hasFirmware = parts.Any(part => part.Kind == BundlePartKind.Assembly);
        var content = new BundleContent
        {
            Board = Virtual.Updates.PcUpdate.Board, Version = version, Sequence = sequence, Expires = DateTimeOffset.UtcNow.AddDays(1), LoaderMin = hasFirmware ? 1 : 0,
            Libraries = hasFirmware ? [new(mqtt.Name!, mqtt.Version!)] : [], Parts = parts,
        };
        byte[] manifest = BundleWriter.Manifest(content);
        string path = site.In($"bundle-{++bundles}.fnb");
        File.WriteAllBytes(path, BundleWriter.Bundle(manifest, Release.SignData(manifest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), parts));
        return path;
    }

    internal static BundlePart NodeJson(string settings) => new(BundlePartKind.Settings, "node.json", Encoding.UTF8.GetBytes(settings));

    /// <summary><c>fieldnode update</c> with the maintenance's certificate.</summary>
    /// <returns>Its status, and the last object that it printed.</returns>
    internal async Task<(int Status, JsonElement Last, string Said)> UpdateAsync(string bundle, params string[] more)
    {
        PkiEntry own = site.Entry(Maintenance);
        var output = new StringWriter();
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(
        [
            "update", bundle, "--node", $"{BenchSite.Group}/{Node}", "--host", "localhost", "--port", $"{site.Port}",
            "--ca", site.In("pki", "brokers", "ca.pem"), "--cert", own.CertificateFile, "--key", own.KeyFile, "--json", "--answer", "60", "--stall", "60", .. more.Contains("--verdict") ? more : [.. more, "--verdict", "150"],
        ], output, error, TestContext.Current.CancellationToken);
        string said = $"{output}{error}; the node said: {Process?.Output}";
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 0, said);
        return (status, JsonDocument.Parse(lines[^1]).RootElement, said);
    }

    /// <summary>Ends it all, and holds what the node said to its broker against Sparkplug.</summary>
    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        judge.ThrowIfBroken(hasBirths: true);
    }

    // What the node tells as its version stands in custom attributes, in UTF-8.
    private static byte[] Newer(byte[] assembly)
    {
        byte[] old = Encoding.ASCII.GetBytes(OldVersion);
        byte[] next = Encoding.ASCII.GetBytes(NewVersion);
        for (int at; (at = assembly.AsSpan().IndexOf(old)) >= 0;)
        {
            next.CopyTo(assembly, at);
        }
        return assembly;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }
}
