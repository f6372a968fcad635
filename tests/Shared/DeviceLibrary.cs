using Mono.Cecil;

namespace FieldNode;

/// <summary>
/// Binds the device build to .NET, so that it runs on a PC: its core library becomes the runtime's, and so do the types of nanoFramework's
/// packages that .NET has too (Math, Hashtable, Encoding, files).
/// </summary>
internal static class DeviceLibrary
{
    /// <summary>The profile's assembly of what comes from packages.</summary>
    public const string Packages = "Packages";

    /// <summary>Points every reference at .NET that can be. What only the device has (sockets, pins, M2Mqtt) keeps its own.</summary>
    public static void BindToDotNet(ModuleDefinition module)
    {
        AssemblyNameReference core = module.AssemblyReferences.Single(r => r.Name == "mscorlib");
        foreach (TypeReference type in module.GetTypeReferences().Where(t => t.DeclaringType is null && t.Scope.Name == Packages && IsInDotNet(t)))
        {
            type.Scope = core;
        }

        // .NET's own mscorlib forwards to where its types are.
        core.Version = new Version(4, 0, 0, 0);
        core.PublicKeyToken = [0xb7, 0x7a, 0x5c, 0x56, 0x19, 0x34, 0xe0, 0x89];
    }

    /// <summary>True for a type whose name .NET's mscorlib knows.</summary>
    public static bool IsInDotNet(TypeReference type) => Type.GetType(type.FullName.Replace('/', '+') + ", mscorlib") is not null;
}
