using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using FieldNode.Cli.Brokers;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode broker</c>: the configuration of a broker that knows a site's certificates and nobody else.</summary>
internal static partial class BrokerVerb
{
    internal const string Examples = """
        Examples:
          fieldnode broker mosquitto broker --pki pki
          fieldnode broker mosquitto broker --place /etc/mosquitto/fieldnode --server broker.example
          fieldnode broker rabbitmq broker --place /etc/rabbitmq
          fieldnode broker mosquitto plant --server plant-broker --bridge-to dmz-broker --bridge plant-bridge
          fieldnode broker mosquitto dmz --server dmz-broker --bridged

        --bridge-to makes this broker pass births, data and deaths on to a broker above, with the certificate of 'pki bridge'; only STATE comes down.
        --bridged is for that upper broker: nodes have no rights there, and nobody may send a command.
        Run it again after each 'pki node', 'pki revoke' and so on: it writes what has changed, and says what to do at the
        broker. docs/bench.md has the steps, and how to end the session of a node that was revoked.
        Exit status: 0 written, 1 it cannot be, 2 used wrongly.
        """;

    internal const string MosquittoExamples = """
        Examples:
          fieldnode broker mosquitto broker --pki pki
          mosquitto -c broker/mosquitto.conf
          fieldnode broker mosquitto plant --server plant-broker --bridge-to dmz-broker:8883 --bridge plant-bridge

        MQTT over TLS 1.2 and up on 8883 and 443. Every client needs a certificate; its common name is both user and client id. Each user has
        its own topics by name. The user that mosquitto becomes must be able to read the keys in the folder.
        Exit status: 0 written, 1 it cannot be, 2 used wrongly.
        """;

