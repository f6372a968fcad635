using System.Text.Json;

namespace FieldNode.Cli.Pki;

/// <summary>What a site's folder says of itself: pki.json.</summary>
/// <param name="Form">Of the folder.</param>
/// <param name="Site">The site's name, in the names of its CAs.</param>
/// <param name="CreatedUtc">When it was made.</param>
internal sealed record PkiSite(string Form, string Site, DateTime CreatedUtc)
{
    internal const string FormNow = "fieldnode-pki-1";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    internal static PkiSite? FromJson(string text) => JsonSerializer.Deserialize<PkiSite>(text, Json);
}
