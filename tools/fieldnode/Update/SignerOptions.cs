using System.CommandLine;
using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary>The options by which one of two keys is named: a private key and its password, or a public key and a command.</summary>
internal sealed class SignerOptions(string name)
{
    private readonly Option<string?> key = new($"--{name}") { Description = $"The next key to {name}: a private key; with a command, the public one.", HelpName = "FILE" };
    private readonly Option<string?> password = new($"--{name}-password-file") { Description = "File with its password.", HelpName = "FILE" };
    private readonly Option<string?> command = new($"--{name}-command") { Description = "Signs with it, where it is in an HSM or a key service.", HelpName = "COMMAND" };

    internal void AddTo(Command verb)
    {
        verb.Add(key);
        verb.Add(password);
        verb.Add(command);
    }

    internal ISigner Of(ParseResult parsed, TextWriter error)
    {
        string file = parsed.GetValue(key) ?? throw new UserError($"--{name} is missing. Try: fieldnode keys next --help", ExitStatus.Usage);
        string? signs = parsed.GetValue(command);
        return Signers.Of($"--{name}", signs is null ? file : null, parsed.GetValue(password), $"--{name}-command", signs,
            $"--{name}", signs is null ? null : file, PkiPassword.Signing with { Option = $"--{name}-password-file" }, error);
    }
}
