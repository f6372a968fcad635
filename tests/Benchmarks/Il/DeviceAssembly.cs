using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace FieldNode.Benchmarks.Il;

/// <summary>Loads the rewritten device build in the place of Firmware.dll, and reads its counter.</summary>
internal static class DeviceAssembly
{
    private static FieldInfo? counter;

    /// <summary>To be called before a method that mentions a type of the device build is compiled.</summary>
    public static void Install(string path)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            if (name.Name != "Firmware")
            {
                return null;
            }

            Assembly assembly = context.LoadFromStream(new MemoryStream(IlCounter.Rewrite(path)));
            Type type = assembly.GetType(IlCounter.CounterType, throwOnError: true)!;
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            counter = type.GetField(IlCounter.CounterField)!;
            return assembly;
        };
    }

    /// <summary>IL instructions executed so far.</summary>
    public static long Executed => (long)counter!.GetValue(null)!;
}
