using System.Security.Cryptography;

namespace FieldNode.Cli;

/// <summary>Signs with a private key from a file: PKCS#8 in PEM, with a password.</summary>
internal sealed class KeySigner : ISigner
{
    private const int Iterations = 600_000; // PBKDF2 with SHA-256, as OWASP has it for 2023 and later

    private readonly RSA rsa;

    private KeySigner(RSA rsa, VerifyKey key) => (this.rsa, Key) = (rsa, key);

    public VerifyKey Key { get; }

    /// <summary>A new key.</summary>
    internal static KeySigner Make()
    {
        var rsa = RSA.Create(KeyRecordWriter.KeyBits);
        return new KeySigner(rsa, VerifyKey.Of(rsa) ?? throw new CryptographicException("this library makes keys with another exponent"));
    }

    /// <summary>Reads a key.</summary>
    /// <param name="option">How it was named on the command line.</param>
    /// <param name="path">The file.</param>
    /// <param name="password">Asked for once the file has been read.</param>
    /// <exception cref="UserError">It is not there, is no such key, or the password is wrong.</exception>
    internal static KeySigner Read(string option, string path, Func<string> password)
    {
        string pem = UpdateFiles.ReadText(option, path);
        if (!pem.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new UserError($"{option} {path}: no private key with a password. "
                + "openssl pkcs8 -topk8 -v2 aes256 gives it one; keys make makes such a key", ExitStatus.Usage);
        }
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromEncryptedPem(pem, password());
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            rsa.Dispose();
            throw new UserError($"{option} {path}: the password does not open it, or it is no RSA key", ExitStatus.Usage, failure);
        }
        return VerifyKey.Of(rsa) is { } key ? new KeySigner(rsa, key)
            : throw new UserError($"{option} {path}: an RSA key of {rsa.KeySize} bits. Nodes judge by 3072 bits with e = 65537", ExitStatus.Usage);
    }

    /// <summary>The private key as it is kept: nobody reads it without the password.</summary>
    internal string EncryptedPem(string password) => rsa.ExportEncryptedPkcs8PrivateKeyPem(password,
        new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations)) + "\n";

    public Task<byte[]> SignAsync(byte[] message, CancellationToken cancellation) =>
        Task.FromResult(rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public void Dispose() => rsa.Dispose();
}
