using System.Reflection;

namespace FieldNode.Sbom.Tests;

/// <summary>Where the repository and the built tool are.</summary>
internal static class Sources
{
    internal static string Root => Value("Sources");

    /// <summary>The tool's deps.json, as the build wrote it.</summary>
    internal static DepsFile ToolDeps => new(SbomFile.Read(Value("ToolDeps")));

    private static string Value(string key) => typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;
}
