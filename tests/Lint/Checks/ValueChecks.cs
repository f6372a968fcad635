using FieldNode.Lint.Stack;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Checks;

/// <summary>Instructions that are fine by themselves and wrong with what lies on the stack before them.</summary>
internal static class ValueChecks
{
    // What goes by the runtime's type of its left, or only, operand although the instruction says signed.
    private static readonly Dictionary<Code, (int Operand, Rule Rule)> SignedUse = new()
    {
        //                operand from the top, rule
        [Code.Shr] = (2, Rules.SignShift),
        [Code.Rem] = (2, Rules.SignRemainder),
        [Code.Div] = (2, Rules.SignDivide),
        [Code.Conv_I8] = (1, Rules.SignWiden),
        [Code.Conv_R4] = (1, Rules.SignFloat),
        [Code.Conv_R8] = (1, Rules.SignFloat),
    };

    private static readonly HashSet<Code> Comparisons =
    [
        Code.Ceq, Code.Cgt, Code.Cgt_Un, Code.Clt, Code.Clt_Un,
        Code.Beq, Code.Beq_S, Code.Bne_Un, Code.Bne_Un_S,
        Code.Bge, Code.Bge_S, Code.Bge_Un, Code.Bge_Un_S, Code.Bgt, Code.Bgt_S, Code.Bgt_Un, Code.Bgt_Un_S,
        Code.Ble, Code.Ble_S, Code.Ble_Un, Code.Ble_Un_S, Code.Blt, Code.Blt_S, Code.Blt_Un, Code.Blt_Un_S,
    ];

    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        var methods = assembly.Methods.Where(m => m.HasBody).ToList();
        var calls = Learn(methods);
        foreach (var method in methods)
        {
            new MethodFlow(method, calls).Run((at, stack) => Check(method, at, stack, findings));
        }
    }

    // What is passed and returned decides what further calls pass and return, so until nothing changes.
    private static CallFlow Learn(List<MethodDefinition> methods)
    {
        var calls = new CallFlow();
        do
        {
            calls.StartRound();
            foreach (var method in methods)
            {
                new MethodFlow(method, calls).Run((at, stack) => LearnFrom(method, at, stack, calls));
            }
        }
        while (calls.Changed);
        return calls;
    }

    private static void LearnFrom(
        MethodDefinition method, Instruction at, IReadOnlyList<StackValue> stack, CallFlow calls)
    {
        if (at.OpCode.Code == Code.Ret && stack.Count == 1)
        {
            calls.Return(method, stack[0]);
        }
        else if (at.Operand is MethodDefinition called && IsCall(at))
        {
            for (var i = 0; i < called.Parameters.Count; i++)
            {
                calls.Pass(called, i, stack[stack.Count - called.Parameters.Count + i]);
            }
        }
    }

    private static void Check(
        MethodDefinition method, Instruction at, IReadOnlyList<StackValue> stack, FindingList findings)
    {
        var code = at.OpCode.Code;
        if (SignedUse.TryGetValue(code, out var use) && stack[^use.Operand].MayMisread)
        {
            findings.Add(use.Rule, method, at);
        }
        else if (code == Code.Conv_U8 && stack[^1].Kind == StackKind.Float)
        {
            findings.Add(Rules.DoubleToULong, method, at);
        }
        else if (code == Code.Ret && stack.Count == 1 && stack[0].MayMisread
            && Declared.IsSignedWord(method.ReturnType))
        {
            findings.Add(Rules.SignReturn, method, at);
        }
        else if (Comparisons.Contains(code) && IsNaNComparison(stack[^2], stack[^1]))
        {
            findings.Add(Rules.NaNCompare, method, at);
        }
        else if (code == Code.Stelem_Ref && stack[^1].IsBoxedEnum)
        {
            findings.Add(Rules.EnumText, method, at);
        }
        else if (IsCall(at) && at.Operand is MethodReference called)
        {
            CheckCall(method, at, called, stack, findings);
        }
    }

    private static void CheckCall(
        MethodDefinition method, Instruction at, MethodReference called, IReadOnlyList<StackValue> stack,
        FindingList findings)
    {
        var arguments = called.Parameters.Count;
        var self = called.HasThis && at.OpCode.Code != Code.Newobj ? 1 : 0;
        for (var i = 0; i < arguments; i++)
        {
            // The library's own methods are native or take the bits as they are.
            if (called is MethodDefinition && stack[stack.Count - arguments + i].MayMisread
                && Declared.IsSignedWord(called.Parameters[i].ParameterType))
            {
                findings.Add(Rules.SignArgument, method, at);
            }
        }

        var receiver = self == 1 ? stack[stack.Count - arguments - 1] : StackValue.Unknown;
        var asText = called is not MethodDefinition
            && called.Name is "ToString" or "Concat" or "Format" or "Append" or "Insert" or "Write" or "WriteLine";
        var onEnum = called.Name == "ToString"
            && (receiver.Type?.FullName == "System.Enum"
                || (at.Previous is { OpCode.Code: Code.Constrained } prefix
                    && Declared.IsEnum((TypeReference)prefix.Operand)));
        if (onEnum || (asText && stack.TakeLast(arguments + self).Any(v => v.IsBoxedEnum)))
        {
            findings.Add(Rules.EnumText, method, at);
        }
    }

    private static bool IsNaNComparison(StackValue left, StackValue right) =>
        left.IsNaN || right.IsNaN
        || (left.Kind == StackKind.Float && right.Kind == StackKind.Float
            && left.Origin is not null && left.Origin == right.Origin);

    private static bool IsCall(Instruction at) => at.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj;
}
