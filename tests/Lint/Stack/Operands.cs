using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Stack;

/// <summary>The short and the long forms of an instruction, read alike.</summary>
internal static class Operands
{
    public static long? IntegerConstant(Instruction at) => at.OpCode.Code switch
    {
        Code.Ldc_I4 or Code.Ldc_I4_S or Code.Ldc_I8 => Convert.ToInt64(at.Operand),
        Code.Ldc_I4_M1 => -1,
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => at.OpCode.Code - Code.Ldc_I4_0,
        _ => null,
    };

    public static VariableDefinition? Local(Instruction at, MethodBody body) => at.OpCode.Code switch
    {
        Code.Ldloc or Code.Ldloc_S or Code.Ldloca or Code.Ldloca_S => (VariableDefinition)at.Operand,
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => body.Variables[at.OpCode.Code - Code.Ldloc_0],
        _ => null,
    };

    /// <summary>The parameter that is loaded; the parameter of "this" has the index -1.</summary>
    public static ParameterDefinition? Argument(Instruction at, MethodBody body) => at.OpCode.Code switch
    {
        Code.Ldarg or Code.Ldarg_S or Code.Ldarga or Code.Ldarga_S => (ParameterDefinition)at.Operand,
        >= Code.Ldarg_0 and <= Code.Ldarg_3 => Argument(at.OpCode.Code - Code.Ldarg_0, body),
        _ => null,
    };

    /// <summary>How many values the instruction takes from the stack.</summary>
    public static int PopCount(Instruction at, MethodDefinition method, int depth) => at.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.PopAll => depth,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8
            or StackBehaviour.Popref_popi_popref => 3,
        StackBehaviour.Varpop => VariablePopCount(at, method),
        _ => 2,
    };

    private static int VariablePopCount(Instruction at, MethodDefinition method) => at.Operand switch
    {
        IMethodSignature called => called.Parameters.Count
            + (called.HasThis && at.OpCode.Code != Code.Newobj ? 1 : 0)
            + (at.OpCode.Code == Code.Calli ? 1 : 0),
        _ => method.ReturnType.MetadataType == MetadataType.Void ? 0 : 1,
    };

    private static ParameterDefinition Argument(int index, MethodBody body) => !body.Method.HasThis
        ? body.Method.Parameters[index]
        : index == 0 ? body.ThisParameter : body.Method.Parameters[index - 1];
}
