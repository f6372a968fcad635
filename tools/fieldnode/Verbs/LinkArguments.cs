using System.CommandLine;

namespace FieldNode.Cli;

/// <summary>The options by which a verb reaches a broker.</summary>
internal sealed class LinkArguments
{
    private readonly Option<string?> host = new("--host") { Description = "Broker, as in its certificate." };
    private readonly Option<int?> port = new("--port") { Description = "TCP port. Default: 8883, or 1883 with --plain." };
    private readonly Option<bool> plain = new("--plain") { Description = "No TLS: for test brokers on this machine." };
    private readonly Option<string?> ca = new("--ca") { Description = "PEM file of the only CA to trust.", HelpName = "FILE" };
    private readonly Option<string?> cert = new("--cert") { Description = "PEM file of our certificate.", HelpName = "FILE" };
    private readonly Option<string?> key = new("--key") { Description = "PEM file of our private key.", HelpName = "FILE" };
    private readonly Option<string?> user = new("--user") { Description = "User name, besides the certificate." };
    private readonly Option<string?> password = new("--password-file")
    {
        Description = "File with the password.", HelpName = "FILE",
    };

    internal LinkArguments(bool isHostRequired) => host.Required = isHostRequired;

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[] { host, port, plain, ca, cert, key, user, password })
        {
            command.Add(option);
        }
    }

    internal bool HasHost(ParseResult parsed) => parsed.GetValue(host) is not null;

    internal string? CaFile(ParseResult parsed) => parsed.GetValue(ca);

    internal LinkOptions Of(ParseResult parsed)
    {
        bool isPlain = parsed.GetValue(plain);
        return new LinkOptions
        {
            Host = parsed.GetValue(host)!,
            Port = LinkOptions.CheckPort(parsed.GetValue(port) ?? (isPlain ? 1883 : 8883)),
            Plain = isPlain,
            CaFile = parsed.GetValue(ca),
            CertificateFile = parsed.GetValue(cert),
            KeyFile = parsed.GetValue(key),
            User = parsed.GetValue(user),
            PasswordFile = parsed.GetValue(password),
        };
    }
}
