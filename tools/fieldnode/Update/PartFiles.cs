using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using FieldNode.Cli.Provision;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary>Reads the files that become parts, and looks whether each is what its option says and may go into a bundle.</summary>
internal sealed class PartFiles(TimeProvider clock)
{
    private static readonly string[] SettingsNames = ["node.json", "node.record", "board.json"];

    /// <exception cref="UserError">It is no assembly of the device.</exception>
    internal BundlePart Assembly(string path)
    {
        (string? name, byte[] content) = Read("--assembly", path);
        string? wrong = AssemblyTrouble(content);
        return wrong is null ? Checked("--assembly", path, new(BundlePartKind.Assembly, name ?? Path.GetFileNameWithoutExtension(path), content))
            : throw new UserError($"--assembly {path}: no whole assembly of nanoFramework 1.x (.pe){wrong}");
    }

    /// <exception cref="UserError">It has faults, or another name than settings have on a board.</exception>
    internal BundlePart Settings(string path)
    {
        (string? given, byte[] content) = Read("--settings", path);
        string name = given ?? Path.GetFileName(path);
        if (!SettingsNames.Contains(name))
        {
            throw new UserError($"--settings {path}: on the board it is called {string.Join(", ", SettingsNames[..^1])} or {SettingsNames[^1]}. Give NAME=FILE", ExitStatus.Usage);
        }
        string? fault = name switch
        {
            "node.json" => NodeTrouble(content),
            "node.record" => RecordTrouble(content),
            _ => JsonTrouble(content),
        };
        return fault is null ? Checked("--settings", path, new(BundlePartKind.Settings, name, content)) : throw new UserError($"--settings {path}: {fault}");
    }

    /// <exception cref="UserError">It is no certificate, has a key beside it, or has ended.</exception>
    internal BundlePart Certificate(string path)
    {
        (string? name, byte[] content) = Read("--certificate", path);
        BundlePart part = Checked("--certificate", path, new(BundlePartKind.Certificate, name ?? Path.GetFileName(path), content));
        foreach (X509Certificate2 certificate in Certificates(path, content))
        {
            using (certificate)
            {
                if (certificate.NotAfter.ToUniversalTime() <= clock.GetUtcNow().UtcDateTime)
                {
                    throw new UserError($"--certificate {path}: {certificate.Subject} ended at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
                }
            }
        }
        return part;
    }

    /// <exception cref="UserError">It is no part with keys.</exception>
    internal static (BundlePart Part, TrustedKeys Keys) Keys(string path)
    {
        byte[] content = UpdateFiles.ReadBytes("--keys", path);
        TrustedKeys keys = TrustedKeys.OfContent(content, out string why) ?? throw new UserError($"--keys {path}: {why}");
        return content.Length == TrustedKeys.PartBytes ? (new(BundlePartKind.Keys, "keys", content), keys)
            : throw new UserError($"--keys {path}: a record for the bench. A bundle takes what keys next makes", ExitStatus.Usage);
    }

    /// <summary>An order to make a key for a certificate on the node (docs/SPEC.md, section 9): mark, form, curve P-256.</summary>
    internal static BundlePart KeyOrder() => new(BundlePartKind.KeyOrder, "new-key", [.. "FNKO"u8, 1, 1, 0, 0]);

    private static BundlePart Checked(string option, string path, BundlePart part) => SecretScan.Find(part) is { } secret
        ? throw new UserError($"{option} {path}: it holds {secret}. No secret travels through a broker: take it out")
        : part;

    // NAME=FILE where the file has another name than its part.
    private static (string? Name, byte[] Content) Read(string option, string text)
    {
        int at = text.IndexOf('=');
        bool isNamed = at > 0 && !File.Exists(text);
        byte[] content = UpdateFiles.ReadBytes(option, isNamed ? text[(at + 1)..] : text);
        return content.Length > 0 ? (isNamed ? text[..at] : null, content) : throw new UserError($"{option} {text}: the file is empty");
    }

    private static string? AssemblyTrouble(byte[] content)
    {
        try
        {
            return !FirmwareAssembly.IsAt(content, 0) ? "" : FirmwareAssembly.Read(content, 0).Bytes == content.Length ? null : ": there are bytes behind its end";
        }
        catch (FormatException failure)
        {
            return ": " + failure.Message;
        }
    }

    private static string? NodeTrouble(byte[] content)
    {
        IReadOnlyList<SettingsFault> faults = SettingsFile.Parse(content, ".", asWritten: true).Faults;
        return faults.Count == 0 ? null : $"{faults[0]}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}. fieldnode check shows them";
    }

    private static string? RecordTrouble(byte[] content) =>
        SettingsRecord.Open(content, content.Length, "").Fault is RecordFault.Missing or RecordFault.Broken
            ? "no settings record, or a damaged one" : null;

    private static string? JsonTrouble(byte[] content)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            return json.RootElement.ValueKind == JsonValueKind.Object ? null : "no JSON object";
        }
        catch (JsonException failure)
        {
            return $"no JSON: {failure.Message}";
        }
    }

    private static X509Certificate2[] Certificates(string path, byte[] content)
    {
        try
        {
            var found = new X509Certificate2Collection();
            string text = Encoding.Latin1.GetString(content).TrimEnd('\0');
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                found.ImportFromPem(text);
            }
            else
            {
                found.Add(X509CertificateLoader.LoadCertificate(content));
            }
            return found.Count > 0 ? [.. found] : throw new UserError($"--certificate {path}: no certificate in it");
        }
        catch (CryptographicException failure)
        {
            throw new UserError($"--certificate {path}: no certificate (PEM or DER)", ExitStatus.Wrong, failure);
        }
    }
}
