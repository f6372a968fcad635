using Mono.Cecil;

namespace FieldNode.Lint;

/// <summary>
/// Finds nanoFramework's core library, the profile's packages and what is beside an assembly, and nothing else. Cecil's own resolver would offer the PC's mscorlib, which is
/// another library.
/// </summary>
internal sealed class ProfileResolver : IAssemblyResolver
{
    private readonly List<AssemblyDefinition> known = [];

    /// <param name="folder">Where core library and packages lie.</param>
    /// <param name="beside">Where the device build lies for the loader, which refers to it; or null.</param>
    public ProfileResolver(string folder, string? beside = null)
    {
        string[] paths = [.. new[] { "mscorlib", "Packages" }.Select(name => Path.Combine(folder, name + ".dll"))];
        string firmware = Path.Combine(beside ?? folder, Images.Program + ".dll");
        foreach (string path in File.Exists(firmware) ? [.. paths, firmware] : paths)
        {
            known.Add(AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this, InMemory = true }));
        }
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) =>
        known.FirstOrDefault(k => k.Name.Name == name.Name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose() => known.ForEach(k => k.Dispose());
}
