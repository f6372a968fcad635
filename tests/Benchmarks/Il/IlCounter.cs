using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace FieldNode.Benchmarks.Il;

/// <summary>
/// Rewrites the device build so that it counts the IL instructions it executes, and what they cost: at the start of each basic block the
/// block's length and price are added to static fields. The assembly was compiled against nanoFramework; on .NET its core library is the
/// runtime's. What the runtime's own methods execute is not counted: on the device they are native, and have their price.
/// </summary>
internal static class IlCounter
{
    public const string CounterType = "FieldNode.Instrumented.IlCount";
    public const string CounterField = "Executed";
    public const string PriceField = "Picoseconds";

    private static readonly string[] Publishing = ["M2MqttWire", "PublishHead", "PacketChannel", "ConnectPacket", "ILinkControl"];

    /// <summary>The rewritten assembly, to be loaded from memory.</summary>
    public static byte[] Rewrite(string path, Prices prices)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        ModuleDefinition module = assembly.MainModule;
        DeviceLibrary.BindToDotNet(module);

        // The board's own ports use packages that exist only on the device; what is counted here are the portable rooms, and of the ports what
        // publishes. Of the package it needs little, which stands in for it here.
        foreach (TypeDefinition port in module.Types.Where(t => t.Namespace == "FieldNode.Esp32" && !Publishing.Contains(t.Name)).ToList())
        {
            module.Types.Remove(port);
        }

        var own = new AssemblyNameReference("FieldNode.Benchmarks", new Version(0, 1, 0, 0));
        module.AssemblyReferences.Add(own);
        foreach (TypeReference package in module.GetTypeReferences().Where(t => t.Namespace.StartsWith("nanoFramework.M2Mqtt", StringComparison.Ordinal)))
        {
            package.Scope = own;
        }

        var counter = new TypeDefinition("FieldNode.Instrumented", "IlCount",
            TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Class, module.TypeSystem.Object);
        var executed = new FieldDefinition(CounterField, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Int64);
        var picoseconds = new FieldDefinition(PriceField, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Int64);
        counter.Fields.Add(executed);
        counter.Fields.Add(picoseconds);
        foreach (MethodDefinition method in module.GetAllTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToList())
        {
            Instrument(method, executed, picoseconds, prices);
        }

        module.Types.Add(counter);
        using var output = new MemoryStream();
        assembly.Write(output);
        return output.ToArray();
    }

    private static void Instrument(MethodDefinition method, FieldDefinition executed, FieldDefinition picoseconds, Prices prices)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        List<Instruction> original = [.. body.Instructions];
        List<int> cost = [.. original.Select(i => prices.PicosecondsOf(i, method.Module))];
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

            entry[original[i]] = Add(il, original[i], executed, length);
            Add(il, original[i], picoseconds, cost.GetRange(i, length).Sum());
        }

        Redirect(body, original, entry);
        body.OptimizeMacros();
    }

    private static Instruction Add(ILProcessor il, Instruction before, FieldDefinition field, int number)
    {
        Instruction first = il.Create(OpCodes.Ldsfld, field);
        il.InsertBefore(before, first);
        il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, number));
        il.InsertBefore(before, il.Create(OpCodes.Conv_I8));
        il.InsertBefore(before, il.Create(OpCodes.Add));
        il.InsertBefore(before, il.Create(OpCodes.Stsfld, field));
        return first;
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
