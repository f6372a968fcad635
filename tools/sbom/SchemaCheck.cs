using System.Reflection;
using System.Runtime.Loader;

namespace FieldNode.Sbom;

/// <summary>Judges a file by CycloneDX's own schema. That is in the CycloneDX tool's library, which no package registry has by itself: it is loaded from the tool's folder.</summary>
internal static class SchemaCheck
{
    /// <summary>What the schema does not allow, one line each.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="folder">Where the tool's assemblies are: CycloneDX.Core.dll among them.</param>
    internal static IReadOnlyList<string> Faults(string json, string folder)
    {
        string path = Path.Combine(folder, "CycloneDX.Core.dll");
        if (!File.Exists(path))
        {
            throw new SbomError($"{path}: not there; run dotnet tool restore");
        }
        var context = new AssemblyLoadContext("CycloneDX");
        context.Resolving += (_, name) => Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(Path.GetFullPath(file)) : null;
        Assembly core = context.LoadFromAssemblyPath(Path.GetFullPath(path));
        Type version = core.GetType("CycloneDX.SpecificationVersion", throwOnError: true)!;
        MethodInfo validate = core.GetType("CycloneDX.Json.Validator", throwOnError: true)!.GetMethod("Validate", [typeof(string), version])
            ?? throw new SbomError($"{path}: it has no Validator.Validate(string, SpecificationVersion); tools/sbom is for another version of the tool");
        object result = validate.Invoke(null, [json, Enum.Parse(version, "v" + SbomFile.SpecVersion.Replace('.', '_'))])!;
        bool isValid = (bool)result.GetType().GetProperty("Valid")!.GetValue(result)!;
        string[] messages = [.. (IEnumerable<string>?)result.GetType().GetProperty("Messages")!.GetValue(result) ?? []];
        return isValid ? [] : messages.Length > 0 ? messages : ["the schema does not allow it"];
    }

    /// <summary>The folder of the tool that the manifest pins.</summary>
    internal static string Folder(string root, string packages)
    {
        string version = (string?)SbomFile.Read(Path.Combine(root, ".config/dotnet-tools.json"))["tools"]?["cyclonedx"]?["version"] ?? throw new SbomError(".config/dotnet-tools.json does not pin cyclonedx");
        return Path.Combine(packages, "cyclonedx", version, "tools", "net10.0", "any");
    }
}
