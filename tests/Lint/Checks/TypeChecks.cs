using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Checks;

/// <summary>Types that the runtime has no form for, wherever they are declared or used.</summary>
internal static class TypeChecks
{
    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var type in assembly.Types)
        {
            CheckType(type, findings);
            foreach (var method in type.Methods)
            {
                CheckMethod(method, findings);
            }
        }
    }

    private static void CheckType(TypeDefinition type, FindingList findings)
    {
        if (type.HasGenericParameters)
        {
            findings.Add(Rules.GenericType, type);
        }

        var used = type.Fields.Select(f => f.FieldType)
            .Concat(type.Interfaces.Select(i => i.InterfaceType))
            .Append(type.BaseType);
        foreach (var rule in used.Select(RuleFor).OfType<Rule>())
        {
            findings.Add(rule, type);
        }

        if (type.Fields.Any(f => f.FieldType is RequiredModifierType { ModifierType.Name: "IsVolatile" }))
        {
            findings.Add(Rules.Volatile, type);
        }
    }

    private static void CheckMethod(MethodDefinition method, FindingList findings)
    {
        if (method.HasGenericParameters)
        {
            findings.Add(Rules.GenericMethod, method);
        }

        if (method.DeclaringType.IsInterface && method.HasBody && !method.IsStatic)
        {
            findings.Add(Rules.DefaultInterfaceMethod, method);
        }

        var used = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);
        if (method.HasBody)
        {
            used = used.Concat(method.Body.Variables.Select(v => v.VariableType))
                .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType));
        }

        foreach (var rule in used.Select(RuleFor).OfType<Rule>())
        {
            findings.Add(rule, method);
        }

        if (method.HasBody)
        {
            foreach (var at in method.Body.Instructions)
            {
                if (RuleFor(at) is { } rule)
                {
                    findings.Add(rule, method, at);
                }
            }
        }
    }

    private static Rule? RuleFor(Instruction at) => at.Operand switch
    {
        GenericInstanceMethod => Rules.GenericMethod,
        MemberReference { DeclaringType: { } owner } when RuleFor(owner) is { } rule => rule,
        TypeReference type => RuleFor(type),
        _ => null,
    };

    private static Rule? RuleFor(TypeReference? type) => type switch
    {
        null => null,
        GenericInstanceType or GenericParameter => Rules.GenericType,
        ArrayType { Rank: > 1 } => Rules.MultiDimensionalArray,
        FunctionPointerType => Rules.FunctionPointer,
        PointerType => Rules.Pointer,
        TypeSpecification wrapper => RuleFor(wrapper.ElementType),
        _ => type.HasGenericParameters ? Rules.GenericType : null,
    };
}
