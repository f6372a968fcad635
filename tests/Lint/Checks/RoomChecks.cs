using Mono.Cecil;

namespace FieldNode.Lint.Checks;

/// <summary>
/// The profile has the packages that boards/esp32 uses, and the device build is one assembly: so the compiler does not
/// keep the rooms from them any more, and this does.
/// </summary>
internal static class RoomChecks
{
    private static readonly string[] Boards = ["FieldNode.Esp32", "FieldNode.Esp32.Loader", "FieldNode.OnDevice.Device"];

    private static readonly string[] BoardNamespaces =
        ["System.IO", "System.Net", "System.Device", "System.Security", "System.Threading", "nanoFramework", "Microsoft"];

    // lock compiles to Monitor; a store may name what its callers throw.
    private static readonly string[] Allowed = ["System.Threading.Monitor", "System.IO.IOException"];

    private static readonly string[] BoardTypes = ["System.Environment", "System.SpanByte"];

    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var method in assembly.Methods.Where(m => m.HasBody && !IsBoard(m.DeclaringType)))
        {
            foreach (var at in method.Body.Instructions)
            {
                if (at.Operand is MemberReference member && BelongsToBoard(member))
                {
                    findings.Add(Rules.RoomUsesPackage, method, at);
                }
            }
        }
    }

    private static bool IsBoard(TypeDefinition type) =>
        type.DeclaringType is { } outer ? IsBoard(outer) : Boards.Contains(type.Namespace);

    private static bool BelongsToBoard(MemberReference member)
    {
        var type = member as TypeReference ?? member.DeclaringType;
        return type is not null && !Allowed.Contains(type.FullName) && (BoardTypes.Contains(type.FullName)
            || BoardNamespaces.Any(n => type.Namespace == n || type.Namespace.StartsWith(n + ".", StringComparison.Ordinal)));
    }
}
