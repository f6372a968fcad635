using System.Security.Cryptography;

namespace FieldNode.Cli;

/// <summary>The public half of a signing key: RSA of 3072 bits with e = 65537, and nothing else.</summary>
internal sealed class VerifyKey
{
    private static readonly byte[] Exponent = [1, 0, 1];
    private readonly RSA rsa = RSA.Create();

    private VerifyKey(RSAParameters parameters)
    {
        Parameters = parameters;
        rsa.ImportParameters(parameters);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
    }

    internal RSAParameters Parameters { get; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, in hexadecimal: <c>openssl pkey -pubin -outform DER | sha256sum</c>.</summary>
    internal string Fingerprint { get; }

    internal string Pem => rsa.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>A key of a library.</summary>
    /// <returns>Null if it is none that a node can judge by.</returns>
    internal static VerifyKey? Of(RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        bool isRight = key.KeySize == KeyRecordWriter.KeyBits && parameters.Exponent.AsSpan().SequenceEqual(Exponent);
        return isRight ? new VerifyKey(parameters) : null;
    }

    /// <summary>The key of a record: its modulus.</summary>
    internal static VerifyKey OfModulus(byte[] modulus) => new(new RSAParameters { Modulus = modulus, Exponent = Exponent });

    /// <summary>Reads a PEM file with a public key.</summary>
    /// <param name="option">How it was named on the command line.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UserError">It is not there, or is no such key.</exception>
    internal static VerifyKey Read(string option, string path)
    {
        string pem = UpdateFiles.ReadText(option, path);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new UserError($"{option} {path}: a private key. Give the public one (keys make writes it as .pub)", ExitStatus.Usage);
        }
        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            throw new UserError($"{option} {path}: no RSA public key in PEM", ExitStatus.Usage, failure);
        }
        return Of(key) ?? throw new UserError($"{option} {path}: an RSA key of {key.KeySize} bits. Nodes judge by 3072 bits with e = 65537", ExitStatus.Usage);
    }

    internal bool IsSignature(byte[] message, byte[] signature) =>
        rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
