namespace FieldNode.Cli;

/// <summary>How to reach a broker.</summary>
internal sealed record LinkOptions
{
    internal required string Host { get; init; }

    internal required int Port { get; init; }

    internal bool Plain { get; init; }

    internal string? CaFile { get; init; }

    internal string? CertificateFile { get; init; }

    internal string? KeyFile { get; init; }

    /// <summary>Null: one of its own.</summary>
    internal string? ClientId { get; init; }

    internal string? User { get; init; }

    internal string? PasswordFile { get; init; }

    internal static int CheckPort(int port) => port is > 0 and < 65536
        ? port
        : throw new UserError($"--port {port} is not allowed: 1 to 65535", ExitStatus.Usage);
}
