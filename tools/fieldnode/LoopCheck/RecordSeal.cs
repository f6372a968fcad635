using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldNode.Cli;

/// <summary>
/// Signs a record with the key of a certificate. Signed are a line that says what this is, so that the key's signatures in
/// TLS can never pass for one, and the record's canonical bytes; these hold the certificate's fingerprint.
/// </summary>
internal static class RecordSeal
{
    internal const string Ecdsa = "ecdsa-sha256";       // ASN.1 DER, as openssl has it
    internal const string RsaPss = "rsa-pss-sha256";    // salt of 32 bytes

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is no HTML
    };

    /// <summary>What goes into the record about who signs it.</summary>
    internal static JsonObject Signer(X509Certificate2 certificate) => new()
    {
        ["subject"] = certificate.Subject,
        ["serialNumber"] = certificate.SerialNumber,
        ["certificateSha256"] = Fingerprint(certificate.RawData),
    };

    /// <summary>The whole file: the record, and its signature.</summary>
    internal static string Sign(JsonObject record, X509Certificate2 certificate)
    {
        using JsonDocument document = JsonDocument.Parse(record.ToJsonString());
        byte[] bytes = SignedBytes(document.RootElement);
        (string algorithm, byte[] value) = SignBytes(bytes, certificate);
        var file = new JsonObject
        {
            ["record"] = record,
            ["signature"] = new JsonObject
            {
                ["algorithm"] = algorithm,
                ["certificate"] = Convert.ToBase64String(certificate.RawData),
                ["value"] = Convert.ToBase64String(value),
            },
        };
        return file.ToJsonString(Readable) + "\n";
    }

    /// <summary>What is signed: the record's form, which each kind of record has its own of, and the record.</summary>
    internal static byte[] SignedBytes(JsonElement record) =>
        [.. Encoding.ASCII.GetBytes(record.GetProperty("form").GetString() + "\n"), .. CanonicalJson.Bytes(record)];

    internal static bool IsRight(byte[] bytes, string algorithm, byte[] value, X509Certificate2 certificate)
    {
        if (algorithm == Ecdsa)
        {
            using ECDsa? key = certificate.GetECDsaPublicKey();
            return key is not null && key.VerifyData(
                bytes, value, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        using RSA? rsa = certificate.GetRSAPublicKey();
        return algorithm == RsaPss && rsa is not null
            && rsa.VerifyData(bytes, value, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }

    /// <summary>Of the bytes as they stand: a certificate that was read and written again may have become another.</summary>
    internal static string Fingerprint(byte[] der) => Convert.ToHexStringLower(SHA256.HashData(der));

    private static (string Algorithm, byte[] Value) SignBytes(byte[] bytes, X509Certificate2 certificate)
    {
        using ECDsa? key = certificate.GetECDsaPrivateKey();
        if (key is not null)
        {
            return (Ecdsa, key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        using RSA? rsa = certificate.GetRSAPrivateKey();
        return rsa is not null
            ? (RsaPss, rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))
            : throw new UserError("--key: neither an ECDSA nor an RSA key: it cannot sign a record", ExitStatus.Usage);
    }
}
