using System.Reflection;
using System.Reflection.Emit;
using FieldNode.Cli;
using FieldNode.Virtual.Updates;

namespace FieldNode.Interop.Tests;

/// <summary>Assemblies that a loader takes for firmware, and that are no good.</summary>
internal static class BadFirmware
{
    /// <summary>It throws at once.</summary>
    internal static BundlePart Crashing() => Part(il =>
    {
        il.Emit(OpCodes.Ldstr, "as the test wants it");
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    });

    /// <summary>It stands still.</summary>
    internal static BundlePart Hanging() => Part(il =>
    {
        Label again = il.DefineLabel();
        il.MarkLabel(again);
        il.Emit(OpCodes.Ldc_I4, 1000);
        il.Emit(OpCodes.Call, typeof(Thread).GetMethod(nameof(Thread.Sleep), [typeof(int)])!);
        il.Emit(OpCodes.Br, again);
    });

    /// <summary>It ends at once with a status.</summary>
    internal static BundlePart Ending(int status) => Part(il =>
    {
        il.Emit(OpCodes.Ldc_I4, status);
        il.Emit(OpCodes.Ret);
    });

    private static BundlePart Part(Action<ILGenerator> body)
    {
        MethodInfo real = typeof(Firmware).GetMethod(nameof(Firmware.Run))!;
        string assembly = typeof(Firmware).Assembly.GetName().Name!;
        var built = new PersistedAssemblyBuilder(new AssemblyName(assembly), typeof(object).Assembly);
        TypeBuilder type = built.DefineDynamicModule(assembly).DefineType(
            typeof(Firmware).FullName!, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder run = type.DefineMethod(real.Name, MethodAttributes.Public | MethodAttributes.Static, real.ReturnType,
            [.. real.GetParameters().Select(parameter => parameter.ParameterType)]);
        body(run.GetILGenerator());
        type.CreateType();
        using var bytes = new MemoryStream();
        built.Save(bytes);
        return new BundlePart(BundlePartKind.Assembly, assembly, bytes.ToArray());
    }
}
