using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>A site with mosquitto as <c>fieldnode broker</c> makes it, a field of virtual nodes, and desks with certificates of the maintenance.</summary>
internal sealed class RolloutSite : IAsyncDisposable
{
    internal const string Group = BenchSite.Group;
    private const string Version = "2.0.0";

    private readonly BenchSite site;
    private PeerProcess? broker;

    private RolloutSite(BenchSite site) => this.site = site;

    internal VirtualField Field { get; } = new();

    internal string BundlePath => site.In("site-7.fnb");

    internal string StatePath => site.In("rollout.json");

    internal static string Name(int node) => $"Boiler-{node:000}";

    /// <param name="nodes">How many.</param>
    /// <param name="loaderOf">Version of the loader of each: 0 refuses firmware.</param>
    /// <param name="bytes">Of the firmware.</param>
    internal static async Task<RolloutSite> CreateAsync(int nodes, Func<int, int>? loaderOf = null, int bytes = 20_000)
    {
        Peers.Program("mosquitto");
        var made = new RolloutSite(await BenchSite.CreateAsync(
            [.. Enumerable.Range(1, nodes).Select(i => $"node {Name(i)} --group {Group}"), $"maintenance meier --only-group {Group}", $"maintenance schmidt --only-group {Group}"]));
        await made.site.WriteBrokerAsync("mosquitto");
        await made.StartBrokerAsync();
        for (int i = 1; i <= nodes; i++)
        {
            made.Field.Add(made.site, Name(i), loaderOf?.Invoke(i) ?? Loader.BootChoice.LoaderVersion);
        }
        File.WriteAllBytes(made.BundlePath, UpdatableNode.Bundle(7, Version, bytes));
        made.Field.Start();
        return made;
    }

    /// <summary>Each node is born: the field as an operator has it before him.</summary>
    internal Task UntilOnlineAsync() => Wait.UntilAsync(() => Field.Nodes.All(node => node.Node.Node.Edge.IsBorn), 180,
        () => $"{Field.Nodes.Count(node => !node.Node.Node.Edge.IsBorn)} of {Field.Nodes.Count} nodes to be born");

    /// <summary>Each node knows that it has no broker.</summary>
    internal Task UntilAloneAsync() => Wait.UntilAsync(() => Field.Nodes.All(node => !node.Node.Node.Edge.IsBorn), 60,
        () => $"{Field.Nodes.Count(node => node.Node.Node.Edge.IsBorn)} of {Field.Nodes.Count} nodes to miss their broker");

    internal async Task StartBrokerAsync()
    {
        broker = site.Own(PeerProcess.Start("mosquitto", ["-c", Path.Combine(site.Broker, "mosquitto.conf")]));
        await Peers.WaitForPortAsync(site.Port, broker);
    }

    internal void KillBroker() => broker!.Kill();

    internal string[] Link(string desk) =>
        ["--host", "localhost", "--port", $"{site.Port}", "--ca", site.In("pki", "brokers", "ca.pem"), "--cert", site.Entry(desk).CertificateFile, "--key", site.Entry(desk).KeyFile];

    internal string[] Begin(int expect, params string[] more) =>
        ["update", "--group", Group, "--nodes", "Boiler-*", "--bundle", BundlePath, "--yes", "--expect", $"{expect}", "--state", StatePath, .. more];

    /// <summary>A desk in this process, to its end.</summary>
    internal static async Task<(int Status, string Said)> DeskAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (status, $"{output}{error}");
    }

    /// <summary>A desk as a process of its own, which can be killed.</summary>
    internal PeerProcess StartDesk(string[] arguments, string? temp = null) => site.Own(PeerProcess.Start("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), .. arguments], temp is null ? null : new Dictionary<string, string> { ["TMPDIR"] = temp }));

    /// <summary>A temporary folder as another machine would have it.</summary>
    internal string OtherTemp() => Directory.CreateDirectory(site.In("other-temp")).FullName;

    /// <summary>What the state file says of a member, or null while there is none.</summary>
    internal JsonElement? State()
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(StatePath)).RootElement;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    internal int Count(string name) => State()?.GetProperty("counts").GetProperty(name).GetInt32() ?? 0;

    /// <summary>Each node runs what the roll-out says of it.</summary>
    internal void AssertAsTold()
    {
        foreach (JsonElement node in State()!.Value.GetProperty("nodes").EnumerateArray())
        {
            UpdatableNode real = Field.Nodes.Single(one => one.Node.Settings.Node == node.GetProperty("name").GetString());
            string status = node.GetProperty("status").GetString()!;
            Assert.True(real.Running == (status == "updated" ? Version : UpdatableNode.FactoryVersion), $"{node}: it runs {real.Running}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Field.Dispose();
        await site.DisposeAsync();
    }
}
