using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>A CycloneDX file: how one is made, written, read and looked through.</summary>
internal static class SbomFile
{
    internal const string SpecVersion = "1.6";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonObject Make(SbomComponent whole, SbomComponent[] parts, string madeBy) => new()
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = SpecVersion,
        ["serialNumber"] = $"urn:uuid:{Guid.NewGuid()}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = madeBy, ["version"] = whole.Version }) },
            ["component"] = whole.ToJson(),
        },
        ["components"] = new JsonArray([.. parts.Select(part => (JsonNode)part.ToJson())]),
        ["dependencies"] = new JsonArray(new JsonObject { ["ref"] = whole.Ref, ["dependsOn"] = new JsonArray([.. parts.Select(part => (JsonNode)part.Ref)]) }),
    };

    internal static void Write(JsonObject bom, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, bom.ToJsonString(Options) + "\n");
    }

    internal static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path))?.AsObject() ?? throw new SbomError($"{path}: no JSON object");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new SbomError($"{path}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>All components, those inside of others too.</summary>
    internal static IEnumerable<JsonObject> Components(JsonObject bom) => Inside(bom["components"] as JsonArray);

    private static IEnumerable<JsonObject> Inside(JsonArray? components) =>
        components is null ? [] : components.OfType<JsonObject>().SelectMany(one => Inside(one["components"] as JsonArray).Prepend(one));

    internal static string NameOf(JsonObject component) => (string?)component["name"] ?? "";

    internal static string VersionOf(JsonObject component) => (string?)component["version"] ?? "";

    /// <summary>Its licence as an SPDX expression, or null. Two single licences are a choice: that is how the CycloneDX tool writes OR.</summary>
    internal static string? LicenceOf(JsonObject component)
    {
        string?[] found = [.. (component["licenses"] as JsonArray ?? []).OfType<JsonObject>().Select(one => (string?)one["expression"] ?? (string?)one["license"]?["id"])];
        return found.Length == 0 || found.Any(one => string.IsNullOrEmpty(one)) ? null : string.Join(" OR ", found);
    }
}
