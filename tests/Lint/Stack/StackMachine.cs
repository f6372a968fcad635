using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Stack;

/// <summary>
/// What one instruction does to the types on the stack, after Interpreter.cpp: loads give the declared type, arithmetic
/// keeps the type of its left operand, conversions set the type that they name.
/// </summary>
internal sealed class StackMachine(MethodDefinition method, CallFlow calls)
{
    public void Step(Instruction at, List<StackValue> stack)
    {
        var count = Operands.PopCount(at, method, stack.Count);
        var taken = stack.GetRange(stack.Count - count, count);
        stack.RemoveRange(stack.Count - count, count);
        if (at.OpCode.Code == Code.Dup)
        {
            // Both copies are the same value: x != x may come as dup and compare.
            var value = taken[0].ReadFrom(taken[0].Origin ?? $"dup {at.Offset}");
            stack.Add(value);
            stack.Add(value);
        }
        else if (Pushes(at))
        {
            stack.Add(Result(at, taken));
        }
    }

    private static bool Pushes(Instruction at) => at.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => false,
        StackBehaviour.Varpush => at.Operand is IMethodSignature { ReturnType.MetadataType: not MetadataType.Void },
        _ => true,
    };

    private StackValue Result(Instruction at, List<StackValue> taken) =>
        Constant(at) ?? Load(at, taken) ?? Arithmetic.Result(at.OpCode.Code, taken) ?? Other(at);

    private static StackValue? Constant(Instruction at) => at.OpCode.Code switch
    {
        Code.Ldc_I8 => StackValue.OfConstant(StackKind.Int64, (long)at.Operand),
        Code.Ldc_R4 => StackValue.OfFloat(float.IsNaN((float)at.Operand)),
        Code.Ldc_R8 => StackValue.OfFloat(double.IsNaN((double)at.Operand)),
        _ => Operands.IntegerConstant(at) is { } constant ? StackValue.OfConstant(StackKind.Int32, constant) : null,
    };

    private StackValue? Load(Instruction at, List<StackValue> taken)
    {
        var body = method.Body;
        switch (at.OpCode.Code)
        {
            case Code.Ldloca or Code.Ldloca_S:
                return StackValue.OfReference(new ByReferenceType(Operands.Local(at, body)!.VariableType));
            case Code.Ldarga or Code.Ldarga_S:
                return StackValue.OfReference(new ByReferenceType(Operands.Argument(at, body)!.ParameterType));
            case Code.Ldflda or Code.Ldsflda:
                return StackValue.OfReference(new ByReferenceType(((FieldReference)at.Operand).FieldType));
            case Code.Ldelema:
                return StackValue.OfReference(new ByReferenceType((TypeReference)at.Operand));
            case Code.Ldfld:
                var owner = taken[0].Origin;
                return Field(at).ReadFrom(owner is null ? null : $"{owner}.{((FieldReference)at.Operand).Name}");
            case Code.Ldsfld:
                return Field(at).ReadFrom(((FieldReference)at.Operand).FullName);
            case Code.Newarr:
                return StackValue.OfReference(new ArrayType((TypeReference)at.Operand));
            case Code.Box:
                return StackValue.OfBox((TypeReference)at.Operand, Declared.IsEnum((TypeReference)at.Operand));
        }

        if (Operands.Local(at, body) is { } local)
        {
            return Declared.Value(local.VariableType).ReadFrom($"local {local.Index}");
        }

        if (Operands.Argument(at, body) is { } argument)
        {
            var value = argument.Index < 0 ? StackValue.Unknown : calls.Parameter(method, argument);
            return value.ReadFrom($"argument {argument.Index}");
        }

        return Indirect(at, taken);
    }

    // The value comes with the type of the element, whatever the instruction is called: ldelem.i8 of a ulong[] is
    // unsigned.
    private static StackValue? Indirect(Instruction at, List<StackValue> taken)
    {
        var name = at.OpCode.Name;
        if (at.OpCode.Code is Code.Ldelem_Any or Code.Ldobj or Code.Unbox_Any)
        {
            return Declared.Value((TypeReference)at.Operand);
        }

        if (!name.StartsWith("ldelem.", StringComparison.Ordinal)
            && !name.StartsWith("ldind.", StringComparison.Ordinal))
        {
            return null;
        }

        return taken[0].Type is ArrayType or ByReferenceType
            ? Declared.Value(((TypeSpecification)taken[0].Type!).ElementType)
            : name[(name.LastIndexOf('.') + 1)..] switch
            {
                "i8" => StackValue.Of(StackKind.Int64),
                "u4" => StackValue.Of(StackKind.UInt32),
                "u1" => StackValue.Of(StackKind.Int32, 8),
                "u2" => StackValue.Of(StackKind.Int32, 16),
                "r4" or "r8" => StackValue.OfFloat(),
                "ref" => StackValue.Unknown,
                _ => StackValue.Of(StackKind.Int32),
            };
    }

    private StackValue Other(Instruction at) => at.OpCode.Code switch
    {
        Code.Call or Code.Callvirt => calls.Result((MethodReference)at.Operand),
        Code.Newobj => StackValue.OfReference(((MethodReference)at.Operand).DeclaringType),
        Code.Castclass or Code.Isinst => StackValue.OfReference((TypeReference)at.Operand),
        Code.Ldlen => StackValue.Of(StackKind.Int32, 31),
        _ => at.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Pushi8 => StackValue.Of(StackKind.Int64),
            StackBehaviour.Pushi => StackValue.Of(StackKind.Int32),
            StackBehaviour.Pushr4 or StackBehaviour.Pushr8 => StackValue.OfFloat(),
            _ => StackValue.Unknown,
        },
    };

    private static StackValue Field(Instruction at) => Declared.Value(((FieldReference)at.Operand).FieldType);
}
