using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>One part of what ships.</summary>
/// <param name="Type">CycloneDX's word: library, framework, firmware, file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null where it cannot be stated.</param>
/// <param name="Licence">SPDX expression.</param>
internal sealed record SbomComponent(string Type, string Name, string? Version, string Licence)
{
    /// <summary>Package URL, if it is a package.</summary>
    internal string? Purl { get; init; }

    /// <summary>Where its licence was read: an address, or words.</summary>
    internal string? ReadIn { get; init; }

    /// <summary>Named facts of our own.</summary>
    internal (string Name, string Value)[] Properties { get; init; } = [];

    /// <summary>What it brings with it, inside.</summary>
    internal SbomComponent[] Inside { get; init; } = [];

    internal string Ref => Purl ?? (Version is null ? Name : $"{Name}@{Version}");

    internal static SbomComponent Package(string name, string version, string licence) => new("library", name, version, licence) { Purl = $"pkg:nuget/{name}@{version}" };

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type, ["bom-ref"] = Ref, ["name"] = Name };
        if (Version is not null)
        {
            json["version"] = Version;
        }
        json["licenses"] = LicencesJson(Licence);
        if (Purl is not null)
        {
            json["purl"] = Purl;
        }
        if (ReadIn is not null && ReadIn.StartsWith("https://", StringComparison.Ordinal))
        {
            json["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "license", ["url"] = ReadIn });
        }
        (string Name, string Value)[] facts = ReadIn is null || json.ContainsKey("externalReferences") ? Properties : [.. Properties, ("fieldnode:licence", ReadIn)];
        if (facts.Length > 0)
        {
            json["properties"] = new JsonArray([.. facts.Select(one => (JsonNode)new JsonObject { ["name"] = one.Name, ["value"] = one.Value })]);
        }
        if (Inside.Length > 0)
        {
            json["components"] = new JsonArray([.. Inside.Select(one => (JsonNode)one.ToJson())]);
        }
        return json;
    }

    /// <summary>CycloneDX has one licence by its id, and more than one as an expression.</summary>
    internal static JsonArray LicencesJson(string expression) => expression.Contains(' ', StringComparison.Ordinal)
        ? new JsonArray(new JsonObject { ["expression"] = expression })
        : new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = expression } });
}
