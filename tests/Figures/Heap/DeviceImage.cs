using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;

namespace FieldNode.Figures.Heap;

/// <summary>Runs the device build on .NET: its core library is then the runtime's, its packages are stubs.</summary>
internal static class DeviceImage
{
    private static Assembly? loaded;

    /// <summary>The loaded firmware.</summary>
    public static Assembly Firmware => loaded ?? throw new InvalidOperationException("not installed");

    /// <summary>To be called before a method that mentions a type of the device build is compiled. Once is enough.</summary>
    public static void Install(string firmware, string profile)
    {
        if (loaded is not null)
        {
            return;
        }

        (byte[] image, byte[] stubs) = Rewrite(firmware, profile);
        Assembly packages = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(stubs));
        loaded = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image));
        AssemblyLoadContext.Default.Resolving += (_, name) =>
            name.Name == "Firmware" ? loaded : name.Name == PackageStubs.AssemblyName ? packages : null;
    }

    /// <summary>Runs all static constructors, as the device does before Main.</summary>
    public static void RunStaticConstructors()
    {
        foreach (Type type in Firmware.GetTypes().Where(t => t.TypeInitializer is not null))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    /// <summary>An object of the board by its constructor, which must touch no package.</summary>
    public static object New(string type, params object?[] arguments) =>
        Activator.CreateInstance(TypeOf(type), BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null)!;

    /// <summary>An object of the board without its constructor: all fields 0, so only they are weighed.</summary>
    public static object Bare(string type) => RuntimeHelpers.GetUninitializedObject(TypeOf(type));

    /// <summary>The zero of an enum that the only constructor of a type takes at a place.</summary>
    public static object Zero(string type, int parameter) =>
        Enum.ToObject(TypeOf(type).GetConstructors().Single().GetParameters()[parameter].ParameterType, 0);

    /// <summary>Calls a static function of the board.</summary>
    public static object? Call(string type, string function, params object?[] arguments) => TypeOf(type).GetMethod(function)!.Invoke(null, arguments);

    /// <summary>A constant of the board.</summary>
    public static int Constant(string type, string name) =>
        (int)TypeOf(type).GetField(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;

    private static Type TypeOf(string name) => Firmware.GetType("FieldNode.Esp32." + name, throwOnError: true)!;

    private static (byte[] Image, byte[] Stubs) Rewrite(string firmware, string profile)
    {
        using var resolver = new StubResolver();
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(firmware, new ReaderParameters { AssemblyResolver = resolver });
        using AssemblyDefinition stubs = PackageStubs.Make(assembly.MainModule, profile);
        resolver.Stubs = stubs;
        DeviceLibrary.BindToDotNet(assembly.MainModule);
        return (Written(assembly), Written(stubs));
    }

    private static byte[] Written(AssemblyDefinition assembly)
    {
        using var output = new MemoryStream();
        assembly.Write(output);
        return output.ToArray();
    }

    // Cecil looks enums up when it writes constants of them.
    private sealed class StubResolver : DefaultAssemblyResolver
    {
        public AssemblyDefinition? Stubs { get; set; }

        public override AssemblyDefinition Resolve(AssemblyNameReference name) =>
            name.Name == PackageStubs.AssemblyName && Stubs is not null ? Stubs : base.Resolve(name);
    }
}
