using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki revoke</c>, <c>crl</c> and <c>list</c>.</summary>
internal static class PkiStateVerbs
{
    internal const string RevokeExamples = """
        Examples:
          fieldnode pki revoke node7 --reason key-compromise
          fieldnode pki revoke 5F0C9A...          one certificate of several, by its whole serial number

        Revokes all certificates of the name, and renews the revocation list. The broker has to get the new list; it does not end
        a session that is open: docs/bench.md has both steps.
        Exit status: 0 revoked, 1 it was before, or it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string CrlExamples = """
        Examples:
          fieldnode pki crl

        Renews the revocation lists of both issuing CAs. They are valid for 180 days; a broker whose list is older refuses everybody.
        'fieldnode pki list' says when it is time.
        Exit status: 0 made, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    internal const string ListExamples = """
        Examples:
          fieldnode pki list
          fieldnode pki list --warn-days 60
          fieldnode pki list --json | jq -r '.certificates[] | select(.daysLeft < 60) | .name'

        Lines with ! say what somebody has to do. --json prints
          { site, ok, faults, authorities: [{ name, notAfter, daysLeft }], certificates: [{ name, role, group, hosts, groups, devices, rebirth,
            hostId, place, serial, issuer, ours, sha256, issued, notAfter, daysLeft, renews, revoked, folder }] }
        Exit status: 0 all well, 1 something has fewer days left, or a revocation is not in the list yet, 2 used wrongly.
        """;

    private static readonly Dictionary<string, X509RevocationReason> Reasons = new()
    {
        ["unspecified"] = X509RevocationReason.Unspecified,
        ["key-compromise"] = X509RevocationReason.KeyCompromise,
        ["superseded"] = X509RevocationReason.Superseded,
        ["out-of-service"] = X509RevocationReason.CessationOfOperation,
    };

    internal static Command Revoke(TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("NAME") { Description = "Whose certificates; or one serial number." };
        var reason = new Option<string>("--reason")
        {
            Description = "unspecified, key-compromise, superseded or out-of-service.", HelpName = "WHY",
            DefaultValueFactory = _ => "unspecified",
        };
        reason.AcceptOnlyFromAmong([.. Reasons.Keys]);
        var command = new Command("revoke", "Revoke certificates.") { name, reason };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            using PkiFolder pki = shared.Open(parsed);
            IReadOnlyList<PkiEntry> entries = pki.Find(parsed.GetRequiredValue(name));
            string password = shared.PasswordOf(parsed);
            IReadOnlyList<PkiEntry> marked = PkiRevocation.Revoke(
                pki, entries, Reasons[parsed.GetRequiredValue(reason)], issuer => pki.Unlock(issuer, password));
            string[] lists = [.. entries.Select(PkiRevocation.IssuerOf).Distinct().Select(issuer => pki.FileOf(issuer, PkiFolder.CrlFile))];
            return Tell(shared.IsJson(parsed), parsed.GetRequiredValue(name), marked, lists, output);
        });
        return command;
    }

    internal static Command Crl(TextWriter output, TextWriter error)
    {
        var days = new Option<int>("--days")
        {
            Description = "How long they are valid.", HelpName = "N", DefaultValueFactory = _ => PkiRevocation.ListDays,
        };
        var command = new Command("crl", "Renew the revocation lists.") { days };
        var shared = new PkiArguments(command, output, error);
        command.SetAction(parsed =>
        {
            int wanted = parsed.GetValue(days);
            if (wanted is < 1 or > 3650)
            {
                throw new UserError($"--days {wanted}: 1 to 3650", ExitStatus.Usage);
            }
            using PkiFolder pki = shared.Open(parsed);
            string password = shared.PasswordOf(parsed);
            var made = new List<object>();
            foreach (PkiIssuer issuer in Enum.GetValues<PkiIssuer>())
            {
                using CertificateAuthority ca = pki.Unlock(issuer, password);
                int listed = PkiRevocation.WriteList(pki, issuer, ca, wanted);
                string file = pki.FileOf(issuer, PkiFolder.CrlFile);
                made.Add(new { file, listed, days = wanted });
                if (!shared.IsJson(parsed))
                {
                    output.WriteLine($"{file}: {listed} revoked, good for {wanted} days");
                }
            }
            if (shared.IsJson(parsed))
            {
                output.WriteLine(JsonSerializer.Serialize(new { lists = made }));
            }
            return ExitStatus.Ok;
        });
        return command;
    }

    internal static Command List(TextWriter output, TextWriter error)
    {
        var warn = new Option<int>("--warn-days")
        {
            Description = "Fewer days left than this is a fault.", HelpName = "N", DefaultValueFactory = _ => 30,
        };
        var command = new Command("list", "Show all certificates: days left, who, where.") { warn };
        var shared = new PkiArguments(command, output, error, needsPassword: false);
        command.SetAction(parsed =>
        {
            using PkiFolder pki = shared.OpenToRead(parsed);
            return PkiTable.Write(pki, parsed.GetValue(warn), shared.IsJson(parsed), output) ? ExitStatus.Ok : ExitStatus.Wrong;
        });
        return command;
    }

    private static int Tell(bool isJson, string name, IReadOnlyList<PkiEntry> marked, string[] lists, TextWriter output)
    {
        string[] foreign = [.. marked.Where(entry => !entry.Record.Ours).Select(entry => entry.Record.Issuer).Distinct()];
        if (isJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new { revoked = marked.Select(entry => entry.Record.Serial), lists, foreign }));
        }
        else
        {
            output.WriteLine(SafeText.Of(marked.Count == 0 ? $"{name}: it was revoked before"
                : $"{name}: revoked {string.Join(", ", marked.Select(entry => entry.Record.Serial))}"));
            output.WriteLine($"{string.Join(", ", lists)}: new. Bring it to the brokers: fieldnode broker; then end a session that may be open");
            foreach (string issuer in foreign)
            {
                output.WriteLine(SafeText.Of($"! {issuer} issued it: its own list has to name it; our brokers no longer give it rights"));
            }
        }
        return marked.Count == 0 ? ExitStatus.Wrong : ExitStatus.Ok;
    }
}