    internal const string RabbitMqExamples = """
        Examples:
          fieldnode broker rabbitmq broker --place /etc/rabbitmq
          fieldnode broker rabbitmq a --place /etc/rabbitmq --server a.example --cluster rabbit@a --cluster rabbit@b --cluster rabbit@c

        --cluster names each member of a cluster, this one too; run it once for each member, with the certificate of each. All need the same Erlang
        cookie. Retained messages, such as a host's STATE, stay at the member that took them (docs/scale.md).
        For RabbitMQ from 3.10 with its plug-ins rabbitmq_mqtt and rabbitmq_auth_mechanism_ssl. Names of groups and nodes must have no dot there.
        Client ids are free (only RabbitMQ 4 can bind them).
        Exit status: 0 written, 1 it cannot be, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output) => new("broker", "Write a broker's configuration from a site's certificates.")
    {
        Make("mosquitto", "Write it for mosquitto 2.", output, MosquittoFiles.Of, MosquittoSteps),
        Make("rabbitmq", "Write it for RabbitMQ with its MQTT plug-in.", output, RabbitMqFiles.Of, RabbitMqSteps),
    };

    private static Command Make(
        string kind, string description, TextWriter output, Func<BrokerSite, BrokerOptions, IReadOnlyList<BrokerFile>> files,
        Func<BrokerOptions, IReadOnlyList<string>, IReadOnlyList<string>, IEnumerable<string>> steps)
    {
        var folder = new Argument<string>("DIR") { Description = "Where the files are written." };
        var pki = new Option<string>("--pki") { Description = "The site's PKI.", HelpName = "DIR", DefaultValueFactory = _ => "pki" };
        var place = new Option<string?>("--place") { Description = "Where they will be at the broker. Default: DIR.", HelpName = "PATH" };
        var server = new Option<string?>("--server") { Description = "Whose certificate, if several brokers have one.", HelpName = "NAME" };
        var ports = new Option<int[]>("--port") { Description = "A TCP port. Default: 8883 and 443.", HelpName = "N" };
        var bind = new Option<string?>("--bind") { Description = "Listen on this address only.", HelpName = "ADDRESS" };
        var runAs = new Option<string>("--run-as") { Description = "The user that mosquitto becomes.", HelpName = "USER", DefaultValueFactory = _ => "mosquitto" };
        var crls = new Option<string[]>("--crl") { Description = "Revocation list of a plant's own CA.", HelpName = "FILE" };
        var bridged = new Option<bool>("--bridged") { Description = "Nodes reach it only through a bridge: no rights for them, no commands for anybody." };
        var bridgeTo = new Option<string?>("--bridge-to") { Description = "Hand births, data and deaths on to this broker; STATE comes back.", HelpName = "HOST[:PORT]" };
        var bridge = new Option<string?>("--bridge") { Description = "Whose certificate the bridge shows there.", HelpName = "NAME" };
        var cluster = new Option<string[]>("--cluster") { Description = "Erlang name of a member of the cluster; at least three.", HelpName = "NAME@HOST" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command(kind, description) { folder, pki, place, server, ports, bind, crls, bridged, json };
        if (kind == "mosquitto")
        {
            command.Add(runAs);
            command.Add(bridgeTo);
            command.Add(bridge);
        }
        else
        {
            command.Add(cluster);
        }
        command.SetAction(parsed =>
        {
            string to = parsed.GetRequiredValue(folder);
            var options = new BrokerOptions
            {
                Folder = to, Place = CheckPlace(parsed.GetValue(place) ?? Path.GetFullPath(to)), Server = parsed.GetValue(server),
                Ports = parsed.GetValue(ports) is { Length: > 0 } some ? [.. some.Select(LinkOptions.CheckPort)] : [8883, 443],
                Bind = CheckBind(parsed.GetValue(bind)), PlantCrls = parsed.GetValue(crls) ?? [],
                RunAs = kind == "mosquitto" ? CheckUser(parsed.GetRequiredValue(runAs)) : "",
                IsBridged = parsed.GetValue(bridged),
                Bridge = kind == "mosquitto" ? BridgeTarget.Of(parsed.GetValue(bridgeTo), parsed.GetValue(bridge)) : null,
                Cluster = kind == "rabbitmq" ? CheckCluster(parsed.GetValue(cluster) ?? []) : [],
            };
            using PkiFolder folderOfPki = PkiFolder.OpenToRead(parsed.GetRequiredValue(pki), TimeProvider.System);
            var site = new BrokerSite(folderOfPki, options);
            IReadOnlyList<string> gone = [.. RabbitMqFiles.UsersIn(Path.Combine(to, RabbitMqFiles.Definitions))
                .Except(site.Clients.Select(entry => entry.Record.Name))];
            IReadOnlyList<string> written = BrokerFile.WriteAll(to, files(site, options));
            string[] next = [.. Remarks(site, options), .. steps(options, written, gone)];
            Tell(parsed.GetValue(json), to, site, written, next, output);
            return ExitStatus.Ok;
        });
        return command;
    }

    // mosquitto and Erlang read it as it stands: quotes and line ends would end it.
    private static string CheckPlace(string place) => place.Any(c => char.IsControl(c) || c is '"' or '\\')
        ? throw new UserError($"--place {place}: no quotes, backslashes or control characters", ExitStatus.Usage)
        : place;

    private static string? CheckBind(string? address) => address is null || PkiName.IsHost(address)
        ? address
        : throw new UserError($"--bind {address}: neither a host name nor an address", ExitStatus.Usage);

    private static string CheckUser(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? name
        : throw new UserError($"--run-as {name}: no name of a user", ExitStatus.Usage);

    // Two members have no majority once one is gone: such a cluster stands still sooner than one broker.
    private static string[] CheckCluster(string[] members)
    {
        if (members.FirstOrDefault(member => !ErlangName().IsMatch(member)) is { } wrong)
        {
            throw new UserError($"--cluster {wrong}: no name of a member, as rabbit@host", ExitStatus.Usage);
        }
        return members.Length is 0 or >= 3 && members.Distinct().Count() == members.Length
            ? members
            : throw new UserError("--cluster: name at least three members, each once", ExitStatus.Usage);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}@[A-Za-z0-9.-]{1,253}\z")]
    private static partial Regex ErlangName();

    private static IEnumerable<string> Remarks(BrokerSite site, BrokerOptions options)
    {
        if (site.ServerKey() is null)
        {
            yield return $"put the broker's key into {options.At(MosquittoFiles.Key)}: it was born elsewhere";
        }
        foreach (string issuer in site.PlantIssuers.Select(entry => entry.Record.Issuer).Distinct())
        {
            yield return $"whoever gets a certificate from {issuer} with the name of a node is that node here: see that it gives none out";
        }
    }

    private static IEnumerable<string> MosquittoSteps(BrokerOptions options, IReadOnlyList<string> written, IReadOnlyList<string> gone)
    {
        if (written.Contains(MosquittoFiles.Configuration))
        {
            yield return $"start (again): mosquitto -c {options.At(MosquittoFiles.Configuration)}";
        }
        else if (written.Count > 0)
        {
            yield return "load it: kill -HUP the broker (systemctl reload mosquitto). Open sessions go on: "
                + "to end that of a revoked client, restart the broker (systemctl restart mosquitto)";
        }
    }

    private static IEnumerable<string> RabbitMqSteps(BrokerOptions options, IReadOnlyList<string> written, IReadOnlyList<string> gone)
    {
        if (written.Contains(RabbitMqFiles.Configuration) || written.Contains(RabbitMqFiles.Advanced))
        {
            yield return $"start (again) with RABBITMQ_CONFIG_FILE={options.At(RabbitMqFiles.Configuration)}";
        }
        else if (written.Contains(RabbitMqFiles.Definitions))
        {
            yield return $"load it: rabbitmqctl import_definitions {options.At(RabbitMqFiles.Definitions)}";
        }
        foreach (string name in gone)
        {
            yield return $"out for good: rabbitmqctl delete_user '{name}'; rabbitmqctl close_all_user_connections '{name}' revoked";
        }
    }

    private static void Tell(
        bool isJson, string folder, BrokerSite site, IReadOnlyList<string> written, IReadOnlyList<string> next, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                folder, server = site.Server.Record.Name, clients = site.Clients.Select(entry => entry.Record.Name), written, next,
            }));
            return;
        }
        output.WriteLine(SafeText.Of($"{folder}: broker {site.Server.Record.Name}, {Plural.Of(site.Nodes.Count, "node")}, {Plural.Of(site.Clients.Count - site.Nodes.Count, "other")}; "
            + (written.Count == 0 ? "nothing has changed" : "written: " + string.Join(", ", written))));
        foreach (string step in next)
        {
            output.WriteLine(SafeText.Of(step));
        }
    }
}
