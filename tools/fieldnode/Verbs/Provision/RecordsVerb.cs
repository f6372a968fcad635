using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Cli.Pki;
using FieldNode.Cli.Provision;

namespace FieldNode.Cli;

/// <summary><c>fieldnode records</c>: what the bench has provisioned.</summary>
internal static class RecordsVerb
{
    internal const string Examples = """
        Examples:
          fieldnode records list
          fieldnode records verify
          fieldnode records verify records/30AEA41234AB.json --pki pki --json

        verify says of each record whether it is whole, who signed it, and what was found; and whether the settings beside it are those that it
        names. The signer's certificate must come from the site's nodes CA and have been valid then.
        Exit status: 0 all whole, 1 a record is not, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var command = new Command("records", "Show and verify records of provisioning.") { List(output), Verify(output) };
        return command;
    }

    private static Command List(TextWriter output)
    {
        Option<string> folder = Folder();
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        var command = new Command("list", "Show all records.") { folder, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<KeptRecord> all = new RecordFolder(parsed.GetRequiredValue(folder)).All();
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(all.Select(one => new
                {
                    serial = one.Serial, group = one.Group, node = one.Node, place = one.Place, verdict = one.Verdict, replaces = one.Replaces,
                    certificateSha256 = one.CertificateSha256, settingsCrc32 = one.SettingsCrc, file = one.File,
                })));
                return ExitStatus.Ok;
            }
            Columns.Write(output, ["serial", "node", "place", "verdict", "replaces"],
                [.. all.Select(one => new[] { one.Serial, one.Id, one.Place ?? "", one.Verdict, one.Replaces ?? "" })]);
            return ExitStatus.Ok;
        });
        return command;
    }

    private static Command Verify(TextWriter output)
    {
        var files = new Argument<string[]>("FILE") { Description = "Records. Default: all of the folder.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> folder = Folder();
        var pki = new Option<string>("--pki") { Description = "The site's PKI.", HelpName = "DIR", DefaultValueFactory = _ => "pki" };
        var json = new Option<bool>("--json") { Description = "JSON instead of lines." };
        var command = new Command("verify", "Say whether records are whole, and who signed them.") { files, folder, pki, json };
        command.SetAction(parsed =>
        {
            var records = new RecordFolder(parsed.GetRequiredValue(folder));
            string[] wanted = parsed.GetValue(files) is { Length: > 0 } named ? named : [.. records.Names().Order(StringComparer.Ordinal).Select(records.FileOf)];
            if (wanted.Length == 0)
            {
                throw new UserError($"{records.Folder}: no record there", ExitStatus.Usage);
            }
            using PkiFolder site = PkiFolder.OpenToRead(parsed.GetRequiredValue(pki), TimeProvider.System);
            using X509Certificate2 ca = site.Certificate(PkiIssuer.Nodes);
            var found = wanted.Select(file => (File: file, Check: VerifiedRecord.Of(file, ca))).ToList();
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(found.Select(one => new
                {
                    file = one.File, ok = one.Check.Wrong is null, wrong = one.Check.Wrong, signer = one.Check.Signer, node = one.Check.Tag,
                    verdict = one.Check.Verdict, finishedUtc = one.Check.FinishedUtc,
                })));
            }
            else
            {
                foreach ((string file, RecordCheck check) in found)
                {
                    output.WriteLine(SafeText.Of($"{file}: " + (check.Wrong is null
                        ? $"whole: {check.Tag}, {check.Verdict}, {check.FinishedUtc}, signed by {check.Signer}" : $"WRONG: {check.Wrong}")));
                }
            }
            return found.All(one => one.Check.Wrong is null) ? ExitStatus.Ok : ExitStatus.Wrong;
        });
        return command;
    }

    private static Option<string> Folder() => new("--records")
    {
        Description = "Where they are.", HelpName = "DIR", DefaultValueFactory = _ => "records",
    };
}
