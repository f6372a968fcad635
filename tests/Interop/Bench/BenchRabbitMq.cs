namespace FieldNode.Interop.Tests;

/// <summary>RabbitMQ with the files of <c>fieldnode broker rabbitmq</c>, all its ports on 127.0.0.1, all it keeps in the site's folder.</summary>
internal sealed class BenchRabbitMq(BenchSite site) : IDisposable
{
    private const double StartSeconds = 200; // 10 s on an idle machine, a minute on a busy one
    private const string NodeName = "bench@localhost";

    private readonly int mapperPort = TestPort.Take();
    private readonly int distributionPort = TestPort.Take();
    private PeerProcess? mapper;
    private PeerProcess? server;

    public string Output => server?.Output ?? "";

    public async Task StartAsync()
    {
        string program = RabbitMqBroker.Program();
        await site.WriteBrokerAsync("rabbitmq");
        mapper = PeerProcess.Start(Peers.Program("epmd"), ["-address", "127.0.0.1", "-port", $"{mapperPort}"]);
        server = PeerProcess.Start(program, [], Environment());
        await Wait.UntilAsync(
            () => Output.Contains("Server startup complete", StringComparison.Ordinal) || server.HasExited, StartSeconds,
            () => "RabbitMQ to start; it said: " + Output);
        Assert.False(server.HasExited, "RabbitMQ ended: " + Output);
    }

    /// <summary>A command of the runbook.</summary>
    public async Task ControlAsync(params string[] words)
    {
        PeerProcess control = PeerProcess.Start("/usr/lib/rabbitmq/bin/rabbitmqctl", ["-n", NodeName, .. words], Environment());
        await Wait.UntilAsync(() => control.HasExited, 100, () => $"rabbitmqctl {words[0]}: {control.Output}");
        Assert.True(control.ExitCode == 0, $"rabbitmqctl {words[0]}: {control.Output}");
        control.Dispose();
    }

    public void Dispose()
    {
        server?.Dispose();
        mapper?.Dispose();
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = site.Folder, // for the cookie of Erlang's distribution
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{mapperPort}",
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = site.In("rabbitmq"),
        ["RABBITMQ_LOG_BASE"] = site.In("rabbitmq"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(site.Broker, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(site.Broker, "advanced.config"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null", // not the machine's own
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(site.Broker, "enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };
}
