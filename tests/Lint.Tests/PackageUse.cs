using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;

namespace FieldNode.Lint.Tests;

/// <summary>Which packages' assemblies an assembly of the device needs. In the profile a type's file has the name of its assembly.</summary>
internal static class PackageUse
{
    private static readonly Lazy<Dictionary<string, string>> AssemblyOf = new(ReadProfile);

    /// <summary>Names of the packages' assemblies.</summary>
    /// <param name="assembly">The device build.</param>
    /// <param name="image">The part of it that is an assembly of the device.</param>
    public static IReadOnlySet<string> Of(DeviceAssembly assembly, string image) => assembly.Types
        .Where(t => Images.Of(t) == image)
        .SelectMany(Used).SelectMany(Parts)
        .Where(t => t.Scope.Name == "Packages")
        .Select(t => AssemblyOf.Value[t.FullName])
        .ToHashSet();

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType, .. type.Interfaces.Select(i => i.InterfaceType), .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature = [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];
        return !method.HasBody ? signature :
        [
            .. signature, .. method.Body.Variables.Select(v => v.VariableType), .. method.Body.ExceptionHandlers.Select(h => h.CatchType),
            .. method.Body.Instructions.SelectMany(at => Used(at.Operand)),
        ];
    }

    private static IEnumerable<TypeReference?> Used(object? operand) => operand switch
    {
        TypeReference type => [type],
        MethodReference called => [called.DeclaringType, called.ReturnType, .. called.Parameters.Select(p => p.ParameterType)],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        TypeSpecification wrapper => Parts(wrapper.ElementType),
        _ => type.DeclaringType is null ? [type] : Parts(type.DeclaringType),
    };

    private static Dictionary<string, string> ReadProfile() => Directory
        .EnumerateFiles(Path.Combine(Built.Sources, "boards", "profile", "Packages"), "*.cs")
        .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes()
            .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && n.Parent is NamespaceDeclarationSyntax)
            .Select(n => (Name: $"{((NamespaceDeclarationSyntax)n.Parent!).Name}.{NameOf(n)}", Assembly: Path.GetFileNameWithoutExtension(file))))
        .ToDictionary(t => t.Name, t => t.Assembly);

    private static string NameOf(SyntaxNode type) =>
        type is DelegateDeclarationSyntax callback ? callback.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;
}
