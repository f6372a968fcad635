using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FieldNode.Cli;

/// <summary>Looks for what must not travel through a broker: private keys, and passwords in settings. It names what it saw, never the value.</summary>
internal static partial class SecretScan
{
    private static readonly string[] SecretWords = ["password", "passwd", "passphrase", "secret", "token", "psk", "privatekey", "apikey"];

    /// <summary>What a part holds that it must not.</summary>
    /// <returns>In words, or null if nothing was found.</returns>
    internal static string? Find(BundlePart part)
    {
        string latin = Encoding.Latin1.GetString(part.Content);
        if (Marker().IsMatch(latin) || Marker().IsMatch(latin.Replace("\0", "")))
        {
            return "a private key (PEM)";
        }
        if (part.Kind == BundlePartKind.Assembly)
        {
            return null;
        }
        return IsDerKey(part.Content) ? "a private key (DER)"
            : IsPkcs12(part.Content) ? "a key store (PKCS#12)"
            : part.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? InJson(part.Content)
            : null;
    }

    private static string? InJson(byte[] content)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(content, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return InValue(json.RootElement, "");
        }
        catch (JsonException)
        {
            return null; // that it is no JSON is told elsewhere
        }
    }

    private static string? InValue(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(member => InMember(member, path.Length == 0 ? member.Name : $"{path}.{member.Name}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select((item, i) => InValue(item, $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        JsonValueKind.String when UserInfo().IsMatch(value.GetString()!) => $"a password within an address ({path})",
        _ => null,
    };

    // passwordFile names a file, and is what settings should have.
    private static string? InMember(JsonProperty member, string path)
    {
        string name = member.Name.Replace("_", "").Replace("-", "").ToLowerInvariant();
        bool isSecret = SecretWords.Any(name.Contains) && !name.EndsWith("file", StringComparison.Ordinal);
        bool hasValue = member.Value.ValueKind is JsonValueKind.Number || (member.Value.ValueKind is JsonValueKind.String && member.Value.GetString()!.Length > 0);
        return isSecret && hasValue ? $"a password or the like ({path})" : InValue(member.Value, path);
    }

    private static bool IsDerKey(byte[] content)
    {
        if (content.Length == 0 || content[0] != 0x30)
        {
            return false;
        }
        using var rsa = RSA.Create();
        using var ecdsa = ECDsa.Create();
        return Takes(() => rsa.ImportRSAPrivateKey(content, out _)) || Takes(() => rsa.ImportPkcs8PrivateKey(content, out _))
            || Takes(() => ecdsa.ImportECPrivateKey(content, out _)) || Takes(() => ecdsa.ImportPkcs8PrivateKey(content, out _));
    }

    private static bool Takes(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // PFX ::= SEQUENCE { version INTEGER (3), … } (RFC 7292, 4)
    private static bool IsPkcs12(byte[] content)
    {
        if (content.Length < 8 || content[0] != 0x30)
        {
            return false;
        }
        int head = content[1] < 0x80 ? 2 : 2 + (content[1] & 0x7F);
        return head + 3 <= content.Length && content.AsSpan(head, 3).SequenceEqual((ReadOnlySpan<byte>)[2, 1, 3]);
    }

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]*PRIVATE KEY")]
    private static partial Regex Marker();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/@\\s:]*:[^/@\\s]+@")]
    private static partial Regex UserInfo();
}
