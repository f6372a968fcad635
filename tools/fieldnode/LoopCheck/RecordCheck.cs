using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Cli;

/// <summary>Says whether a signed record is whole, who signed it, and what it found; or the first thing that is wrong.</summary>
internal sealed class RecordCheck
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What is wrong, or null.</summary>
    internal string? Wrong { get; private init; }

    /// <summary>Subject of the certificate that signed.</summary>
    internal string Signer { get; private init; } = "";

    /// <summary>True if the certificate was held against a CA.</summary>
    internal bool IsTrusted { get; private init; }

    /// <summary>What it is about.</summary>
    internal string Tag { get; private init; } = "";

    internal string Verdict { get; private init; } = "";

    internal string FinishedUtc { get; private init; } = "";

    /// <summary>Checks a record of a loop check.</summary>
    internal static RecordCheck Of(byte[] file, X509Certificate2? ca) => Of(file, ca, LoopRecord.Form, "a loop check", record =>
        string.Join('/', new[] { "group", "node", "device", "name" }.Select(n => record.GetProperty("tag").GetProperty(n).GetString())));

    /// <summary>Checks a record of some form.</summary>
    /// <param name="file">The file, to the byte.</param>
    /// <param name="ca">Whose certificates count; null: it is not looked at.</param>
    /// <param name="form">The form that it must have.</param>
    /// <param name="kind">What has it, in words.</param>
    /// <param name="aboutWhat">Takes out of the record what it is about.</param>
    internal static RecordCheck Of(byte[] file, X509Certificate2? ca, string form, string kind, Func<JsonElement, string> aboutWhat)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file, Strict);
            return Of(document.RootElement, ca, form, kind, aboutWhat);
        }
        catch (JsonException failure)
        {
            return Not("it is no JSON, or a member stands twice: " + failure.Message);
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Not($"it is no record of {kind}: {failure.Message}");
        }
    }

    private static RecordCheck Of(JsonElement root, X509Certificate2? ca, string form, string kind, Func<JsonElement, string> aboutWhat)
    {
        string[] members = [.. root.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        if (!members.SequenceEqual(["record", "signature"]))
        {
            return Not($"it is no record of {kind}: a file has 'record' and 'signature', and nothing else");
        }
        JsonElement record = root.GetProperty("record");
        JsonElement signature = root.GetProperty("signature");
        if (record.GetProperty("form").GetString() != form)
        {
            return Not($"form {record.GetProperty("form")}: this program knows {form}");
        }
        if (signature.EnumerateObject().Count() != 3)
        {
            return Not("'signature' has algorithm, certificate and value, and nothing else");
        }
        if (Base64(signature.GetProperty("certificate")) is not byte[] der
            || Base64(signature.GetProperty("value")) is not byte[] value)
        {
            return Not("certificate or value is no base64: the signature was changed");
        }
        if (record.GetProperty("signer").GetProperty("certificateSha256").GetString() != RecordSeal.Fingerprint(der))
        {
            return Not("the record names another certificate than the one beside it: one of both was changed");
        }
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return Not("the certificate in it cannot be read: it was changed");
        }
        using (certificate)
        {
            return Of(record, signature.GetProperty("algorithm").GetString()!, value, certificate, ca, aboutWhat);
        }
    }

    private static RecordCheck Of(
        JsonElement record, string algorithm, byte[] value, X509Certificate2 certificate, X509Certificate2? ca, Func<JsonElement, string> aboutWhat)
    {
        if (algorithm is not (RecordSeal.Ecdsa or RecordSeal.RsaPss))
        {
            return Not($"algorithm {algorithm}: this program knows {RecordSeal.Ecdsa} and {RecordSeal.RsaPss}");
        }
        bool isRight;
        try
        {
            isRight = RecordSeal.IsRight(RecordSeal.SignedBytes(record), algorithm, value, certificate);
        }
        catch (CryptographicException)
        {
            isRight = false;
        }
        if (!isRight)
        {
            return Not("the signature does not fit: the record was changed after it was signed, or the signature was");
        }
        string finished = record.GetProperty("finishedUtc").GetString()!;
        string? refusal = ca is null ? null : Refusal(certificate, ca, DateTime.Parse(
            finished, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal));
        return refusal is not null ? Not(refusal) : new RecordCheck
        {
            Signer = certificate.Subject,
            IsTrusted = ca is not null,
            Tag = aboutWhat(record),
            Verdict = record.GetProperty("verdict").GetString()!,
            FinishedUtc = finished,
        };
    }

    /// <summary>The certificate must have been valid when the record was made; that it has expired since is no fault.</summary>
    private static string? Refusal(X509Certificate2 certificate, X509Certificate2 ca, DateTime utc)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = utc.ToLocalTime();
        chain.Build(certificate);
        X509ChainStatusFlags flags = ChainOfTrust.Flags(chain, [ca], utc.ToLocalTime());
        return flags == X509ChainStatusFlags.NoError ? null : (flags & ~X509ChainStatusFlags.NotTimeValid) != 0
            ? $"signed by {certificate.Subject}, whose certificate does not come from the given CA"
            : $"signed by {certificate.Subject}, whose certificate was not valid at {LoopRecord.Time(utc)}";
    }

    /// <summary>Only the one way to write it counts: otherwise bytes of the file could change unseen.</summary>
    private static byte[]? Base64(JsonElement text)
    {
        string written = text.GetString()!;
        try
        {
            byte[] bytes = Convert.FromBase64String(written);
            return Convert.ToBase64String(bytes) == written ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static RecordCheck Not(string why) => new() { Wrong = why };
}
