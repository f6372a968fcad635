using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace FieldNode.Benchmarks.Il;

/// <summary>Loads the rewritten device build in the place of Firmware.dll, and reads its counter.</summary>
internal static class DeviceAssembly
{
    private static FieldInfo? counter;
    private static FieldInfo? price;
    private static Assembly? firmware;

    /// <summary>To be called before a method that mentions a type of the device build is compiled.</summary>
    public static void Install(string path, Prices prices)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            if (name.Name != "Firmware")
            {
                return null;
            }

            Assembly assembly = context.LoadFromStream(new MemoryStream(IlCounter.Rewrite(path, prices)));
            Type type = assembly.GetType(IlCounter.CounterType, throwOnError: true)!;
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            counter = type.GetField(IlCounter.CounterField)!;
            price = type.GetField(IlCounter.PriceField)!;
            return firmware = assembly;
        };
    }

    /// <summary>What was executed so far.</summary>
    public static Cost Executed => new((long)counter!.GetValue(null)!, (long)price!.GetValue(null)! / 1000.0);

    /// <summary>A type that cannot be mentioned, since its members have types of packages.</summary>
    public static object Create(string type, params object?[] arguments) =>
        Activator.CreateInstance(firmware!.GetType(type, throwOnError: true)!, arguments)!;
}
