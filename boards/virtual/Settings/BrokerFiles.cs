using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Settings;
using FieldNode.Virtual.Pki;

namespace FieldNode.Virtual.Settings;

/// <summary>The files that the broker's settings name: found from the node file's folder, there, readable, and
/// fitting.</summary>
internal sealed class BrokerFiles(BrokerSettings? broker, OtherBrokerSettings?[]? others, string folder, FaultList faults)
{
    public void MakeAbsolute()
    {
        if (broker is null)
        {
            return;
        }
        broker.CaFile = Absolute(broker.CaFile);
        broker.CertificateFile = Absolute(broker.CertificateFile);
        broker.KeyFile = Absolute(broker.KeyFile);
        broker.PasswordFile = Absolute(broker.PasswordFile);
        foreach (OtherBrokerSettings other in (others ?? []).OfType<OtherBrokerSettings>())
        {
            other.CaFile = Absolute(other.CaFile);
            other.PasswordFile = Absolute(other.PasswordFile);
        }
    }

    /// <summary>Looks at the files; names that the check refused are left alone. Call before
    /// <see cref="MakeAbsolute"/>.</summary>
    public void Check()
    {
        if (broker is null)
        {
            return;
        }
        TextOf("broker.passwordFile", broker.PasswordFile);
        CertificateOf("broker.caFile", broker.CaFile);
        using var certificate = CertificateOf("broker.certificateFile", broker.CertificateFile);
        CheckKey(certificate);
        for (int i = 0; i < (others?.Length ?? 0); i++)
        {
            TextOf($"otherBrokers[{i}].passwordFile", others![i]?.PasswordFile);
            CertificateOf($"otherBrokers[{i}].caFile", others[i]?.CaFile)?.Dispose();
        }
    }

    private void CheckKey(X509Certificate2? certificate)
    {
        const string path = "broker.keyFile";
        const string allowed = "an unencrypted EC or RSA private key in PEM form";
        if (TextOf(path, broker!.KeyFile) is not { } text)
        {
            return;
        }
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            faults.Add(path, "an encrypted key", allowed);
        }
        else if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            faults.Add(path, Texts.Quote(broker.KeyFile), allowed);
        }
        else if (certificate is not null && !CertificateJudge.IsKnownKey(certificate))
        {
            faults.Add("broker.certificateFile", CertificateWords.Of(certificate) + " has a key of another kind", "a certificate with an EC or RSA key");
        }
        else if (certificate is not null && !IsKeyOf(certificate, text))
        {
            Mismatch(path, certificate, text);
        }
    }

    // Either the certificates stand in the wrong order, or the key is another's.
    private void Mismatch(string path, X509Certificate2 first, string key)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPem(RegularFile.ReadAllText(Absolute(broker!.CertificateFile)!));
        if (all.FirstOrDefault(one => IsKeyOf(one, key)) is { } own)
        {
            faults.Add("broker.certificateFile", CertificateWords.Of(first) + " stands first",
                $"first the certificate of the key, {CertificateWords.Of(own)}, then each that signed the one before it");
            return;
        }
        string kind = KindOf(key);
        faults.Add(path, $"{Texts.Quote(broker.KeyFile)}, {kind}, which is not that of {CertificateWords.Of(first)} ({KindOf(first)})", "the private key of certificateFile");
    }

    private static string KindOf(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        return rsa is null ? "an EC key" : "an RSA key";
    }

    private static string KindOf(string key)
    {
        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return "an RSA key";
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
        }
        try
        {
            using ECDsa ec = ECDsa.Create();
            ec.ImportFromPem(key);
            return "an EC key";
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            return "a key of another kind";
        }
    }

    private static bool IsKeyOf(X509Certificate2 certificate, string key)
    {
        try
        {
            using var joined = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key);
            return joined.HasPrivateKey;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private X509Certificate2? CertificateOf(string path, string? name)
    {
        if (TextOf(path, name) is not { } text)
        {
            return null;
        }
        try
        {
            X509Certificate2Collection all = [];
            all.ImportFromPem(text); // each of them, not the first alone
            bool areReadable = all.All(ReadableCertificate.Is);
            foreach (X509Certificate2 one in all)
            {
                one.Dispose();
            }
            if (areReadable)
            {
                return X509Certificate2.CreateFromPem(text);
            }
            faults.Add(path, Texts.Quote(name), "a certificate whose extensions can be read");
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            faults.Add(path, Texts.Quote(name), "a certificate in PEM form");
            return null;
        }
    }

    private string? TextOf(string path, string? name)
    {
        if (name is null || faults.IsTouched(path))
        {
            return null;
        }
        var (content, fault) = FileBytes.Read(Absolute(name)!);
        if (fault is null)
        {
            return Encoding.UTF8.GetString(content);
        }
        faults.Add(path, $"{Texts.Quote(name)} ({fault.Value})", $"a file that can be read; looked for {fault.Path}");
        return null;
    }

    private string? Absolute(string? name) =>
        string.IsNullOrEmpty(name) || name.Contains('\0') ? name : Path.GetFullPath(Path.Combine(folder, name));
}
