using System.Reflection;
using System.Reflection.Emit;

namespace FieldNode.Esp32.Tests;

/// <summary>Firmware for a slot, as a real assembly: its Start leaves what it was given where the test finds it.</summary>
internal static class SlotProgram
{
    /// <summary>An assembly whose entry puts its parameter into the data of this domain, under a name.</summary>
    /// <param name="mark">The name.</param>
    /// <param name="type">Its class.</param>
    internal static byte[] Make(string mark, string type = "FieldNode.Esp32.Program")
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Slot" + mark), typeof(object).Assembly);
        TypeBuilder program = assembly.DefineDynamicModule("main").DefineType(type, TypeAttributes.Public | TypeAttributes.Class);
        ILGenerator il = program.DefineMethod("Start", MethodAttributes.Public | MethodAttributes.Static, null, [typeof(object[])]).GetILGenerator();
        il.Emit(OpCodes.Call, typeof(AppDomain).GetProperty(nameof(AppDomain.CurrentDomain))!.GetMethod!);
        il.Emit(OpCodes.Ldstr, mark);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Callvirt, typeof(AppDomain).GetMethod(nameof(AppDomain.SetData))!);
        il.Emit(OpCodes.Ret);
        program.CreateType();
        using var image = new MemoryStream();
        assembly.Save(image);
        return image.ToArray();
    }

    /// <summary>What it was given, or null if it was not started.</summary>
    internal static object[]? Given(string mark) => (object[]?)AppDomain.CurrentDomain.GetData(mark);
}
