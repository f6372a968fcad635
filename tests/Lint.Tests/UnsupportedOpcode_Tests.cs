using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Lint.Tests;

/// <summary>Instructions that no snippet brings the compiler to emit, put into a method by hand.</summary>
public sealed class UnsupportedOpcode_Tests
{
    public static TheoryData<string> Names => ["arglist", "refanytype", "ckfinite", "readonly.", "cpblk", "initblk"];

    [Theory, MemberData(nameof(Names))]
    public void An_instruction_that_the_interpreter_lacks_is_flagged(string name)
    {
        using var resolver = new ProfileResolver(Built.Profile);
        using var module = ModuleDefinition.CreateModule(
            "ByHand", new ModuleParameters { AssemblyResolver = resolver });
        var method = new MethodDefinition("F", MethodAttributes.Static, module.TypeSystem.Void);
        var type = new TypeDefinition("", "ByHand", TypeAttributes.Class, module.TypeSystem.Object);
        type.Methods.Add(method);
        module.Types.Add(type);
        foreach (var opcode in new[] { OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_0, Named(name), OpCodes.Ret })
        {
            method.Body.Instructions.Add(Instruction.Create(opcode));
        }

        var found = DeviceLint.Check(new DeviceAssembly(module, resolver));

        Assert.Equal("unsupported-opcode", Assert.Single(found).Rule.Id);
    }

    private static OpCode Named(string name) => typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!).Single(o => o.Name == name);
}
