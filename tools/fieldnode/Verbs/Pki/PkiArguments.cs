using System.CommandLine;
using System.Text.Json;
using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary>The options that the verbs of <c>fieldnode pki</c> share, and what they open.</summary>
internal sealed class PkiArguments
{
    private readonly Option<string> pki = new("--pki")
    {
        Description = "The site's PKI.", HelpName = "DIR", DefaultValueFactory = _ => "pki",
    };

    private readonly Option<string?> password = new("--password-file")
    {
        Description = "File with the password of the issuing CAs.", HelpName = "FILE",
    };

    private readonly Option<bool> json = new("--json") { Description = "One JSON object instead of lines." };

    private readonly TextWriter output;
    private readonly TextWriter error;

    internal PkiArguments(Command command, TextWriter output, TextWriter error, bool needsPassword = true)
    {
        this.output = output;
        this.error = error;
        command.Add(pki);
        if (needsPassword)
        {
            command.Add(password);
        }
        command.Add(json);
    }

    internal bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    internal PkiFolder Open(ParseResult parsed) => PkiFolder.Open(parsed.GetRequiredValue(pki), TimeProvider.System);

    internal PkiFolder OpenToRead(ParseResult parsed) => PkiFolder.OpenToRead(parsed.GetRequiredValue(pki), TimeProvider.System);

    internal CertificateAuthority Unlock(PkiFolder folder, PkiIssuer issuer, ParseResult parsed) =>
        folder.Unlock(issuer, PasswordOf(parsed));

    internal string PasswordOf(ParseResult parsed) => PkiPassword.Bench.Read(parsed.GetValue(password), isNew: false, error);

    /// <summary>Says what was issued, and where its files are.</summary>
    internal int Tell(ParseResult parsed, PkiFolder folder, PkiEntry entry)
    {
        PkiRecord record = entry.Record;
        if (IsJson(parsed))
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                name = record.Name, role = PkiTable.RoleOf(record), group = record.Group, hosts = record.Hosts, serial = record.Serial,
                notAfter = record.NotAfter, daysLeft = record.DaysLeft(folder.Now), sha256 = record.Sha256, renews = record.Renews,
                folder = entry.Folder, certificate = entry.CertificateFile, chain = entry.ChainFile, ca = entry.TrustFile,
                key = entry.HasKey ? entry.KeyFile : null,
            }));
            return ExitStatus.Ok;
        }
        output.WriteLine(SafeText.Of($"{record.Name}: {PkiTable.WhatOf(record)}, until {PkiRecord.Day(record.NotAfter)} "
            + $"({Plural.Of(record.DaysLeft(folder.Now), "day")}), serial {record.Serial}"));
        output.WriteLine($"{entry.Folder}: {PkiEntry.CertificateName}, {PkiEntry.ChainName}, {PkiEntry.TrustName}"
            + (entry.HasKey ? $", {PkiEntry.KeyName} (secret)" : "; its key is elsewhere"));
        return ExitStatus.Ok;
    }
}
