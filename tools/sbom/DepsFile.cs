using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>fieldnode.deps.json: which libraries a published program loads, and from which files. It is what the .NET host itself reads.</summary>
internal sealed class DepsFile
{
    private readonly JsonObject target;
    private readonly JsonObject libraries;

    internal DepsFile(JsonObject deps)
    {
        libraries = deps["libraries"] as JsonObject ?? throw new SbomError("the deps.json has no libraries");
        string name = (string?)deps["runtimeTarget"]?["name"] ?? throw new SbomError("the deps.json names no target");
        target = deps["targets"]?[name] as JsonObject ?? throw new SbomError($"the deps.json has no target {name}");
    }

    /// <summary>Name and version of what is of one type and has a file among what is published.</summary>
    internal (string Name, string Version)[] Of(string type) => [.. libraries.Where(one => (string?)one.Value?["type"] == type && Files(one.Key).Any()).Select(one => Split(one.Key))];

    /// <summary>The names of all files that libraries load.</summary>
    internal IReadOnlySet<string> AllFiles => libraries.SelectMany(one => Files(one.Key)).Select(path => path[(path.LastIndexOf('/') + 1)..]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Files(string library) =>
        new[] { "runtime", "native", "runtimeTargets" }.SelectMany(kind => (target[library]?[kind] as JsonObject)?.Select(file => file.Key) ?? []).Where(path => !path.EndsWith("_._", StringComparison.Ordinal));

    private static (string, string) Split(string library) => (library[..library.LastIndexOf('/')], library[(library.LastIndexOf('/') + 1)..]);
}
