using Mono.Cecil.Cil;

namespace FieldNode.Lint.Checks;

/// <summary>IL instructions that the interpreter lacks, or runs otherwise than .NET.</summary>
internal static class OpcodeChecks
{
    private static readonly Dictionary<Code, Rule> RuleOf = new()
    {
        [Code.Localloc] = Rules.StackAlloc,
        [Code.Calli] = Rules.FunctionPointer,
        [Code.Volatile] = Rules.Volatile,
        [Code.Arglist] = Rules.UnsupportedOpcode,
        [Code.Mkrefany] = Rules.UnsupportedOpcode,
        [Code.Refanyval] = Rules.UnsupportedOpcode,
        [Code.Refanytype] = Rules.UnsupportedOpcode,
        [Code.Jmp] = Rules.UnsupportedOpcode,
        [Code.Ckfinite] = Rules.UnsupportedOpcode,
        [Code.Readonly] = Rules.UnsupportedOpcode,
        [Code.Cpblk] = Rules.UnsupportedOpcode,
        [Code.Initblk] = Rules.UnsupportedOpcode,
    };

    public static void Run(DeviceAssembly assembly, FindingList findings)
    {
        foreach (var method in assembly.Methods.Where(m => m.HasBody))
        {
            foreach (var at in method.Body.Instructions)
            {
                if (RuleFor(at.OpCode) is { } rule)
                {
                    findings.Add(rule, method, at);
                }
            }
        }
    }

    // add.ovf, sub.ovf.un, conv.ovf.i4 and so on: the whole family by its name.
    private static Rule? RuleFor(OpCode opcode) =>
        RuleOf.TryGetValue(opcode.Code, out var rule) ? rule
        : opcode.Name.Contains(".ovf", StringComparison.Ordinal) ? Rules.CheckedArithmetic
        : null;
}
