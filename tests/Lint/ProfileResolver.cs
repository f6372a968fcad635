using Mono.Cecil;

namespace FieldNode.Lint;

/// <summary>
/// Finds nanoFramework's core library and the profile's packages, and nothing else. Cecil's own resolver would offer the PC's mscorlib, which is
/// another library.
/// </summary>
internal sealed class ProfileResolver : IAssemblyResolver
{
    private readonly List<AssemblyDefinition> known = [];

    /// <param name="folder">Where both lie.</param>
    public ProfileResolver(string folder)
    {
        foreach (var name in new[] { "mscorlib", "Packages" })
        {
            known.Add(AssemblyDefinition.ReadAssembly(
                Path.Combine(folder, name + ".dll"), new ReaderParameters { AssemblyResolver = this }));
        }
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) =>
        known.FirstOrDefault(k => k.Name.Name == name.Name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose() => known.ForEach(k => k.Dispose());
}
