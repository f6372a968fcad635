using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual;

namespace FieldNode.Cli.Pki;

/// <summary>A request for a certificate (PKCS#10, RFC 2986): who asks, and for which key.</summary>
/// <param name="File">Where it was read.</param>
/// <param name="CommonName">Who asks.</param>
/// <param name="Key">Whose signature on the request is right.</param>
internal sealed record SigningRequest(string File, string CommonName, PublicKey Key)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";

    /// <exception cref="UserError">It is none, its signature is wrong, or its key too weak.</exception>
    internal static SigningRequest Read(string file)
    {
        NamedFile.MustBeThere(file, "It must be a request for a certificate (PKCS#10) in PEM form");
        try
        {
            return Parse(file, RegularFile.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file}: {NamedFile.WhyNot(file, failure)}", ExitStatus.Usage, failure);
        }
    }

    /// <param name="file">What it is called in faults.</param>
    /// <param name="pem">Its text.</param>
    /// <exception cref="UserError">It is none, its signature is wrong, or its key too weak.</exception>
    internal static SigningRequest Parse(string file, string pem)
    {
        CertificateRequest request;
        try
        {
            request = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new UserError($"{file}: no request for a certificate, or its signature is not right ({failure.Message})",
                ExitStatus.Wrong, failure);
        }
        if (KeyFault(request.PublicKey) is { } fault)
        {
            throw new UserError($"{file}: {fault}: ECDSA P-256 or P-384, or RSA of 2048 to 4096 bits", ExitStatus.Wrong);
        }
        string[] names = [.. request.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameOid)
            .Select(part => part.GetSingleElementValue() ?? "")];
        return names.Length == 1
            ? new SigningRequest(file, names[0], request.PublicKey)
            : throw new UserError($"{file}: {names.Length} common names in its subject: it must have one, which is who it is for", ExitStatus.Wrong);
    }

    /// <summary>What is wrong with a key, or null.</summary>
    internal static string? KeyFault(PublicKey key)
    {
        try
        {
            using ECDsa? elliptic = key.GetECDsaPublicKey();
            if (elliptic is not null)
            {
                string? curve = elliptic.ExportParameters(false).Curve.Oid.Value;
                return curve is P256 or P384 ? null : $"a key on the curve {curve ?? "of its own"}";
            }
            using RSA? rsa = key.GetRSAPublicKey();
            return rsa is null ? $"a key of the kind {key.Oid.FriendlyName}"
                : rsa.KeySize is >= 2048 and <= 4096 ? null
                : $"an RSA key of {rsa.KeySize} bits";
        }
        catch (CryptographicException failure)
        {
            return $"a key that cannot be read ({failure.Message})";
        }
    }

    /// <exception cref="UserError">It asks for somebody else, or with another key.</exception>
    internal void MustBe(string name, PublicKey key)
    {
        if (CommonName != name)
        {
            throw new UserError($"{File}: it asks for '{CommonName}', not for '{name}'");
        }
        if (!Key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            throw new UserError($"{File}: its key is not the one of {name}'s certificate. A new key: --new-key");
        }
    }

    /// <exception cref="UserError">Its key has a certificate already.</exception>
    internal void MustBeNew(PublicKey before)
    {
        if (Key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(before.ExportSubjectPublicKeyInfo()))
        {
            throw new UserError($"{File}: its key is the one of {CommonName}'s certificate, and not a new one. Without --new-key it is renewed");
        }
    }
}
