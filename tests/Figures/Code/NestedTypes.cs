using Mono.Cecil;

namespace FieldNode.Figures.Code;

internal static class NestedTypes
{
    /// <summary>A type and all that are nested in it.</summary>
    public static IEnumerable<TypeDefinition> GetAllNested(this TypeDefinition type) =>
        type.NestedTypes.SelectMany(GetAllNested).Prepend(type);
}
