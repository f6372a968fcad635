using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>Whether a CycloneDX file is sound and every licence in it known and allowed. The form itself is judged by <see cref="SchemaCheck"/>.</summary>
internal static class SbomCheck
{
    /// <summary>What is wrong, one line each.</summary>
    internal static IEnumerable<string> Faults(JsonObject bom, LicenceList list)
    {
        if ((string?)bom["bomFormat"] != "CycloneDX" || bom["specVersion"] is null || bom["metadata"]?["component"] is not JsonObject whole)
        {
            yield return "no CycloneDX file of a product";
            yield break;
        }
        JsonObject[] components = [whole, .. SbomFile.Components(bom)];
        if (components.Length < 2)
        {
            yield return "it has no components";
        }
        foreach (string twice in components.GroupBy(one => (string?)one["bom-ref"] ?? "").Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"{(twice.Length == 0 ? "a component" : twice)}: more than one has this bom-ref";
        }
        foreach (JsonObject component in components)
        {
            string name = $"{SbomFile.NameOf(component)} {SbomFile.VersionOf(component)}".TrimEnd();
            if (SbomFile.LicenceOf(component) is not { } licence)
            {
                yield return $"{name}: licence unknown; read it and add it to tools/sbom/licences.json";
                continue;
            }
            foreach (string refused in list.Refused(licence))
            {
                yield return $"{name}: licence {refused} is not allowed; replace the part, or allow it with the reason in tools/sbom/licences.json";
            }
        }
        HashSet<string> refs = [.. components.Select(one => (string?)one["bom-ref"] ?? "")];
        foreach (string lost in (bom["dependencies"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(one => (one["dependsOn"] as JsonArray ?? []).Select(to => (string?)to ?? "").Prepend((string?)one["ref"] ?? "")).Distinct().Where(to => !refs.Contains(to)))
        {
            yield return $"dependencies name {lost}, which is no component";
        }
    }
}
