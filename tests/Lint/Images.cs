using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint;

/// <summary>
/// The firmware is deployed as several assemblies, because one is too small for it: the metadata processor of nanoFramework 1.x gives
/// the byte code of an assembly 65,535 bytes (nanoByteCodeTable, "Byte code table overflow"; a method's place is 16 bits wide). This
/// says which assembly a type goes to (boards/rooms and boards/esp32/Firmware.nfproj) and how many bytes its methods take there.
/// </summary>
public static class Images
{
    /// <summary>Bytes of byte code that one assembly can hold.</summary>
    public const int BytesMax = 65535;

    /// <summary>What is compiled into the assembly that a Main is in: node, board; for the self-test its checks too.</summary>
    public const string Program = "Firmware";

    private static readonly (string Namespace, string Image)[] Rooms =
    [
        ("FieldNode.ProtoLite", "FieldNode.Core"),
        ("FieldNode.Tags",      "FieldNode.Core"),
        ("FieldNode.Journal",   "FieldNode.Core"),
        ("FieldNode.Mqtt",      "FieldNode.Core"),
        ("FieldNode.Sparkplug", "FieldNode.Core"),
        ("FieldNode.Update",    "FieldNode.Core"),
        ("FieldNode.Field",     "FieldNode.Field"),
        ("FieldNode.Settings",  "FieldNode.Settings"),
    ];

    /// <summary>The assembly that a type is deployed in.</summary>
    public static string Of(TypeDefinition type)
    {
        var outer = type;
        while (outer.DeclaringType is { } next)
        {
            outer = next;
        }

        return Rooms.FirstOrDefault(r => outer.Namespace == r.Namespace
            || outer.Namespace.StartsWith(r.Namespace + ".", StringComparison.Ordinal)).Image ?? Program;
    }

    /// <summary>Bytes of byte code by assembly, as the metadata processor lays them out.</summary>
    public static SortedDictionary<string, int> ByteCode(DeviceAssembly assembly)
    {
        SortedDictionary<string, int> bytes = new(StringComparer.Ordinal);
        foreach (var method in assembly.Methods.Where(m => m.HasBody))
        {
            var image = Of(method.DeclaringType);
            bytes[image] = bytes.GetValueOrDefault(image) + Size(method.Body);
        }

        return bytes;
    }

    /// <summary>The bytes of each assembly in one line.</summary>
    public static string Line(string name, IReadOnlyDictionary<string, int> bytes) =>
        $"byte code of the {name}: {string.Join(" ", bytes.Select(b => $"{b.Key}={b.Value}"))} of {BytesMax} each";

    // CodeWriter.cs of the metadata processor: tokens of methods, fields, types and texts and long jumps are 2 bytes instead of 4, a switch
    // has a length of 1 byte and targets of 2; each handler is 12 bytes and the table of them ends with a count.
    private static int Size(MethodBody body)
    {
        var bytes = body.Instructions.Sum(at => at.OpCode.OperandType switch
        {
            OperandType.InlineSwitch => at.OpCode.Size + 1 + 2 * ((Instruction[])at.Operand).Length,
            OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineBrTarget => at.OpCode.Size + 2,
            _ => at.GetSize(),
        });
        return bytes + (body.HasExceptionHandlers ? 12 * body.ExceptionHandlers.Count + 1 : 0);
    }
}
