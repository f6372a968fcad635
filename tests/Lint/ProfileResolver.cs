using Mono.Cecil;

namespace FieldNode.Lint;

/// <summary>
/// Finds the profile and nothing else. Cecil's own resolver would offer the PC's mscorlib, which is another library.
/// </summary>
internal sealed class ProfileResolver(string path) : IAssemblyResolver
{
    private readonly AssemblyDefinition profile = AssemblyDefinition.ReadAssembly(path);

    public AssemblyDefinition Resolve(AssemblyNameReference name) =>
        name.Name == profile.Name.Name ? profile : throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose() => profile.Dispose();
}
