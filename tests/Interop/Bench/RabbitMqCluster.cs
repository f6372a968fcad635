namespace FieldNode.Interop.Tests;

/// <summary>
/// Three RabbitMQ on this machine with the files of <c>fieldnode broker rabbitmq --cluster</c>, each with a port of its own. All ports are on 127.0.0.1, all files in the site's folder.
/// </summary>
internal sealed class RabbitMqCluster : IDisposable
{
    internal const int Members = 3;

    private const double StartSeconds = 240; // 10 s on an idle machine, minutes on a busy one

    private readonly BenchSite site;
    private readonly int mapperPort = TestPort.Take();
    private readonly int[] distributionPorts = [TestPort.Take(), TestPort.Take(), TestPort.Take()];
    private readonly PeerProcess?[] servers = new PeerProcess?[Members];
    private readonly PeerProcess mapper;
    private readonly string program = RabbitMqBroker.Program();

    internal RabbitMqCluster(BenchSite site)
    {
        this.site = site;
        mapper = PeerProcess.Start(Peers.Program("epmd"), ["-address", "127.0.0.1", "-port", $"{mapperPort}"]);
    }

    internal int[] Ports { get; } = [TestPort.Take(), TestPort.Take(), TestPort.Take()];

    internal string Output => string.Join("\n---\n", servers.Select(server => server?.Output ?? "not started"));

    /// <summary>The first makes the cluster, the others join it.</summary>
    internal async Task StartAsync()
    {
        for (int member = 0; member < Members; member++)
        {
            string names = string.Join(' ', Enumerable.Range(0, Members).Select(other => "--cluster " + Name(other)));
            (int status, string said) = await site.TryAsync($"broker rabbitmq {Folder(member)} --pki {site.In("pki")} --port {Ports[member]} --bind 127.0.0.1 {names}");
            Assert.True(status == 0, said);
        }
        await StartAsync(0);
        await MirrorAsync();
        await Task.WhenAll(StartAsync(1), StartAsync(2));
    }

    internal async Task StartAsync(int member)
    {
        PeerProcess server = PeerProcess.Start(program, [], Environment(member));
        servers[member] = server;
        await Wait.UntilAsync(() => server.Output.Contains("Server startup complete", StringComparison.Ordinal) || server.HasExited, StartSeconds,
            () => $"{Name(member)} to start; it said: {server.Output}");
        Assert.False(server.HasExited, $"{Name(member)} ended: {server.Output}");
    }

    /// <summary>The step of docs/scale.md for RabbitMQ before 3.12: without it a clean session's queue is gone with its member, and keeps its client out everywhere until that member is back.</summary>
    private async Task MirrorAsync()
    {
        using PeerProcess control = PeerProcess.Start("/usr/lib/rabbitmq/bin/rabbitmqctl",
            ["-n", Name(0), "set_policy", "--apply-to", "queues", "mqtt-mirrored", "^mqtt-subscription-", """{"ha-mode":"all"}"""], Environment(0));
        await Wait.UntilAsync(() => control.HasExited, 100, () => "rabbitmqctl set_policy: " + control.Output);
        Assert.True(control.ExitCode == 0, "rabbitmqctl set_policy: " + control.Output);
    }

    internal void Kill(int member) => servers[member]!.Kill();

    public void Dispose()
    {
        foreach (PeerProcess? server in servers)
        {
            server?.Dispose();
        }
        mapper.Dispose();
    }

    private static string Name(int member) => $"member{member + 1}@localhost";

    private string Folder(int member) => site.In($"broker-{member + 1}");

    private Dictionary<string, string> Environment(int member) => new()
    {
        ["HOME"] = site.Folder, // for the cookie of Erlang's distribution, which all of them share
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{mapperPort}",
        ["RABBITMQ_NODENAME"] = Name(member),
        ["RABBITMQ_DIST_PORT"] = $"{distributionPorts[member]}",
        ["RABBITMQ_MNESIA_BASE"] = site.In($"rabbitmq-{member + 1}"),
        ["RABBITMQ_LOG_BASE"] = site.In($"rabbitmq-{member + 1}"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder(member), "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Folder(member), "advanced.config"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null", // not the machine's own
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder(member), "enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };
}
