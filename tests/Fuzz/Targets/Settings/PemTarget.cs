using System.Text;
using FieldNode.Virtual.Settings;

namespace FieldNode.Fuzz;

/// <summary>Certificates and a key as <c>fieldnode check</c> reads and judges them: whatever is in the files is a fault or a warning in words.</summary>
internal sealed class PemTarget : FuzzTarget
{
    private readonly Lazy<string> folder = new(MemoryFolder.Make); // for whoever only lists the targets there is none
    private readonly Lazy<(string Ca, string Certificate, string Key)> pki = new(Pki.Make);

    internal override string Name => "pem";

    internal override string What => "CA, certificate and key as check reads and judges them: a fault or a warning in words, never an exception";

    internal override int BytesMax => 4000;

    internal override long StepsMax => 2_000_000;

    internal override long MemoryMax => 16 << 20;

    internal override IReadOnlyList<byte[]> Words { get; } = [[0], .. Bytes.Utf8("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----", "ENCRYPTED", "\n", "=", "MII", "-----BEGIN X509 CRL-----")];

    internal override IEnumerable<byte[]> Seeds()
    {
        (string ca, string certificate, string key) = pki.Value;
        return [Join(ca, certificate, key), Join(certificate + ca, ca + certificate, key), Join(ca, ca, key)];
    }

    // Of the three files each ends with a byte of 0.
    internal override void Run(byte[] input)
    {
        byte[] rest = input;
        foreach (string name in new[] { "ca", "c", "k" })
        {
            int end = rest.AsSpan().IndexOf((byte)0);
            File.WriteAllBytes(Path.Combine(folder.Value, name), end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
        SettingsResult result = SettingsFile.Parse(SettingsSeeds.Small, folder.Value, checkFiles: true);
        foreach (SettingsFault fault in result.Faults)
        {
            Must(fault.Value.Length > 0 && fault.Allowed.Length > 0, $"a fault without words: {fault}");
            Must(fault.ToString().IndexOfAny(['\n', '\r', '\u001b', '\0']) < 0, "a fault with control characters");
        }
        foreach (SettingsWarning warning in result.Warnings)
        {
            Must(warning.ToString().Length > 0 && warning.ToString().IndexOfAny(['\n', '\r', '\u001b', '\0']) < 0, "a warning with control characters");
        }
    }

    private static byte[] Join(params string[] files) => Encoding.UTF8.GetBytes(string.Join('\0', files));
}
