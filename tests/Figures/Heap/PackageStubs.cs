using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Figures.Heap;

/// <summary>
/// An assembly with the package types that the firmware mentions and .NET has not (sockets, pins, M2Mqtt): names and signatures, so that the
/// firmware's own types load. Whatever is called in it throws.
/// </summary>
internal sealed class PackageStubs
{
    public const string AssemblyName = "FieldNode.PackageStubs";

    private readonly ModuleDefinition firmware;
    private readonly ModuleDefinition[] models;
    private readonly AssemblyDefinition stubs;
    private readonly Dictionary<string, TypeDefinition> made = [];

    private PackageStubs(ModuleDefinition firmware, ModuleDefinition[] models)
    {
        this.firmware = firmware;
        this.models = models;
        stubs = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(AssemblyName, new Version(1, 0)), AssemblyName, ModuleKind.Dll);
    }

    private ModuleDefinition Module => stubs.MainModule;

    /// <summary>Makes the assembly, and points the firmware's references at it.</summary>
    /// <param name="firmware">What mentions them.</param>
    /// <param name="profile">The folder of what it was compiled against.</param>
    public static AssemblyDefinition Make(ModuleDefinition firmware, string profile)
    {
        using ModuleDefinition core = ModuleDefinition.ReadModule(Path.Combine(profile, "mscorlib.dll"));
        using ModuleDefinition packages = ModuleDefinition.ReadModule(Path.Combine(profile, DeviceLibrary.Packages + ".dll"));
        var maker = new PackageStubs(firmware, [core, packages]);
        maker.Run();
        return maker.stubs;
    }

    private void Run()
    {
        var scope = new AssemblyNameReference(AssemblyName, new Version(1, 0));
        firmware.AssemblyReferences.Add(scope);
        List<TypeReference> missing = [.. firmware.GetTypeReferences().Where(r => r.Scope.Name is "mscorlib" or DeviceLibrary.Packages && IsMissing(r))];
        List<MemberReference> members = [.. firmware.GetMemberReferences()];
        missing.ForEach(r => StubOf(r));
        foreach (MemberReference member in members.Where(m => made.ContainsKey(m.DeclaringType.FullName)))
        {
            AddMember(member, made[member.DeclaringType.FullName]);
        }

        missing.Where(r => r.DeclaringType is null).ToList().ForEach(r => r.Scope = scope);
    }

    private static bool IsMissing(TypeReference type) => !DeviceLibrary.IsInDotNet(type);

    private TypeDefinition StubOf(TypeReference reference)
    {
        if (made.TryGetValue(reference.FullName, out TypeDefinition? stub))
        {
            return stub;
        }

        TypeDefinition model = models.Select(m => m.GetType(reference.FullName)).FirstOrDefault(t => t is not null)
            ?? throw new InvalidOperationException($"the profile has no {reference.FullName}");
        stub = new TypeDefinition(reference.Namespace, reference.Name, model.Attributes & ~(TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit));
        made[reference.FullName] = stub;
        if (reference.DeclaringType is null)
        {
            Module.Types.Add(stub);
        }
        else
        {
            StubOf(reference.DeclaringType).NestedTypes.Add(stub);
        }

        stub.BaseType = model.BaseType is null ? null : Map(model.BaseType);
        stub.IsSealed = model.IsValueType;
        stub.IsAbstract = !model.IsValueType; // so that nothing of a base class or an interface has to be there

        if (model.IsEnum)
        {
            FieldDefinition value = model.Fields.Single(f => f.Name == "value__");
            stub.Fields.Add(new FieldDefinition("value__", value.Attributes, Map(value.FieldType)));
        }

        return stub;
    }

    private void AddMember(MemberReference member, TypeDefinition to)
    {
        if (member is FieldReference field)
        {
            to.Fields.Add(new FieldDefinition(field.Name, FieldAttributes.Public, Map(field.FieldType)));
            return;
        }

        var call = (MethodReference)member;
        MethodAttributes attributes = MethodAttributes.Public | MethodAttributes.HideBySig
            | (call.HasThis ? 0 : MethodAttributes.Static)
            | (call.Name == ".ctor" ? MethodAttributes.SpecialName | MethodAttributes.RTSpecialName : 0)
            | (to.IsInterface ? MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.NewSlot : 0);
        var method = new MethodDefinition(call.Name, attributes, Map(call.ReturnType));
        foreach (ParameterDefinition parameter in call.Parameters)
        {
            method.Parameters.Add(new ParameterDefinition(Map(parameter.ParameterType)));
        }

        if (!to.IsInterface)
        {
            ILProcessor il = method.Body.GetILProcessor();
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Throw);
        }

        to.Methods.Add(method);
    }

    private TypeReference Map(TypeReference type)
    {
        switch (type)
        {
            case ArrayType array: return new ArrayType(Map(array.ElementType));
            case ByReferenceType by: return new ByReferenceType(Map(by.ElementType));
        }

        if (IsMissing(type))
        {
            return StubOf(type);
        }

        return Primitive(type.MetadataType)
            ?? new TypeReference(type.Namespace, type.Name, Module, Module.TypeSystem.CoreLibrary, type.IsValueType);
    }

    // Signatures have codes of their own for these.
    private TypeReference? Primitive(MetadataType type) => type switch
    {
        MetadataType.Void => Module.TypeSystem.Void,
        MetadataType.Boolean => Module.TypeSystem.Boolean,
        MetadataType.Char => Module.TypeSystem.Char,
        MetadataType.SByte => Module.TypeSystem.SByte,
        MetadataType.Byte => Module.TypeSystem.Byte,
        MetadataType.Int16 => Module.TypeSystem.Int16,
        MetadataType.UInt16 => Module.TypeSystem.UInt16,
        MetadataType.Int32 => Module.TypeSystem.Int32,
        MetadataType.UInt32 => Module.TypeSystem.UInt32,
        MetadataType.Int64 => Module.TypeSystem.Int64,
        MetadataType.UInt64 => Module.TypeSystem.UInt64,
        MetadataType.Single => Module.TypeSystem.Single,
        MetadataType.Double => Module.TypeSystem.Double,
        MetadataType.String => Module.TypeSystem.String,
        MetadataType.Object => Module.TypeSystem.Object,
        _ => null,
    };
}
