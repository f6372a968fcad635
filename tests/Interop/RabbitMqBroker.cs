namespace FieldNode.Interop.Tests;

/// <summary>
/// RabbitMQ with its MQTT plug-in: the certificate's common name is the login (rabbitmq_auth_mechanism_ssl), topic rights by user. A
/// node of its own with its own port mapper (epmd), all ports on 127.0.0.1, all files in the stage's folder.
/// </summary>
/// <param name="sparkplug">Setting mqtt.sparkplug: without it the dot of spBv1.0 comes out as a slash.</param>
internal sealed class RabbitMqBroker(Stage stage, bool sparkplug = true) : IBroker
{
    private const double StartSeconds = 200; // 10 s on an idle machine, a minute on a busy one
    private const string Started = "Server startup complete";

    private readonly int mapperPort = TestPort.Take();
    private readonly int distributionPort = TestPort.Take();
    private PeerProcess? mapper;
    private PeerProcess? server;

    public string Output => server?.Output ?? "";

    /// <summary>All that it needs; else the test is skipped.</summary>
    public static string Program()
    {
        Peers.Program("epmd");
        string wrapper = Peers.Program("rabbitmq-server");
        // Debian's wrapper in /usr/sbin would change to the user rabbitmq, who may not read our folder.
        string own = Path.Combine("/usr/lib/rabbitmq/bin", "rabbitmq-server");
        return File.Exists(own) ? own : wrapper;
    }

    public async Task StartAsync()
    {
        string program = Program();
        if (mapper is null)
        {
            WriteFiles();
            mapper = PeerProcess.Start(Peers.Program("epmd"), ["-address", "127.0.0.1", "-port", $"{mapperPort}"]);
        }
        server = PeerProcess.Start(program, [], Environment());
        // Its MQTT port takes connections before its users are there, so the port alone tells nothing.
        await Wait.UntilAsync(
            () => server.Output.Contains(Started, StringComparison.Ordinal) || server.HasExited, StartSeconds,
            () => "RabbitMQ to start; it said: " + server.Output);
        Assert.False(server.HasExited, "RabbitMQ ended: " + server.Output);
    }

    public Task KillAsync()
    {
        server!.Kill();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        server?.Dispose();
        mapper?.Dispose();
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = stage.Folder, // for the cookie of Erlang's distribution
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{mapperPort}",
        ["RABBITMQ_NODENAME"] = "interop@localhost",
        ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = stage.In("rabbitmq"),
        ["RABBITMQ_LOG_BASE"] = stage.In("rabbitmq"),
        ["RABBITMQ_CONFIG_FILE"] = stage.In("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null", // not the machine's own
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = stage.In("enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };

    private void WriteFiles()
    {
        File.WriteAllText(stage.In("enabled_plugins"), "[rabbitmq_auth_mechanism_ssl,rabbitmq_mqtt].\n");
        File.WriteAllText(stage.In("definitions.json"), Definitions());
        File.WriteAllText(stage.In("rabbitmq.conf"), $"""
            listeners.tcp = none
            mqtt.listeners.tcp = none
            mqtt.listeners.ssl.1 = 127.0.0.1:{stage.Port}
            ssl_options.cacertfile = {stage.In("ca.pem")}
            ssl_options.certfile = {stage.In("broker.pem")}
            ssl_options.keyfile = {stage.In("broker.key")}
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = true
            ssl_options.versions.1 = tlsv1.3
            ssl_options.versions.2 = tlsv1.2
            ssl_cert_login_from = common_name
            mqtt.ssl_cert_login = true
            mqtt.allow_anonymous = false
            mqtt.sparkplug = {(sparkplug ? "true" : "false")}
            load_definitions = {stage.In("definitions.json")}
            log.console = true
            log.console.level = info
            log.file = false

            """);
    }

    // Routing keys: the topic with dots for slashes. mqtt.sparkplug writes the namespace spBv1___0; without it, a dot stays a dot.
    private string Definitions()
    {
        string space = sparkplug ? "spBv1___0" : @"spBv1\\.0";
        string mine = $@"^{space}\\.{Stage.Group}\\.[ND](BIRTH|DATA|DEATH)\\.{Stage.NodeName}(\\..*)?$";
        string toMe = $@"^{space}\\.{Stage.Group}\\.[ND]CMD\\.{Stage.NodeName}(\\..*)?$";
        const string Any = "^(mqtt-subscription-.*|amq\\\\.topic)$";
        return $$"""
            {
              "users": [
                { "name": "{{Stage.NodeName}}", "password_hash": "", "tags": [] },
                { "name": "host", "password_hash": "", "tags": [] }
              ],
              "vhosts": [ { "name": "/" } ],
              "permissions": [
                { "user": "{{Stage.NodeName}}", "vhost": "/", "configure": "^mqtt-subscription-", "write": "{{Any}}", "read": "{{Any}}" },
                { "user": "host", "vhost": "/", "configure": "^mqtt-subscription-", "write": "{{Any}}", "read": "{{Any}}" }
              ],
              "topic_permissions": [
                { "user": "{{Stage.NodeName}}", "vhost": "/", "exchange": "amq.topic", "write": "{{mine}}", "read": "{{toMe}}" },
                { "user": "host", "vhost": "/", "exchange": "amq.topic", "write": "^{{space}}\\.", "read": "^{{space}}" }
              ]
            }
            """;
    }
}
