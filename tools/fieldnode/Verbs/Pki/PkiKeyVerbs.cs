using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki sign</c> and <c>renew</c>: certificates for keys that are there already.</summary>
internal static class PkiKeyVerbs
{
    internal const string SignExamples = """
        Examples:
          openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout node8.key -subj /CN=node8 -out node8.csr
          fieldnode pki sign node8.csr --as node --group kiln
          fieldnode pki sign broker.csr --as server --host broker.example
          fieldnode pki sign panel.csr --as host
          fieldnode pki sign scada.csr --as writer --rebirth --host-id SCADA

        The key stays where it is. Only the key and the common name are taken from the request; say everything else here. The request's own
        signature must be right. Keys: ECDSA P-256 or P-384, RSA of 2048 to 4096 bits.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string RenewExamples = """
        Examples:
          fieldnode pki renew node7
          fieldnode pki renew broker.example --new-key
          fieldnode pki renew node7 --csr node7.csr
          fieldnode pki renew node7 --new-key --csr node7.csr

        Makes a new certificate for the key that the node has: put certificate.pem of the new folder in place of the old one, and keep the key.
        Both are valid until the old one ends, so there is no downtime. It can go over the air in a bundle, too: docs/update.md.
        With --new-key it is for a new key: for one that was made on the node if --csr has its request, else for one that is made here.
        Exit status: 0 issued, 1 it cannot be (revoked, or another key in the request), 2 used wrongly, or a wrong password.
        """;

    internal static Command Sign(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The request (PKCS#10), as PEM." };
        var role = new Option<string>("--as") { Description = "node, host, maintenance, writer or server.", Required = true, HelpName = "ROLE" };
        role.AcceptOnlyFromAmong("node", "host", "maintenance", "writer", "server");
        var group = new Option<string?>("--group") { Description = "A node's Sparkplug group.", HelpName = "GROUP" };
        var hosts = PkiIssueVerbs.Many("--host", "A broker's further host name or address.", "HOST");
        var devices = PkiIssueVerbs.Many("--device", "A device that a writer may command: GROUP/NODE/DEVICE.", "DEVICE");
        var rebirth = new Option<bool>("--rebirth") { Description = "A writer may ask nodes for a rebirth." };
        var groups = PkiIssueVerbs.Many("--only-group", "Only nodes of this group.", "GROUP");
        var hostId = new Option<string?>("--host-id") { Description = "A writer is the primary host of this id.", HelpName = "ID" };
        var days = new Option<int?>("--days") { Description = "How long it is valid.", HelpName = "N" };
        var place = new Option<string?>("--place") { Description = "Where it will be, for the list.", HelpName = "TEXT" };
        var command = new Command("sign", "Issue a certificate for a key that was made elsewhere.")
        {
            file, role, group, hosts, devices, rebirth, groups, hostId, days, place,
        };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            SigningRequest request = SigningRequest.Read(parsed.GetRequiredValue(file));
            PkiRole asked = Enum.Parse<PkiRole>(parsed.GetRequiredValue(role), ignoreCase: true);
            var order = new PkiOrder
            {
                Name = request.CommonName, Role = asked, Key = request.Key, Group = parsed.GetValue(group),
                Hosts = asked == PkiRole.Server ? PkiIssueVerbs.HostsOf(request.CommonName, parsed.GetValue(hosts)) : null,
                Devices = parsed.GetValue(devices) is { Length: > 0 } some ? some : null, Rebirth = parsed.GetValue(rebirth),
                Groups = PkiIssueVerbs.GroupsOf(parsed.GetValue(groups)), HostId = parsed.GetValue(hostId),
                Days = parsed.GetValue(days), Place = parsed.GetValue(place),
            };
            order.Check();
            using PkiFolder pki = shared.Open(parsed);
            using CertificateAuthority ca = shared.Unlock(pki, order.Issuer, parsed);
            return shared.Tell(parsed, pki, PkiIssuing.Issue(pki, ca, order));
        });
        return command;
    }

    internal static Command Renew(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "Whose certificate." };
        var csr = new Option<string?>("--csr") { Description = "A request by the same key, to prove that it is there; with --new-key by the new one.", HelpName = "FILE" };
        var newKey = new Option<bool>("--new-key") { Description = "For a new key: that of --csr, else one that is made here." };
        var days = new Option<int?>("--days") { Description = "How long it is valid.", HelpName = "N" };
        var command = new Command("renew", "Issue the next certificate for the same key.") { name, csr, newKey, days };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            using PkiFolder pki = shared.Open(parsed);
            PkiEntry before = pki.Find(parsed.GetRequiredValue(name))[^1];
            using X509Certificate2 certificate = PkiFolder.LoadCertificate(before.CertificateFile);
            SigningRequest? request = parsed.GetValue(csr) is { } file ? SigningRequest.Read(file) : null;
            PublicKey? key = parsed.GetValue(newKey) ? request?.Key : certificate.PublicKey;
            request?.MustBe(before.Record.Name, key!);
            if (request is not null && parsed.GetValue(newKey))
            {
                request.MustBeNew(certificate.PublicKey);
            }
            if (before.Record.IsRevoked)
            {
                throw new UserError($"{before.Record.Name}: revoked at {PkiRecord.Day(before.Record.RevokedUtc!.Value)}. "
                    + "A revoked certificate is not renewed: issue a new one, with a new key");
            }
            if (!before.Record.Ours)
            {
                throw new UserError($"{before.Record.Name}: {before.Record.Issuer} issued it, and renews it: fieldnode pki csr");
            }
            PkiOrder order = PkiOrder.Again(before) with { Key = key, Days = parsed.GetValue(days) };
            order.Check();
            using CertificateAuthority ca = shared.Unlock(pki, order.Issuer, parsed);
            PkiEntry entry = PkiIssuing.Issue(pki, ca, order);
            int status = shared.Tell(parsed, pki, entry);
            if (key is not null && !shared.IsJson(parsed))
            {
                output.WriteLine($"Put {entry.CertificateFile} in the place of the old certificate; the key {(parsed.GetValue(newKey) ? "is on the node" : "stays")}.");
            }
            return status;
        });
        return command;
    }
}
