using System.CommandLine;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki node</c>, <c>server</c>, <c>host</c>, <c>maintenance</c>, <c>writer</c>, <c>bridge</c>: a key and its certificate.</summary>
internal static class PkiIssueVerbs
{
    internal const string NodeExamples = """
        Examples:
          fieldnode pki node node7 --group kiln --place "hall 2, panel 4"

        NAME is the node's id. It becomes the common name of the certificate, by which the broker knows the node, so it is unique in the
        site, in whatever group. Valid for 5 years. For a board, 'fieldnode provision' does this and all the rest.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string ServerExamples = """
        Examples:
          fieldnode pki server broker.example
          fieldnode pki server broker1 --host broker.example --host 10.20.0.5

        If NAME is a host name, the certificate is for it; --host adds more. A node checks the name in its settings. Use names:
        boards with an older mbedTLS find no address in a certificate. Valid for 365 days, 366 at most.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string HostExamples = """
        Examples:
          fieldnode pki host historian

        For a consumer: it may read all of Sparkplug and publish nothing. Valid for two years.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string MaintenanceExamples = """
        Examples:
          fieldnode pki maintenance "A. Meier" --only-group kiln

        For a person who sends updates: they may command the device Update of nodes, and nothing else. Valid for two years.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string WriterExamples = """
        Examples:
          fieldnode pki writer scada --device kiln/node7/Valves --rebirth --host-id SCADA

        For a host that writes: it may command the devices that you name. --rebirth lets it ask nodes for births (NCMD), --host-id lets it
        publish the STATE of a primary host. A node takes a write only if its own settings allow it, too. Valid for two years.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string BridgeExamples = """
        Examples:
          fieldnode pki bridge plant-bridge
          fieldnode pki bridge kiln-bridge --only-group kiln

        For a broker in the plant that hands its nodes' messages on to a broker in the DMZ. At the upper broker it may publish births, data and
        deaths of the site's nodes, and read the STATE of hosts. It may carry no command. Valid for two years.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal static Command Node(TextWriter output, TextWriter error)
    {
        var group = new Option<string>("--group") { Description = "Its Sparkplug group.", Required = true, HelpName = "GROUP" };
        return Create("node", "Issue a certificate to a node.", output, error, [group], (parsed, name) => new PkiOrder
        {
            Name = name, Role = PkiRole.Node, Group = parsed.GetRequiredValue(group),
        });
    }

    internal static Command Server(TextWriter output, TextWriter error)
    {
        var hosts = Many("--host", "A further host name or address.", "HOST");
        return Create("server", "Issue a certificate to a broker.", output, error, [hosts], (parsed, name) => new PkiOrder
        {
            Name = name, Role = PkiRole.Server, Hosts = HostsOf(name, parsed.GetValue(hosts)),
        });
    }

    internal static Command Host(TextWriter output, TextWriter error) =>
        Create("host", "Issue a certificate to a consumer that only reads.", output, error, [], (_, name) => new PkiOrder
        {
            Name = name, Role = PkiRole.Host,
        });

    internal static Command Maintenance(TextWriter output, TextWriter error)
    {
        var groups = Many("--only-group", "Only nodes of this group. Default: all.", "GROUP");
        return Create("maintenance", "Issue a certificate to a person who sends updates.", output, error, [groups], (parsed, name) => new PkiOrder
        {
            Name = name, Role = PkiRole.Maintenance, Groups = GroupsOf(parsed.GetValue(groups)),
        });
    }

    internal static Command Writer(TextWriter output, TextWriter error)
    {
        var devices = Many("--device", "A device that it may command: GROUP/NODE/DEVICE.", "DEVICE");
        var rebirth = new Option<bool>("--rebirth") { Description = "It may ask nodes for a rebirth." };
        var groups = Many("--only-group", "Rebirths of nodes of this group only. Default: all.", "GROUP");
        var hostId = new Option<string?>("--host-id") { Description = "It is the primary host of this id.", HelpName = "ID" };
        return Create("writer", "Issue a certificate to a host that commands devices.", output, error, [devices, rebirth, groups, hostId],
            (parsed, name) => new PkiOrder
            {
                Name = name, Role = PkiRole.Writer, Devices = parsed.GetValue(devices) is { Length: > 0 } some ? some : null,
                Rebirth = parsed.GetValue(rebirth), Groups = GroupsOf(parsed.GetValue(groups)), HostId = parsed.GetValue(hostId),
            });
    }

    internal static Command Bridge(TextWriter output, TextWriter error)
    {
        var groups = Many("--only-group", "Only nodes of this group. Default: all.", "GROUP");
        return Create("bridge", "Issue a certificate to a broker's bridge.", output, error, [groups], (parsed, name) => new PkiOrder
        {
            Name = name, Role = PkiRole.Bridge, Groups = GroupsOf(parsed.GetValue(groups)),
        });
    }

    internal static IReadOnlyList<string> HostsOf(string name, string[]? more) =>
        [.. (PkiName.IsHost(name) ? [name] : Array.Empty<string>()).Concat(more ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];

    internal static IReadOnlyList<string>? GroupsOf(string[]? groups) => groups is { Length: > 0 } ? groups : null;

    internal static Option<string[]> Many(string name, string description, string help) => new(name)
    {
        Description = description, HelpName = help,
    };

    private static Command Create(
        string verb, string description, TextWriter output, TextWriter error, Option[] own, Func<ParseResult, string, PkiOrder> order)
    {
        var name = new Argument<string>("NAME") { Description = "Common name, unique in the site." };
        var days = new Option<int?>("--days") { Description = "How long it is valid.", HelpName = "N" };
        var place = new Option<string?>("--place") { Description = "Where it will be, for the list.", HelpName = "TEXT" };
        var command = new Command(verb, description) { name };
        foreach (Option option in own)
        {
            command.Add(option);
        }
        command.Add(days);
        command.Add(place);
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            PkiOrder wanted = order(parsed, parsed.GetRequiredValue(name)) with
            {
                Days = parsed.GetValue(days), Place = parsed.GetValue(place),
            };
            wanted.Check(); // before anybody types a password
            using PkiFolder pki = shared.Open(parsed);
            using CertificateAuthority ca = shared.Unlock(pki, wanted.Issuer, parsed);
            return shared.Tell(parsed, pki, PkiIssuing.Issue(pki, ca, wanted));
        });
        return command;
    }
}
