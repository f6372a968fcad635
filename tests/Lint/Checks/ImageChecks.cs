using Mono.Cecil;

namespace FieldNode.Lint.Checks;

/// <summary>
/// The device build is one assembly and the device has several: so what is internal to one must not be used by another, which the compiler
/// does not see here.
/// </summary>
internal static class ImageChecks
{
    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var method in assembly.Methods.Where(m => m.HasBody))
        {
            var image = Images.Of(method.DeclaringType);
            foreach (var at in method.Body.Instructions)
            {
                if (at.Operand is MemberReference member && Inside(member, assembly.Module) is var (type, isPublic)
                    && type is not null && !IsGenerated(type) && Images.Of(type) != image && !(isPublic && IsPublic(type)))
                {
                    findings.Add(Rules.ImageBoundary, method, at);
                }
            }
        }
    }

    private static (TypeDefinition? Type, bool IsPublic) Inside(MemberReference member, ModuleDefinition module) => member switch
    {
        TypeDefinition type when type.Module == module => (type, true),
        MethodDefinition method when method.Module == module => (method.DeclaringType, !method.IsAssembly && !method.IsPrivate),
        FieldDefinition field when field.Module == module => (field.DeclaringType, !field.IsAssembly && !field.IsPrivate),
        _ => (null, true),
    };

    // What array initialisers are copied from: the compiler makes it anew in each assembly.
    private static bool IsGenerated(TypeDefinition type) =>
        type.DeclaringType is { } outer ? IsGenerated(outer) : type.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);

    private static bool IsPublic(TypeDefinition type) =>
        type.DeclaringType is { } outer ? type.IsNestedPublic && IsPublic(outer) : type.IsPublic;
}
