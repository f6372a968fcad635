namespace FieldNode.Cli;

/// <summary>Whoever signs: a key in a file, or a command that asks an HSM or a key service. RSA-3072, PKCS#1 v1.5, SHA-256.</summary>
internal interface ISigner : IDisposable
{
    /// <summary>The public half, by which nodes will judge.</summary>
    VerifyKey Key { get; }

    /// <summary>Signs a message.</summary>
    /// <exception cref="UserError">It cannot, or what came is no signature by that key.</exception>
    Task<byte[]> SignAsync(byte[] message, CancellationToken cancellation);
}
