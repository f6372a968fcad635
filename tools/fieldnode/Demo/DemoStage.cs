using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary>
/// Everything around the node: a temporary folder, a certificate authority, the broker, the host's connection and the
/// simulated plant; and it clears all of it away.
/// </summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly DemoCertificates certificates;
    private readonly IPlant plant;

    private DemoStage(
        string folder, DemoCertificates certificates, IPlant plant, DemoBroker broker, HostLink host,
        NodeSettings settings)
    {
        Folder = folder;
        this.certificates = certificates;
        this.plant = plant;
        Broker = broker;
        Host = host;
        Settings = settings;
    }

    internal string Folder { get; }

    internal DemoBroker Broker { get; }

    internal HostLink Host { get; }

    internal NodeSettings Settings { get; }

    internal string SettingsPath => Path.Combine(Folder, "node.json");

    internal string StateFolder => Path.Combine(Folder, "state");

    internal string PlantDescription => plant.Description;

    /// <summary>What can go wrong in this plant on purpose.</summary>
    internal IReadOnlyList<Mishap> Mishaps => plant.Mishaps(StateFolder);

    /// <summary>For one more host beside <see cref="Host"/>.</summary>
    internal LinkOptions HostLinkOptions => HostOptions(certificates, Broker.Port);

    internal static Task<DemoStage> SetUpAsync(Func<IPlant> startPlant, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-demo-").FullName; // only we may enter (mode 0700)
        return SetUpAsync(folder, startPlant, cancellation);
    }

    /// <param name="folder">Exists and is the stage's own from here on: it goes when the stage goes.</param>
    /// <param name="startPlant">Called last, with a broker and a host up.</param>
    /// <param name="cancellation">Ends the wait for the broker.</param>
    /// <param name="begin">Told each step, in words, before it begins. It may throw: what was made until then is cleared away.</param>
    internal static async Task<DemoStage> SetUpAsync(
        string folder, Func<IPlant> startPlant, CancellationToken cancellation, Action<string>? begin = null)
    {
        DemoCertificates? certificates = null;
        DemoBroker? broker = null;
        HostLink? host = null;
        IPlant? plant = null;
        try
        {
            begin?.Invoke("making certificates: a CA that lives as long as the demo, the broker's, the node's, the host's");
            certificates = new DemoCertificates(folder);
            certificates.IssueClient(DemoOptions.NodeName);
            certificates.IssueClient(DemoOptions.HostName);
            begin?.Invoke("starting the broker on 127.0.0.1");
            broker = await DemoBroker.StartAsync(
                certificates, new TopicRights(DemoOptions.Group, DemoOptions.NodeName, DemoOptions.HostName));
            begin?.Invoke("connecting the host");
            host = new HostLink(HostOptions(certificates, broker.Port));
            await host.ConnectAsync(cancellation);
            await host.SubscribeAsync([FieldNode.Host.SparkplugTopic.Namespace + "/#"], cancellation);
            begin?.Invoke("starting the plant");
            plant = startPlant();
            NodeSettings settings = Settle(plant, certificates, broker.Port);
            var stage = new DemoStage(folder, certificates, plant, broker, host, settings);
            SettingsFile.Write(settings, stage.SettingsPath);
            Directory.CreateDirectory(stage.StateFolder);
            return stage;
        }
        catch
        {
            await ClearAsync(plant, host, broker, certificates, folder);
            throw;
        }
    }

    /// <summary>Adds what only the broker saw: what it refused, and what the node broke of the specification.</summary>
    internal DemoOutcome Judge(DemoOutcome outcome) => Broker.Conformance.Judge(outcome with
    {
        Reasons = [.. outcome.Reasons, .. Broker.Refusals.Select(refusal => "the broker refused a " + refusal)],
    });

    public async ValueTask DisposeAsync() => await ClearAsync(plant, Host, Broker, certificates, Folder);

    private static LinkOptions HostOptions(DemoCertificates certificates, int port) => new()
    {
        Host = "localhost",
        Port = port,
        CaFile = certificates.CaFile,
        CertificateFile = certificates.CertificateFile(DemoOptions.HostName),
        KeyFile = certificates.KeyFile(DemoOptions.HostName),
    };

    private static NodeSettings Settle(IPlant plant, DemoCertificates certificates, int port)
    {
        NodeSettings settings = plant.CreateSettings(DemoOptions.Group, DemoOptions.NodeName);
        settings.Version = 1;
        settings.Group = DemoOptions.Group;
        settings.Node = DemoOptions.NodeName;
        settings.Broker = new BrokerSettings
        {
            Host = "localhost",
            Port = port,
            CaFile = certificates.CaFile,
            CertificateFile = certificates.CertificateFile(DemoOptions.NodeName),
            KeyFile = certificates.KeyFile(DemoOptions.NodeName),
        };
        return settings;
    }

    private static async Task ClearAsync(
        IPlant? plant, HostLink? host, DemoBroker? broker, DemoCertificates? certificates, string folder)
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
        if (broker is not null)
        {
            await broker.DisposeAsync();
        }
        plant?.Dispose();
        certificates?.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A file may still be held for a moment on Windows; the system clears its temporary folder.
        }
    }
}
