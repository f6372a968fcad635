using FieldNode.Cli.Pki;

namespace FieldNode.Cli;

/// <summary>Who signs, as it was typed: a key in a file, or a command and its public key.</summary>
internal static class Signers
{
    /// <exception cref="UserError">Neither, or both.</exception>
    internal static ISigner Of(string keyOption, string? keyFile, string? passwordFile, string commandOption, string? command,
        string publicOption, string? publicFile, PkiPassword password, TextWriter error)
    {
        if (keyFile is null == command is null)
        {
            throw new UserError($"say who signs: {keyOption} FILE, or {commandOption} with {publicOption}", ExitStatus.Usage);
        }
        if (keyFile is not null)
        {
            return KeySigner.Read(keyOption, keyFile, () => password.Read(passwordFile, isNew: false, error));
        }
        return publicFile is not null ? new CommandSigner(command!, VerifyKey.Read(publicOption, publicFile))
            : throw new UserError($"{publicOption} is missing: what {commandOption} prints is checked by it", ExitStatus.Usage);
    }
}
