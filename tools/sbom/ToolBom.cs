using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>
/// The SBOM of a form of the tool: what the CycloneDX tool found among the packages, held against what was published. It adds what that tool does not know
/// (own assemblies, the .NET runtime within one file, what is embedded) and leaves out what does not ship.
/// </summary>
internal static class ToolBom
{
    /// <summary>What others made and is no package, but a resource of ours.</summary>
    internal static readonly string[] Embedded = ["DejaVu Sans (subset)"];

    internal static JsonObject Of(JsonObject raw, DepsFile deps, string version, LicenceList list, string packages, TextWriter log)
    {
        var bom = (JsonObject)raw.DeepClone();
        var found = SbomFile.Components(bom).ToDictionary(one => (SbomFile.NameOf(one), SbomFile.VersionOf(one)));
        (string Name, string Version)[] shipped = deps.Of("package");
        string[] missed = [.. shipped.Where(one => !found.ContainsKey(one)).Select(one => $"{one.Name} {one.Version}")];
        if (missed.Length > 0)
        {
            throw new SbomError($"published, but not in the CycloneDX tool's list: {string.Join(", ", missed)}; make both of the same restore");
        }
        var parts = new JsonArray();
        var left = new List<string>();
        foreach (((string Name, string Version) key, JsonObject component) in found)
        {
            if (!shipped.Contains(key))
            {
                left.Add($"{key.Name} {key.Version}");
                continue;
            }
            string licence = SbomFile.LicenceOf(component) ?? PackageLicence.Of(key.Name, key.Version, packages, list, out string why) ?? throw new SbomError($"{key.Name} {key.Version}: licence unknown, {why}");
            component["licenses"] = SbomComponent.LicencesJson(licence);
            parts.Add(component.DeepClone());
        }
        if (left.Count > 0)
        {
            log.WriteLine($"does not ship: {string.Join(", ", left)}");
        }
        foreach ((string name, string ofVersion) in deps.Of("project").Where(one => one.Name != "fieldnode"))
        {
            parts.Add(new SbomComponent("library", name, ofVersion, "MIT").ToJson());
        }
        foreach ((string name, string ofVersion) in deps.Of("runtimepack"))
        {
            string package = name.Replace("runtimepack.", "", StringComparison.Ordinal);
            string licence = PackageLicence.Of(package, ofVersion, packages, list, out string why) ?? throw new SbomError($"{package} {ofVersion}: licence unknown, {why}");
            parts.Add((SbomComponent.Package(package, ofVersion, licence) with { Type = "framework" }).ToJson());
        }
        foreach (string name in Embedded)
        {
            HeldLicence held = list.Find(name) ?? throw new SbomError($"{name}: licence unknown; add it to tools/sbom/licences.json");
            parts.Add(new SbomComponent("file", name, null, held.Licence) { ReadIn = held.Source }.ToJson());
        }
        var whole = new SbomComponent("application", "fieldnode", version, "MIT") { Purl = $"pkg:nuget/FieldNode@{version}" };
        bom["specVersion"] = SbomFile.SpecVersion;
        bom["metadata"]!["component"] = whole.ToJson();
        bom["components"] = parts;
        bom["dependencies"] = new JsonArray(new JsonObject { ["ref"] = whole.Ref, ["dependsOn"] = new JsonArray([.. parts.Select(part => (JsonNode)(string)part!["bom-ref"]!)]) });
        return bom;
    }

    /// <summary>Assemblies and native libraries that lie in a published folder and that no library of its deps.json loads.</summary>
    internal static string[] Strangers(string published, DepsFile deps) =>
        [.. Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>()
            .Where(file => Path.GetExtension(file) is ".dll" or ".so" or ".dylib" && !deps.AllFiles.Contains(file)).Distinct().Order(StringComparer.Ordinal)];
}
