using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Benchmarks.Il;

/// <summary>
/// What an instruction costs on the device's interpreter (prices.tsv): IL counted alone misleads, since a call or a native call costs as much as
/// many loads and stores.
/// </summary>
internal sealed class Prices
{
    private readonly Dictionary<string, double> byName;

    /// <summary>Reads the list: name, ns, and what was measured, with tabs between.</summary>
    public Prices(string file)
    {
        byName = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The price of one instruction in ps; what a called method of the device code executes is counted there.</summary>
    public int PicosecondsOf(Instruction instruction, ModuleDefinition module)
    {
        double ns = instruction.Operand is MethodReference method && instruction.OpCode.FlowControl == FlowControl.Call
            ? OfCall(instruction.OpCode, method, module)
            : byName[KindOf(instruction)];
        return (int)Math.Round(1000 * ns);
    }

    private double OfCall(OpCode code, MethodReference method, ModuleDefinition module)
    {
        TypeReference type = method.DeclaringType;
        bool isOurs = ReferenceEquals(type.Scope, module);
        if (code == OpCodes.Newobj)
        {
            return byName["new object"];
        }

        if (isOurs && type.Resolve().BaseType?.Name == "MulticastDelegate")
        {
            return byName["delegate call"];
        }

        bool isVirtual = code == OpCodes.Callvirt && (isOurs ? method.Resolve().IsVirtual : IsInterface(type));
        return isVirtual ? byName["virtual call"]
            : isOurs ? byName["call"]
            : byName.GetValueOrDefault($"{type.Name}.{method.Name}", byName["native call"]);
    }

    // Packages' assemblies are not there to be asked.
    private static bool IsInterface(TypeReference type) => type.Name is ['I', >= 'A' and <= 'Z', ..];

    private static string KindOf(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldfld or Code.Stfld or Code.Ldflda => "field",
        Code.Ldsfld or Code.Stsfld or Code.Ldsflda => "static field",
        Code.Newarr => "new array",
        Code.Box => "box",
        Code.Ret => "ret",
        Code.Switch => "switch",
        Code.Leave or Code.Leave_S => "try",
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un or Code.And or Code.Or or Code.Xor or Code.Shl
            or Code.Shr or Code.Shr_Un or Code.Neg or Code.Not => "arithmetic",
        Code.Ldlen => "other",
        _ when instruction.Operand is Instruction target => target.Offset <= instruction.Offset ? "branch back" : "branch",
        var code => KindOf(code.ToString()),
    };

    private static string KindOf(string code) => code switch
    {
        ['L', 'd', 'e', 'l', 'e', 'm', ..] => "element load",
        ['S', 't', 'e', 'l', 'e', 'm', ..] => "element store",
        ['C', 'o', 'n', 'v', ..] => "conversion",
        ['L', 'd', ..] or ['S', 't', ..] or "Dup" or "Pop" => "local",
        _ => "other",
    };
}
