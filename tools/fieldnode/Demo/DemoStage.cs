using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Settings;

namespace FieldNode.Cli;

/// <summary>
/// Everything around the node: a temporary folder, a certificate authority, the broker, the host's connection and the
/// simulated plant; and it clears all of it away.
/// </summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private readonly DemoPki pki;
    private readonly IPlant plant;

    private DemoStage(string folder, DemoPki pki, IPlant plant, DemoBroker broker, HostLink host, NodeSettings settings)
    {
        Folder = folder;
        this.pki = pki;
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

    internal static async Task<DemoStage> SetUpAsync(Func<IPlant> startPlant, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-demo-").FullName; // only we may enter (mode 0700)
        DemoPki? pki = null;
        DemoBroker? broker = null;
        HostLink? host = null;
        IPlant? plant = null;
        try
        {
            pki = new DemoPki(folder);
            pki.IssueClient(DemoOptions.NodeName);
            pki.IssueClient(DemoOptions.HostName);
            broker = await DemoBroker.StartAsync(
                pki, new TopicRights(DemoOptions.Group, DemoOptions.NodeName, DemoOptions.HostName));
            host = new HostLink(HostOptions(pki, broker.Port));
            await host.ConnectAsync(cancellation);
            await host.SubscribeAsync([FieldNode.Host.SparkplugTopic.Namespace + "/#"], cancellation);
            plant = startPlant();
            NodeSettings settings = Settle(plant, pki, broker.Port);
            var stage = new DemoStage(folder, pki, plant, broker, host, settings);
            await File.WriteAllTextAsync(stage.SettingsPath, JsonSerializer.Serialize(settings, Json), cancellation);
            Directory.CreateDirectory(stage.StateFolder);
            return stage;
        }
        catch
        {
            await ClearAsync(plant, host, broker, pki, folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await ClearAsync(plant, Host, Broker, pki, Folder);

    private static LinkOptions HostOptions(DemoPki pki, int port) => new()
    {
        Host = "localhost",
        Port = port,
        CaFile = pki.CaFile,
        CertificateFile = pki.CertificateFile(DemoOptions.HostName),
        KeyFile = pki.KeyFile(DemoOptions.HostName),
    };

    private static NodeSettings Settle(IPlant plant, DemoPki pki, int port)
    {
        NodeSettings settings = plant.CreateSettings(DemoOptions.Group, DemoOptions.NodeName);
        settings.Version = 1;
        settings.Group = DemoOptions.Group;
        settings.Node = DemoOptions.NodeName;
        settings.Broker = new BrokerSettings
        {
            Host = "localhost",
            Port = port,
            CaFile = pki.CaFile,
            CertificateFile = pki.CertificateFile(DemoOptions.NodeName),
            KeyFile = pki.KeyFile(DemoOptions.NodeName),
        };
        return settings;
    }

    private static async Task ClearAsync(IPlant? plant, HostLink? host, DemoBroker? broker, DemoPki? pki, string folder)
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
        pki?.Dispose();
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
