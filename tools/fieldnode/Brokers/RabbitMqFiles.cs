using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;

namespace FieldNode.Cli.Brokers;

/// <summary>
/// RabbitMQ with its MQTT plug-in, from 3.10: the common name in the certificate is the login, topic rights by regular expressions over routing
/// keys, revocation lists in a folder that Erlang looks into at each handshake.
/// </summary>
internal static partial class RabbitMqFiles
{
    internal const string Configuration = "rabbitmq.conf";
    internal const string Advanced = "advanced.config";
    internal const string Definitions = "definitions.json";
    internal const string Plugins = "enabled_plugins";
    internal const string CrlFolder = "crls";

    // mqtt.sparkplug writes the namespace so, for a dot is a level of a routing key.
    private const string Space = "spBv1___0";

    // Matches nothing.
    private const string Nothing = "^(?!)$";

    private const string Queues = "^mqtt-subscription-.*$";
    private const string QueuesAndTopics = @"^(mqtt-subscription-.*|amq\.topic)$";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="UserError">A name cannot be told apart from levels of a topic there.</exception>
    internal static IReadOnlyList<BrokerFile> Of(BrokerSite site, BrokerOptions options)
    {
        foreach (PkiEntry entry in site.Clients)
        {
            CheckNames(entry.Record);
        }
        List<BrokerFile> files =
        [
            new(Plugins, "[rabbitmq_auth_mechanism_ssl,rabbitmq_mqtt].\n"),
            new(Definitions, DefinitionsOf(site)),
            new(MosquittoFiles.ClientCas, site.Trust),
            new(MosquittoFiles.Certificate, RegularFile.ReadAllText(site.Server.ChainFile)),
            .. site.Crls.Select(pem => new BrokerFile($"{CrlFolder}/{NameHash.Of(CrlFacts.Of(pem).Issuer)}.r0", pem)),
            new(Advanced, AdvancedOf(options)),
        ];
        if (site.ServerKey() is { } key)
        {
            files.Add(new BrokerFile(MosquittoFiles.Key, key, IsSecret: true));
        }
        files.Add(new BrokerFile(Configuration, ConfigurationOf(options)));
        return files;
    }

    /// <summary>Users in a file of definitions that was written before; those of no one that counts have to be deleted by hand.</summary>
    internal static IReadOnlyList<string> UsersIn(string definitionsFile)
    {
        if (!File.Exists(definitionsFile))
        {
            return [];
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(RegularFile.ReadAllText(definitionsFile));
            return [.. document.RootElement.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("name").GetString()!)];
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static void CheckNames(PkiRecord who)
    {
        IEnumerable<string> names = [who.Name, who.Group ?? "", who.HostId ?? "", .. who.Groups ?? [], .. (who.Devices ?? []).SelectMany(d => d.Split('/'))];
        if (names.FirstOrDefault(name => name.IndexOfAny(['.', '*']) >= 0) is { } name && (who.Role == PkiRole.Node || name != who.Name))
        {
            throw new UserError($"{who.Name}: RabbitMQ takes the '.' or '*' in '{name}' for a level of a topic. Name it anew, or use mosquitto");
        }
    }

    private static string ConfigurationOf(BrokerOptions options)
    {
        var text = new StringBuilder($"""
            # RabbitMQ from 3.10. Written by 'fieldnode broker rabbitmq', and written over by it. TLS stands in advanced.config, for
            # revocation lists can be set there only.
            listeners.tcp = none
            mqtt.listeners.tcp = none
            mqtt.allow_anonymous = false
            mqtt.ssl_cert_login = true
            ssl_cert_login_from = common_name
            mqtt.sparkplug = true
            load_definitions = {options.At(Definitions)}

            # Client ids are free here: who has any valid certificate can end another's session by its client id, though neither publish nor read in
            # its name. RabbitMQ 4 can bind them (the client id is then the certificate's whole subject); not tried with nodes.
            # mqtt.ssl_cert_client_id_from = distinguished_name

            """);
        for (int i = 0; i < options.Ports.Count; i++)
        {
            text.Append($"mqtt.listeners.ssl.{i + 1} = {(options.Bind is null ? "" : options.Bind + ":")}{options.Ports[i]}\n");
        }
        AddCluster(text, options.Cluster);
        return text.ToString();
    }

    /// <summary>
    /// A session that a host keeps outlives the member that it was at only in a quorum queue. A member that is cut off from most of the others stops, so that a node there
    /// notices and walks on; else two halves would go on, each with a part of the plant.
    /// </summary>
    private static void AddCluster(StringBuilder text, IReadOnlyList<string> members)
    {
        if (members.Count == 0)
        {
            return;
        }
        text.Append("\ncluster_formation.peer_discovery_backend = classic_config\n");
        for (int i = 0; i < members.Count; i++)
        {
            text.Append($"cluster_formation.classic_config.nodes.{i + 1} = {members[i]}\n");
        }
        text.Append("cluster_partition_handling = pause_minority\nmqtt.durable_queue_type = quorum\n");
    }

    private static string AdvancedOf(BrokerOptions options) => $$"""
        %% Written by 'fieldnode broker rabbitmq'.
        [{rabbit, [{ssl_options, [
            {cacertfile, "{{options.At(MosquittoFiles.ClientCas)}}"},
            {certfile, "{{options.At(MosquittoFiles.Certificate)}}"},
            {keyfile, "{{options.At(MosquittoFiles.Key)}}"},
            {verify, verify_peer},
            {fail_if_no_peer_cert, true},
            {versions, ['tlsv1.3', 'tlsv1.2']},
            {depth, 4},
            {crl_check, peer},
            {crl_cache, {ssl_crl_hash_dir, {internal, [{dir, "{{options.At(CrlFolder)}}"}]} } }
        ]}]}].

        """;

    private static string DefinitionsOf(BrokerSite site) => JsonSerializer.Serialize(new
    {
        // No hash: nobody logs in by a password.
        users = site.Clients.Select(entry => new { name = entry.Record.Name, password_hash = "", tags = Array.Empty<string>() }),
        vhosts = new[] { new { name = "/" } },
        permissions = site.Clients.Select(entry => new
        {
            user = entry.Record.Name, vhost = "/", configure = Queues,
            write = site.PublishedBy(entry.Record).Any() ? QueuesAndTopics : Queues, read = QueuesAndTopics,
        }),
        topic_permissions = site.Clients.Select(entry => new
        {
            user = entry.Record.Name, vhost = "/", exchange = "amq.topic",
            write = Expression(site.PublishedBy(entry.Record)), read = Expression(PkiRights.Reads(entry.Record)),
        }),
    }, Indented) + "\n";

    private static string Expression(IEnumerable<string> topics)
    {
        string[] keys = [.. topics.Select(KeyOf).Distinct()];
        return keys.Length == 0 ? Nothing : $"^({string.Join('|', keys)})$";
    }

    // Filters are held against it as well, with their signs for levels: one level may be a name, '*' or, at the end, '#'.
    private static string KeyOf(string topic) => string.Join(@"\.", topic.Split('/').Select(level => level switch
    {
        "+" => @"[^.]+",
        "#" => ".+",
        "spBv1.0" => Space,
        _ => Escaped().Replace(level, @"\$0"),
    }));

    [GeneratedRegex(@"[\\^$.|?*+()\[\]{}\-]")]
    private static partial Regex Escaped();
}
