using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;
using FieldNode.Virtual;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki init</c> and <c>renew-ca</c>: what needs the root's key.</summary>
internal static class PkiInitVerb
{
    internal const string InitExamples = """
        Examples:
          fieldnode pki init pki --site Kiln
          fieldnode pki init pki --site Kiln --root-password-file root.pw --password-file bench.pw

        The root CA is valid for 20 years, the issuing CAs for 10. A new password has 12 characters at least. Move root/ca.key to
        a medium that lies in a safe: only renew-ca needs it. Keep a backup of the whole folder: without the issuing
        CAs' keys nothing can be issued or revoked.
        Exit status: 0 made, 1 it cannot be written or the clock is wrong, 2 used wrongly, or something is there already.
        """;

    internal const string RenewCaExamples = """
        Examples:
          fieldnode pki renew-ca nodes --root-key /media/safe/ca.key --root-password-file root.pw

        A new certificate for an issuing CA's key. What it issued goes on to count. Nodes believe the certificate of the brokers' CA that they
        got at the bench, until that one ends: bring them the new one before (brokers/ca.pem).
        Exit status: 0 made, 1 it cannot be, 2 used wrongly, or a wrong password.
        """;

    private const int IssuingYears = 10;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("DIR") { Description = "The site's folder, which must be empty or not there." };
        var site = new Option<string>("--site")
        {
            Description = "The site's name, in the names of its CAs.", HelpName = "NAME", DefaultValueFactory = _ => "FieldNode",
        };
        var rootPassword = new Option<string?>("--root-password-file") { Description = "File with a password for the root's key.", HelpName = "FILE" };
        var password = new Option<string?>("--password-file") { Description = "File with one for the issuing CAs' keys.", HelpName = "FILE" };
        var command = new Command("init", "Make a root CA and two issuing CAs.") { folder, site, rootPassword, password };
        command.SetAction(parsed =>
        {
            var init = new PkiInit
            {
                Folder = parsed.GetRequiredValue(folder), Site = parsed.GetRequiredValue(site),
                RootPassword = PkiPassword.Root.Read(parsed.GetValue(rootPassword), isNew: true, error),
                Password = PkiPassword.Bench.Read(parsed.GetValue(password), isNew: true, error),
            };
            init.Make();
            output.WriteLine($"{init.Folder}: root CA, nodes CA, brokers CA of {SafeText.Of(init.Site)}");
            output.WriteLine($"Move {Path.Combine(init.Folder, PkiFolder.RootFolder, PkiFolder.KeyFile)} to a medium that lies in a safe, "
                + "and keep a backup of the rest.");
            return ExitStatus.Ok;
        });
        return command;
    }

    internal static Command RenewCa(TextWriter output, TextWriter error)
    {
        var which = new Argument<string>("CA") { Description = "nodes or brokers." };
        which.AcceptOnlyFromAmong("nodes", "brokers");
        var rootKey = new Option<string?>("--root-key") { Description = "The root's key. Default: root/ca.key in the folder.", HelpName = "FILE" };
        var rootPassword = new Option<string?>("--root-password-file") { Description = "File with its password.", HelpName = "FILE" };
        var command = new Command("renew-ca", "Give an issuing CA's key a new certificate.") { which, rootKey, rootPassword };
        var shared = new PkiArguments(command, output, error, needsPassword: false);
        command.SetAction(parsed =>
        {
            PkiIssuer issuer = parsed.GetRequiredValue(which) == "nodes" ? PkiIssuer.Nodes : PkiIssuer.Brokers;
            using PkiFolder pki = shared.Open(parsed);
            using CertificateAuthority root = pki.UnlockRoot(
                parsed.GetValue(rootKey), PkiPassword.Root.Read(parsed.GetValue(rootPassword), isNew: false, error));
            DateTimeOffset until = Renew(pki, root, issuer);
            output.WriteLine($"{pki.FileOf(issuer, PkiFolder.CaFile)}: until {PkiRecord.Day(until.UtcDateTime)}");
            return ExitStatus.Ok;
        });
        return command;
    }

    private static DateTimeOffset Renew(PkiFolder pki, CertificateAuthority root, PkiIssuer issuer)
    {
        DateTimeOffset now = pki.Now;
        PkiClock.Check(now, root.Certificate, PkiFolder.RootFolder, pki.Entries);
        DateTimeOffset rootEnd = root.Certificate.NotAfter;
        DateTimeOffset until = now.AddYears(IssuingYears) < rootEnd ? now.AddYears(IssuingYears) : rootEnd;
        using X509Certificate2 before = pki.Certificate(issuer);
        using X509Certificate2 renewed = root.SignAuthority(before.PublicKey, PkiInit.Options(issuer, pki.Site.Site, now, until));
        DurableFile.Write(pki.FileOf(issuer, PkiFolder.AboveFile), root.CertificatePem);
        DurableFile.Write(pki.FileOf(issuer, PkiFolder.CaFile), renewed.ExportCertificatePem() + "\n");
        return until;
    }
}
