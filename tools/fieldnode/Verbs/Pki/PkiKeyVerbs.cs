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

        The key stays where it is. Of the request the key and the common name count; all else is said here. Its signature must be right.
        Keys: ECDSA P-256 or P-384, RSA of 2048 to 4096 bits.
        Exit status: 0 issued, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string RenewExamples = """
        Examples:
          fieldnode pki renew node7
          fieldnode pki renew broker.example --new-key
          fieldnode pki renew node7 --csr node7.csr

        A new certificate for the key that the node has: certificate.pem of the new folder replaces the node's, its key stays. Both count until
        the old one ends, so nothing stands still. To bring it over the air, as a bundle, comes with the updater.
        Exit status: 0 issued, 1 it cannot be (revoked, or another key in the request), 2 used wrongly, or a wrong password.
        """;

    internal static Command Sign(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The request (PKCS#10), as PEM." };
        var role = new Option<string>("--as") { Description = "node, host or server.", Required = true, HelpName = "ROLE" };
        role.AcceptOnlyFromAmong("node", "host", "server");
        var group = new Option<string?>("--group") { Description = "A node's Sparkplug group.", HelpName = "GROUP" };
        var hosts = PkiIssueVerbs.Many("--host", "A broker's further host name or address.", "HOST");
        var days = new Option<int?>("--days") { Description = "How long it is valid.", HelpName = "N" };
        var place = new Option<string?>("--place") { Description = "Where it will be, for the list.", HelpName = "TEXT" };
        var command = new Command("sign", "Issue a certificate for a key that was born elsewhere.") { file, role, group, hosts, days, place };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            SigningRequest request = SigningRequest.Read(parsed.GetRequiredValue(file));
            PkiRole asked = Enum.Parse<PkiRole>(parsed.GetRequiredValue(role), ignoreCase: true);
            var order = new PkiOrder
            {
                Name = request.CommonName, Role = asked, Key = request.Key, Group = parsed.GetValue(group),
                Hosts = asked == PkiRole.Server ? PkiIssueVerbs.HostsOf(request.CommonName, parsed.GetValue(hosts)) : null,
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
        var csr = new Option<string?>("--csr") { Description = "A request by the same key, as a proof that it is there.", HelpName = "FILE" };
        var newKey = new Option<bool>("--new-key") { Description = "A new key as well." };
        var days = new Option<int?>("--days") { Description = "How long it is valid.", HelpName = "N" };
        var command = new Command("renew", "Issue the next certificate of somebody, for the key that is there.") { name, csr, newKey, days };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            using PkiFolder pki = shared.Open(parsed);
            PkiEntry before = pki.Find(parsed.GetRequiredValue(name))[^1];
            using X509Certificate2 certificate = PkiFolder.LoadCertificate(before.CertificateFile);
            PublicKey? key = parsed.GetValue(newKey) ? null : certificate.PublicKey;
            if (parsed.GetValue(csr) is { } file)
            {
                SigningRequest.Read(file).MustBe(before.Record.Name, key
                    ?? throw new UserError("--csr and --new-key: one of both", ExitStatus.Usage));
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
                output.WriteLine($"Put {entry.CertificateFile} in the place of the old certificate; the key stays.");
            }
            return status;
        });
        return command;
    }
}
