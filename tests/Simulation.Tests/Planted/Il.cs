using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Simulation.Tests.Planted;

/// <summary>Ways to break a method. Each throws if there is nothing to break, so that a bug that is no longer one is noticed.</summary>
internal static class Il
{
    /// <summary>A method of a type; the longest one, if there are several of that name.</summary>
    public static MethodDefinition Method(this TypeDefinition type, string name) =>
        type.Methods.Where(method => method.Name == name).MaxBy(method => method.Parameters.Count)
        ?? throw new ArgumentException($"{type.Name} has no {name}");

    /// <summary>The method does nothing, and returns a number or nothing.</summary>
    public static void Returns(this MethodDefinition method, int value = 0)
    {
        method.Body.ExceptionHandlers.Clear();
        method.Body.Instructions.Clear();
        ILProcessor il = method.Body.GetILProcessor();
        if (method.ReturnType.MetadataType == MetadataType.Int64)
        {
            il.Emit(OpCodes.Ldc_I8, (long)value);
        }
        else if (method.ReturnType.MetadataType != MetadataType.Void)
        {
            il.Emit(OpCodes.Ldc_I4, value);
        }

        il.Emit(OpCodes.Ret);
    }

    /// <summary>Values that the method stores into a field are thrown away.</summary>
    public static void ForgetsToSet(this MethodDefinition method, string field)
    {
        Instruction[] stores = [.. method.Body.Instructions.Where(i => i.OpCode == OpCodes.Stfld && ((FieldReference)i.Operand).Name == field)];
        Need(stores.Length > 0, method, "set of " + field);
        foreach (Instruction store in stores)
        {
            Pops(method, store, 2);
        }
    }

    /// <summary>Calls of a method are left out; what it would return is 0.</summary>
    public static void ForgetsToCall(this MethodDefinition method, string called)
    {
        Instruction[] calls = [.. method.Body.Instructions.Where(i => i.Operand is MethodReference to && to.Name == called)];
        Need(calls.Length > 0, method, "call of " + called);
        foreach (Instruction call in calls)
        {
            var to = (MethodReference)call.Operand;
            Instruction last = Pops(method, call, to.Parameters.Count + (to.HasThis ? 1 : 0));
            if (to.ReturnType.MetadataType != MetadataType.Void)
            {
                method.Body.GetILProcessor().InsertAfter(last, Instruction.Create(OpCodes.Ldc_I4_0));
            }
        }
    }

    /// <summary>The first call of a method is left out, and what it would return is said.</summary>
    public static void SkipsFirst(this MethodDefinition method, string called, int answer)
    {
        Instruction? call = method.Body.Instructions.FirstOrDefault(i => i.Operand is MethodReference to && to.Name == called);
        Need(call is not null, method, "call of " + called);
        var to = (MethodReference)call!.Operand;
        Instruction last = Pops(method, call, to.Parameters.Count + (to.HasThis ? 1 : 0));
        method.Body.GetILProcessor().InsertAfter(last, Instruction.Create(OpCodes.Ldc_I4, answer));
    }

    /// <summary>The method calls another one of its type, with the same parameters.</summary>
    public static void Calls(this MethodDefinition method, string called, string insteadOf)
    {
        Instruction[] calls = [.. method.Body.Instructions.Where(i => i.Operand is MethodReference to && to.Name == insteadOf)];
        Need(calls.Length > 0, method, "call of " + insteadOf);
        foreach (Instruction call in calls)
        {
            call.Operand = method.DeclaringType.Method(called);
        }
    }

    /// <summary>The first time that the method uses a constant, it uses another one.</summary>
    public static void TakesConstant(this MethodDefinition method, int right, int wrong, string? behind = null)
    {
        // Behind the first use of a field, if one is named: what stands before it is another constant.
        Instruction[] all = [.. method.Body.Instructions.SkipWhile(i => behind is not null && (i.Operand as FieldReference)?.Name != behind)];
        Need(all.Any(i => IsConstant(i, right)), method, "constant " + right);
        Instruction found = all.First(i => IsConstant(i, right));
        found.OpCode = OpCodes.Ldc_I4;
        found.Operand = wrong;
    }

    /// <summary>The first difference that the method takes has the wrong sign.</summary>
    public static void SubtractsBackwards(this MethodDefinition method)
    {
        Need(method.Body.Instructions.Any(i => i.OpCode == OpCodes.Sub), method, "subtraction");
        method.Body.GetILProcessor().InsertAfter(method.Body.Instructions.First(i => i.OpCode == OpCodes.Sub), Instruction.Create(OpCodes.Neg));
    }

    /// <summary>The batches of the journal are read from the newest to the oldest.</summary>
    public static void ReadsBackwards(this TypeDefinition journal)
    {
        MethodDefinition slotOf = journal.Method("SlotOf");
        var back = new MethodDefinition("SlotFromBack", MethodAttributes.Private, slotOf.ReturnType);
        back.Parameters.Add(new ParameterDefinition(slotOf.ReturnType));
        ILProcessor il = back.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, journal.Fields.Single(field => field.Name == "used"));
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Call, slotOf);
        il.Emit(OpCodes.Ret);
        journal.Methods.Add(back);
        journal.Method("NextBatch").Calls("SlotFromBack", insteadOf: "SlotOf");
    }

    /// <summary>Each time that the method is called, an array of bytes is made anew, and longer.</summary>
    public static void MakesLonger(this MethodDefinition method, string field, int by)
    {
        FieldDefinition array = method.DeclaringType.Fields.Single(one => one.Name == field);
        ILProcessor il = method.Body.GetILProcessor();
        Instruction first = method.Body.Instructions[0];
        Instruction[] longer =
        [
            il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ldfld, array), il.Create(OpCodes.Ldlen), il.Create(OpCodes.Conv_I4),
            il.Create(OpCodes.Ldc_I4, by), il.Create(OpCodes.Add), il.Create(OpCodes.Newarr, method.Module.TypeSystem.Byte), il.Create(OpCodes.Stfld, array),
        ];
        foreach (Instruction one in longer)
        {
            il.InsertBefore(first, one);
        }
    }

    // In place of an instruction, to which branches may lead: what it would take is thrown away.
    private static Instruction Pops(MethodDefinition method, Instruction one, int count)
    {
        one.OpCode = count > 0 ? OpCodes.Pop : OpCodes.Nop;
        one.Operand = null;
        Instruction last = one;
        for (int i = 1; i < count; i++)
        {
            var pop = Instruction.Create(OpCodes.Pop);
            method.Body.GetILProcessor().InsertAfter(last, pop);
            last = pop;
        }

        return last;
    }

    private static bool IsConstant(Instruction one, int value) => one.OpCode.Code switch
    {
        Code.Ldc_I4 => (int)one.Operand == value,
        Code.Ldc_I4_S => (sbyte)one.Operand == value,
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => one.OpCode.Code - Code.Ldc_I4_0 == value,
        Code.Ldc_I4_M1 => value == -1,
        _ => false,
    };

    private static void Need(bool isThere, MethodDefinition method, string what)
    {
        if (!isThere)
        {
            throw new ArgumentException($"{method.Name} has no {what}");
        }
    }
}
