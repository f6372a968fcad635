using Mono.Cecil;

namespace FieldNode.Lint.Stack;

/// <summary>
/// What a local, a field, an element or a parameter gives when it is loaded: stores keep the declared type.
/// </summary>
internal static class Declared
{
    public static StackValue Value(TypeReference type) => Bare(type) switch
    {
        { MetadataType: MetadataType.Boolean } => StackValue.Of(StackKind.Int32, 1),
        { MetadataType: MetadataType.Byte } => StackValue.Of(StackKind.Int32, 8),
        { MetadataType: MetadataType.UInt16 or MetadataType.Char } => StackValue.Of(StackKind.Int32, 16),
        { MetadataType: MetadataType.SByte or MetadataType.Int16 or MetadataType.Int32 } =>
            StackValue.Of(StackKind.Int32),
        { MetadataType: MetadataType.UInt32 } => StackValue.Of(StackKind.UInt32),
        { MetadataType: MetadataType.Int64 } => StackValue.Of(StackKind.Int64),
        { MetadataType: MetadataType.UInt64 } => StackValue.Of(StackKind.UInt64),
        { MetadataType: MetadataType.Single or MetadataType.Double } => StackValue.OfFloat(),
        var other => StackValue.OfReference(other),
    };

    public static bool IsSignedWord(TypeReference type) =>
        Bare(type).MetadataType is MetadataType.Int32 or MetadataType.Int64;

    public static bool IsEnum(TypeReference? type) =>
        type is { IsValueType: true } && Definition(type) is { IsEnum: true };

    // An enum is stored as the integer under it.
    private static TypeReference Bare(TypeReference type)
    {
        if (type is RequiredModifierType or OptionalModifierType)
        {
            type = ((TypeSpecification)type).ElementType;
        }

        return IsEnum(type) ? Definition(type)!.Fields.First(f => !f.IsStatic).FieldType : type;
    }

    // Types that are neither in the core library nor in the profile are not known; there are none in the device build.
    private static TypeDefinition? Definition(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }
}
