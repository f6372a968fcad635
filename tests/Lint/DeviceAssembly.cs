using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint;

/// <summary>An assembly that was compiled against boards/profile, open for reading.</summary>
public sealed class DeviceAssembly : IDisposable
{
    private readonly IAssemblyResolver resolver;

    internal DeviceAssembly(ModuleDefinition module, IAssemblyResolver resolver)
    {
        Module = module;
        this.resolver = resolver;
    }

    public ModuleDefinition Module { get; }

    /// <summary>Every type, the nested ones too.</summary>
    public IEnumerable<TypeDefinition> Types => Module.GetTypes().Where(t => t.FullName != "<Module>");

    /// <summary>Every method and constructor, with or without a body.</summary>
    public IEnumerable<MethodDefinition> Methods => Types.SelectMany(t => t.Methods);

    /// <summary>Opens an assembly with the symbols that lie beside it.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="profile">The folder of what it was compiled against: mscorlib.dll and Packages.dll.</param>
    /// <exception cref="IOException">A file is missing.</exception>
    public static DeviceAssembly Open(string path, string profile) => Open(
        new MemoryStream(File.ReadAllBytes(path)),
        new MemoryStream(File.ReadAllBytes(Path.ChangeExtension(path, ".pdb"))),
        profile,
        Path.GetDirectoryName(path));

    /// <summary>
    /// Opens an assembly and its portable symbols. The symbols' stream is read as findings ask for it.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="profile">The folder of what it was compiled against.</param>
    /// <param name="beside">The folder of other device assemblies that it refers to, or null.</param>
    public static DeviceAssembly Open(Stream assembly, Stream symbols, string profile, string? beside = null)
    {
        var resolver = new ProfileResolver(profile, beside);
        var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters(ReadingMode.Immediate)
        {
            AssemblyResolver = resolver,
            InMemory = true,
            ReadSymbols = true,
            SymbolStream = symbols,
            SymbolReaderProvider = new PortablePdbReaderProvider(),
        });
        return new DeviceAssembly(module, resolver);
    }

    public void Dispose()
    {
        Module.Dispose();
        resolver.Dispose();
    }
}
