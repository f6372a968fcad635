using Mono.Cecil;

namespace FieldNode.Lint.Checks;

/// <summary>
/// Members of the library that exist on the device and answer otherwise there. Another group of forbidden members is
/// more rows, or a second table of this form.
/// </summary>
internal static class MemberChecks
{
    // An empty type name stands for any type: the call may go to an override.
    private static readonly (string Type, string Member, Rule Rule)[] Forbidden =
    [
        // type              member                 rule
        ("System.DateTime", "MinValue",             Rules.DateTimeMinValue),
        ("",                "GetCustomAttributes",  Rules.CustomAttributes),
    ];

    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var method in assembly.Methods.Where(m => m.HasBody))
        {
            foreach (var at in method.Body.Instructions)
            {
                if (at.Operand is MemberReference member and (MethodReference or FieldReference)
                    && RuleFor(member) is { } rule)
                {
                    findings.Add(rule, method, at);
                }
            }
        }
    }

    private static Rule? RuleFor(MemberReference member) => Forbidden
        .FirstOrDefault(row => row.Member == member.Name
            && (row.Type.Length == 0 || row.Type == member.DeclaringType.FullName))
        .Rule;
}
