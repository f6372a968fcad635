using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace FieldNode.Benchmarks.Il;

/// <summary>
/// Rewrites the device build so that it counts the IL instructions it executes: at the start of each basic block the block's length is
/// added to a static field. The assembly was compiled against nanoFramework; on .NET its core library is the runtime's.
/// What the runtime's own methods execute is not counted: on the device they are native.
/// </summary>
internal static class IlCounter
{
    public const string CounterType = "FieldNode.Instrumented.IlCount";
    public const string CounterField = "Executed";

    /// <summary>The rewritten assembly, to be loaded from memory.</summary>
    public static byte[] Rewrite(string path)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        ModuleDefinition module = assembly.MainModule;
        DeviceLibrary.BindToDotNet(module);

        // The board's own ports use packages that exist only on the device; what is counted here are the portable rooms.
        foreach (TypeDefinition port in module.Types.Where(t => t.Namespace == "FieldNode.Esp32").ToList())
        {
            module.Types.Remove(port);
        }

        var counter = new TypeDefinition("FieldNode.Instrumented", "IlCount",
            TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Class, module.TypeSystem.Object);
        var executed = new FieldDefinition(CounterField, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Int64);
        counter.Fields.Add(executed);
        foreach (MethodDefinition method in module.GetAllTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToList())
        {
            Instrument(method, executed);
        }

        module.Types.Add(counter);
        using var output = new MemoryStream();
        assembly.Write(output);
        return output.ToArray();
    }

    private static void Instrument(MethodDefinition method, FieldDefinition executed)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        List<Instruction> original = [.. body.Instructions];
        HashSet<Instruction> leaders = Leaders(body, original);
        var entry = new Dictionary<Instruction, Instruction>();
        ILProcessor il = body.GetILProcessor();
        for (int i = 0; i < original.Count; i++)
        {
            if (!leaders.Contains(original[i]))
            {
                continue;
            }

            int length = 1;
            while (i + length < original.Count && !leaders.Contains(original[i + length]))
            {
                length++;
            }

            Instruction first = il.Create(OpCodes.Ldsfld, executed);
            il.InsertBefore(original[i], first);
            il.InsertBefore(original[i], il.Create(OpCodes.Ldc_I4, length));
            il.InsertBefore(original[i], il.Create(OpCodes.Conv_I8));
            il.InsertBefore(original[i], il.Create(OpCodes.Add));
            il.InsertBefore(original[i], il.Create(OpCodes.Stsfld, executed));
            entry[original[i]] = first;
        }

        Redirect(body, original, entry);
        body.OptimizeMacros();
    }

    private static HashSet<Instruction> Leaders(MethodBody body, List<Instruction> code)
    {
        var leaders = new HashSet<Instruction> { code[0] };
        for (int i = 0; i < code.Count; i++)
        {
            switch (code[i].Operand)
            {
                case Instruction target: leaders.Add(target); break;
                case Instruction[] targets: leaders.UnionWith(targets); break;
            }

            if (code[i].OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw
                && i + 1 < code.Count)
            {
                leaders.Add(code[i + 1]);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            leaders.UnionWith(new[] { handler.TryStart, handler.HandlerStart, handler.FilterStart, handler.TryEnd, handler.HandlerEnd }.OfType<Instruction>());
        }

        return leaders;
    }

    private static void Redirect(MethodBody body, List<Instruction> original, Dictionary<Instruction, Instruction> entry)
    {
        foreach (Instruction instruction in original)
        {
            switch (instruction.Operand)
            {
                case Instruction target: instruction.Operand = entry[target]; break;
                case Instruction[] targets: instruction.Operand = targets.Select(t => entry[t]).ToArray(); break;
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.TryStart = Moved(handler.TryStart);
            handler.TryEnd = Moved(handler.TryEnd);
            handler.HandlerStart = Moved(handler.HandlerStart);
            handler.HandlerEnd = Moved(handler.HandlerEnd);
            handler.FilterStart = Moved(handler.FilterStart);
        }

        Instruction? Moved(Instruction? i) => i is null ? null : entry[i];
    }
}
