using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FieldNode.Cli.Pki;

/// <summary>What the site knows of a certificate: record.json beside it. No secret is in it.</summary>
internal sealed record PkiRecord
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Common name: of a node its id.</summary>
    public required string Name { get; init; }

    public required PkiRole Role { get; init; }

    /// <summary>A node's Sparkplug group.</summary>
    public string? Group { get; init; }

    /// <summary>A broker's host names and addresses.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>What a maintenance certificate may update, and a writer's may rebirth: groups; null: all.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Devices that a writer may command, each GROUP/NODE/DEVICE.</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>A writer may ask nodes for a rebirth.</summary>
    public bool? Rebirth { get; init; }

    /// <summary>Host id whose STATE a writer says.</summary>
    public string? HostId { get; init; }

    /// <summary>Where it is, in a person's words.</summary>
    public string? Place { get; init; }

    /// <summary>Hexadecimal.</summary>
    public required string Serial { get; init; }

    /// <summary>Subject of the authority that signed.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whether a CA of the site signed; else a plant's own did, whose revocation list it goes on.</summary>
    public required bool Ours { get; init; }

    public required DateTime NotBefore { get; init; }

    public required DateTime NotAfter { get; init; }

    /// <summary>Of the certificate.</summary>
    public required string Sha256 { get; init; }

    public required DateTime IssuedUtc { get; init; }

    /// <summary>Serial number of the certificate that this one goes on for, with the same key or a new one.</summary>
    public string? Renews { get; init; }

    public DateTime? RevokedUtc { get; init; }

    public X509RevocationReason? Reason { get; init; }

    [JsonIgnore]
    public bool IsRevoked => RevokedUtc is not null;

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <exception cref="JsonException">It is no record.</exception>
    internal static PkiRecord FromJson(string text) =>
        JsonSerializer.Deserialize<PkiRecord>(text, Json) ?? throw new JsonException("null");

    /// <summary>What the certificate says, put into the record.</summary>
    internal PkiRecord Of(X509Certificate2 certificate, bool isOurs) => this with
    {
        Serial = certificate.SerialNumber, Issuer = certificate.Issuer, Ours = isOurs,
        NotBefore = certificate.NotBefore.ToUniversalTime(), NotAfter = certificate.NotAfter.ToUniversalTime(),
        Sha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
    };

    /// <summary>Whole days until it ends; negative: since.</summary>
    internal int DaysLeft(DateTimeOffset now) => (int)Math.Floor((NotAfter - now.UtcDateTime).TotalDays);

    internal bool IsUsable(DateTimeOffset now) => !IsRevoked && NotAfter > now.UtcDateTime;

    internal static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
