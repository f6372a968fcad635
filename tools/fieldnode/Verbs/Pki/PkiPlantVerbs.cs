using System.CommandLine;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki csr</c> and <c>accept</c>: where a plant's own CA signs.</summary>
internal static class PkiPlantVerbs
{
    internal const string CsrExamples = """
        Examples:
          fieldnode pki csr node7 --as node --group kiln
          fieldnode pki csr broker.example --as server
          fieldnode pki csr nodes --as ca

        Makes a key, which stays here, and a request for the plant's CA. With --as ca the request is for the issuing CA nodes or brokers itself;
        what that one issues then chains to the plant's root. Bring back what the plant signed with 'fieldnode pki accept'.
        Exit status: 0 made, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string AcceptExamples = """
        Examples:
          fieldnode pki accept node7.pem --chain plant-cas.pem

        The key says which request the certificate answers. The chain has the plant's CAs up to the root, RSA or ECDSA. What a board or a
        broker would refuse is refused here: another name, use or chain, dates that have passed, a weak key or signature, a critical
        extension that mbedTLS does not know.
        Exit status: 0 accepted, 1 refused, 2 used wrongly.
        """;

    internal static Command Csr(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "Common name; with --as ca: nodes or brokers." };
        var role = new Option<string>("--as") { Description = "node, host, maintenance, writer, server or ca.", Required = true, HelpName = "ROLE" };
        role.AcceptOnlyFromAmong("node", "host", "maintenance", "writer", "server", "ca");
        var group = new Option<string?>("--group") { Description = "A node's Sparkplug group.", HelpName = "GROUP" };
        var hosts = PkiIssueVerbs.Many("--host", "A broker's further host name or address.", "HOST");
        var devices = PkiIssueVerbs.Many("--device", "A device that a writer may command.", "DEVICE");
        var rebirth = new Option<bool>("--rebirth") { Description = "A writer may ask nodes for a rebirth." };
        var groups = PkiIssueVerbs.Many("--only-group", "Only nodes of this group.", "GROUP");
        var hostId = new Option<string?>("--host-id") { Description = "A writer is the primary host of this id.", HelpName = "ID" };
        var place = new Option<string?>("--place") { Description = "Where it will be, for the list.", HelpName = "TEXT" };
        var command = new Command("csr", "Make a key and a request, for a plant's own CA to sign.")
        {
            name, role, group, hosts, devices, rebirth, groups, hostId, place,
        };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            string who = parsed.GetRequiredValue(name);
            using PkiFolder pki = shared.Open(parsed);
            string file;
            if (parsed.GetRequiredValue(role) == "ca")
            {
                PkiIssuer issuer = who switch
                {
                    "nodes" => PkiIssuer.Nodes,
                    "brokers" => PkiIssuer.Brokers,
                    _ => throw new UserError($"'{who}': --as ca wants nodes or brokers", ExitStatus.Usage),
                };
                file = PlantRequests.MakeOfCa(pki, issuer, shared.PasswordOf(parsed));
            }
            else
            {
                PkiRole asked = Enum.Parse<PkiRole>(parsed.GetRequiredValue(role), ignoreCase: true);
                file = PlantRequests.Make(pki, new PkiOrder
                {
                    Name = who, Role = asked, Group = parsed.GetValue(group), Place = parsed.GetValue(place),
                    Hosts = asked == PkiRole.Server ? PkiIssueVerbs.HostsOf(who, parsed.GetValue(hosts)) : null,
                    Devices = parsed.GetValue(devices) is { Length: > 0 } some ? some : null, Rebirth = parsed.GetValue(rebirth),
                    Groups = PkiIssueVerbs.GroupsOf(parsed.GetValue(groups)), HostId = parsed.GetValue(hostId),
                });
            }
            output.WriteLine(shared.IsJson(parsed)
                ? System.Text.Json.JsonSerializer.Serialize(new { request = file })
                : $"{file}: have the plant's CA sign it, then: fieldnode pki accept CERTIFICATE --chain CAS");
            return ExitStatus.Ok;
        });
        return command;
    }

    internal static Command Accept(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The certificate that the plant's CA signed, as PEM." };
        var chain = new Option<string>("--chain") { Description = "PEM file with the plant's CAs, up to the root.", Required = true, HelpName = "FILE" };
        var command = new Command("accept", "Take the certificate that a plant's own CA signed.") { file, chain };
        var shared = new PkiArguments(command, output, error, needsPassword: false);
        command.SetAction(parsed =>
        {
            using PkiFolder pki = shared.Open(parsed);
            var signed = new PlantCertificate(parsed.GetRequiredValue(file), parsed.GetRequiredValue(chain), pki.Now);
            if (PlantRequests.AcceptCa(pki, signed) is PkiIssuer issuer)
            {
                output.WriteLine(shared.IsJson(parsed)
                    ? System.Text.Json.JsonSerializer.Serialize(new { ca = PkiFolder.NameOf(issuer), file = pki.FileOf(issuer, PkiFolder.CaFile) })
                    : $"{pki.FileOf(issuer, PkiFolder.CaFile)}: the {PkiFolder.NameOf(issuer)} CA is below {SafeText.Of(signed.Certificate.Issuer)} now. "
                        + "Write the brokers' files anew: fieldnode broker");
                return ExitStatus.Ok;
            }
            return shared.Tell(parsed, pki, PlantRequests.Accept(pki, signed));
        });
        return command;
    }
}
